import type { StoreView } from '@pos/shared-types'

/** A shop as head office lists it, open and heard never, unless told otherwise. */
export const storeView = (code: string, more: Partial<StoreView> = {}): StoreView => ({
  id: code,
  code,
  name: `Store ${code}`,
  kind: 'shop',
  legalName: 'Company',
  taxNumber: null,
  addressLine1: '1 Main Street',
  addressLine2: null,
  city: 'Town',
  region: null,
  postalCode: null,
  country: 'US',
  phone: null,
  timeZone: 'UTC',
  dayStartsMin: 0,
  currency: 'USD',
  locale: 'en',
  taxZoneId: 'zone',
  priceListId: 'list',
  status: 'open',
  revision: 1,
  lastSeenAt: null,
  ...more,
})
