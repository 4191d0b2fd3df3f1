import type { DemoTaxGroup, DemoTaxRate, DemoTaxZone } from '../types.ts'

// Two places of one country and currency whose taxes differ in number, rate and in what they spare. Simplified: the
// law knows thresholds and exceptions that a demo does not need.
const validFromOn = '2020-01-01'
const puertoRico = 'US-PR'
const newYork = 'US-NYC'

export const taxZones: readonly DemoTaxZone[] = [
  { code: puertoRico, name: 'Puerto Rico', country: 'US', region: 'PR' },
  { code: newYork, name: 'New York City', country: 'US', region: 'NY' },
]

export const taxRates: readonly DemoTaxRate[] = [
  { code: 'IVU-E', name: 'IVU estatal 10.5 %', kind: 'percent', ratePpm: 105_000, validFromOn },
  { code: 'IVU-M', name: 'IVU municipal 1 %', kind: 'percent', ratePpm: 10_000, validFromOn },
  { code: 'NYC', name: 'NYC sales tax 8.875 %', kind: 'percent', ratePpm: 88_750, validFromOn },
]

export const taxGroups: readonly DemoTaxGroup[] = [
  group('standard', 'Standard', ['IVU-E', 'IVU-M'], ['NYC']),
  group('food', 'Food', ['IVU-M'], []),
  group('clothing', 'Clothing', ['IVU-E', 'IVU-M'], []),
  group('health', 'Health', ['IVU-E', 'IVU-M'], []),
]

function group(
  code: string,
  name: string,
  inPuertoRico: readonly string[],
  inNewYork: readonly string[],
): DemoTaxGroup {
  const rates = (taxZoneCode: string, codes: readonly string[]) =>
    codes.map((taxRateCode, position) => ({ taxZoneCode, taxRateCode, position, isCompound: false }))
  return { code, name, rates: [...rates(puertoRico, inPuertoRico), ...rates(newYork, inNewYork)] }
}
