import type { PercentRate, PerUnitRate, TaxGroup, TaxRate } from '../src/index.ts'

export function percent(code: string, ratePpm: number, isCompound = false): PercentRate {
  return {
    id: `rate-${code}`,
    code,
    name: code,
    kind: 'percent',
    ratePpm,
    isCompound,
    amountMinor: null,
    perMilli: null,
  }
}

export function perUnit(code: string, amountMinor: number, perMilli = 1000): PerUnitRate {
  return {
    id: `rate-${code}`,
    code,
    name: code,
    kind: 'per_unit',
    ratePpm: null,
    isCompound: false,
    amountMinor,
    perMilli,
  }
}

export function groupOf(...rates: TaxRate[]): TaxGroup {
  return { id: `group-${rates.map((rate) => rate.id).join('-')}`, rates }
}
