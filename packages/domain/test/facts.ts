import { createHash } from 'node:crypto'
import fc from 'fast-check'
import type { SaleFact, ShiftRecord } from '@pos/shared-types'
import {
  genesisOf,
  makeSaleFact,
  priceCart,
  settle,
  type Cart,
  type PricingOptions,
  type SaleHeader,
  type SaleLineDetails,
  type SeriesPlace,
  type Tender,
  type TenderType,
} from '../src/index.ts'
import { carts, pricings } from './arbitrary.ts'

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Ids that count, in the shape of a UUID. */
export function countingIds(start = 1): () => string {
  let next = start
  return () => `00000000-0000-7000-8000-${(next++).toString(16).padStart(12, '0')}`
}

export const CASH: TenderType = {
  id: 'cash',
  name: 'Cash',
  kind: 'cash',
  currency: null,
  canGiveChange: true,
  canRefund: true,
  isActive: true,
  roundingMinor: 5,
  roundingMode: 'half_up',
}
export const CARD: TenderType = {
  ...CASH,
  id: 'card',
  name: 'Card',
  kind: 'card',
  canGiveChange: false,
  roundingMinor: 1,
}
export const TENDERS = [CASH, CARD]

export const HEADER: SaleHeader = {
  id: 'sale-1',
  storeId: 'store-1',
  eventId: 'event-1',
  businessOn: '2026-01-15',
  deviceId: 'device-1',
  userId: 'user-1',
  registerId: 'register-1',
  shiftId: 'shift-1',
  capture: 'offline',
  customerId: null,
  customerName: 'Maria',
  salesRepId: null,
  currency: 'EUR',
  priceListId: 'list-1',
  isTaxIncluded: false,
  timeZone: 'Europe/Madrid',
  startedAt: Date.UTC(2026, 0, 15, 10, 0),
  completedAt: Date.UTC(2026, 0, 15, 10, 1),
  taxExemptionId: null,
  catalogueVersion: 7,
  appVersion: '0.1.0',
  clockState: 'ok',
  hlc: '1',
  note: null,
}

export const SERIES: SeriesPlace = {
  id: 'series-1',
  storeCode: 'MAD',
  registerCode: '1',
  code: 'a',
  number: 1,
  prevHash: genesisOf({ registerId: 'register-1', id: 'series-1' }, sha256),
}

export function detailsOf(cart: Cart, prefix = 'line'): SaleLineDetails[] {
  return cart.lines.map((line, i) => ({
    id: `${prefix}-${i + 1}`,
    kind: 'goods',
    parentLineId: null,
    productId: `product-${i}`,
    variantId: `variant-${i}`,
    sku: `SKU${i}`,
    barcode: null,
    name: `Article ${i}`,
    departmentId: null,
    unitCode: 'piece',
    weightSource: 'none',
    listPriceMinor: line.priceMinor,
    priceSource: line.copy === null ? 'list' : 'original',
    overrideReasonId: null,
    approvalId: null,
    originalLineId: null,
    originalStoreId: null,
    returnReasonId: null,
    restock: null,
  }))
}

type Wanted = {
  cart: Cart
  pricing: PricingOptions
  tenders?: readonly Tender[]
  header?: Partial<SaleHeader>
  series?: SeriesPlace
}

/** A sealed sale of `cart`, paid by card to the unit unless told. */
export function factOf({ cart, pricing, tenders, header, series = SERIES }: Wanted): SaleFact {
  const priced = priceCart(cart, pricing)
  const { totalMinor } = priced
  const paid = tenders ?? (totalMinor === 0 ? [] : [{ tenderTypeId: 'card', tenderedMinor: totalMinor }])
  return makeSaleFact({
    header: { ...HEADER, isTaxIncluded: pricing.isTaxIncluded, ...header },
    priced,
    lines: detailsOf(cart),
    settlement: settle({ totalMinor, currency: 'EUR' }, paid, TENDERS),
    series,
    nextId: countingIds(),
    sha256,
  })
}

export const facts: fc.Arbitrary<SaleFact> = fc.record({ cart: carts, pricing: pricings }).map(factOf)

export const SHIFT: ShiftRecord = {
  id: 'shift-1',
  storeId: 'store-1',
  registerId: 'register-1',
  deviceId: 'device-1',
  lineage: 'lineage-1',
  zNumber: 1,
  businessOn: '2026-01-15',
  timeZone: 'Europe/Madrid',
  state: 'open',
  openedAt: Date.UTC(2026, 0, 15, 7),
  openedById: 'user-1',
  closedAt: null,
  closedById: null,
  differenceReasonId: null,
  lastSaleNumber: null,
}
