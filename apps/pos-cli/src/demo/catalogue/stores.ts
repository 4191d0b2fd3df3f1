import type { DemoPriceList, DemoRegister, DemoStore, DemoUnit } from '../types.ts'

export const company = { slug: 'casa-marea', name: 'Casa Marea', country: 'US', currency: 'USD', locale: 'en' } as const

export const priceLists: readonly DemoPriceList[] = [
  { code: 'RETAIL', name: 'Retail', currency: 'USD', isTaxIncluded: false },
]

export const units: readonly DemoUnit[] = [
  { code: 'ea', name: 'Each', dimension: 'count', decimals: 0 },
  { code: 'lb', name: 'Pound', dimension: 'mass', decimals: 3 },
]

const shared = {
  legalName: 'Casa Marea Retail LLC',
  country: 'US',
  dayStartsMin: 240,
  currency: 'USD',
  priceListCode: 'RETAIL',
  hours: { opensMin: 8 * 60, closesMin: 21 * 60 },
} as const

export const stores: readonly DemoStore[] = [
  {
    ...shared,
    code: 'SJU',
    name: 'Casa Marea San Juan',
    addressLine1: '1450 Calle de la Brisa',
    city: 'San Juan',
    region: 'PR',
    postalCode: '00907',
    phone: '+1 787 555 0142',
    timeZone: 'America/Puerto_Rico',
    locale: 'es',
    taxZoneCode: 'US-PR',
    status: 'open',
    registers: tills(3),
  },
  {
    ...shared,
    code: 'NYC',
    name: 'Casa Marea New York',
    addressLine1: '612 Harborlight Avenue',
    city: 'New York',
    region: 'NY',
    postalCode: '10033',
    phone: '+1 212 555 0187',
    timeZone: 'America/New_York',
    locale: 'en',
    taxZoneCode: 'US-NYC',
    status: 'open',
    registers: tills(2),
  },
  {
    ...shared,
    code: 'PSE',
    name: 'Casa Marea Ponce',
    addressLine1: '88 Avenida del Faro',
    city: 'Ponce',
    region: 'PR',
    postalCode: '00717',
    phone: '+1 787 555 0163',
    timeZone: 'America/Puerto_Rico',
    locale: 'es',
    taxZoneCode: 'US-PR',
    status: 'planned',
    registers: tills(1),
  },
]

function tills(count: number): DemoRegister[] {
  return Array.from({ length: count }, (_, index) => ({
    code: String(index + 1),
    name: `Till ${index + 1}`,
    kind: 'till' as const,
  }))
}
