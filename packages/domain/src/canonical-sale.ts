import type {
  PaymentRecord,
  SaleFact,
  SaleLineDiscountRecord,
  SaleLineRecord,
  SaleLineTaxRecord,
  SaleRecord,
} from '@pos/shared-types'

/** The order of the columns below is part of every receipt ever printed: never change it, open version 2. */
const VERSION = 1

/** Personal columns may be erased later; the others are the hash itself and what is made from it. */
type OutsideTheHash = 'customerName' | 'note' | 'prevHash' | 'hash' | 'checkCode'

/** The columns of a record in the order written; one that is missing or too many does not compile. */
function columns<Row>(order: Readonly<Record<keyof Row, true>>): readonly (keyof Row)[] {
  return Object.keys(order) as (keyof Row)[]
}

const SALE = columns<Omit<SaleRecord, OutsideTheHash>>({
  id: true,
  storeId: true,
  eventId: true,
  lineNo: true,
  occurredAt: true,
  businessOn: true,
  deviceId: true,
  userId: true,
  registerId: true,
  shiftId: true,
  seriesId: true,
  number: true,
  documentNo: true,
  kind: true,
  originalSaleId: true,
  capture: true,
  customerId: true,
  salesRepId: true,
  currency: true,
  priceListId: true,
  isTaxIncluded: true,
  timeZone: true,
  businessHour: true,
  startedAt: true,
  completedAt: true,
  grossMinor: true,
  discountMinor: true,
  taxAddedMinor: true,
  taxMinor: true,
  totalMinor: true,
  netMinor: true,
  cashRoundingMinor: true,
  payableMinor: true,
  taxExemptionId: true,
  catalogueVersion: true,
  appVersion: true,
  clockState: true,
  hlc: true,
})

const LINE = columns<SaleLineRecord>({
  id: true,
  saleId: true,
  lineNo: true,
  storeId: true,
  businessOn: true,
  kind: true,
  parentLineId: true,
  productId: true,
  variantId: true,
  sku: true,
  barcode: true,
  name: true,
  departmentId: true,
  unitCode: true,
  quantityMilli: true,
  weightSource: true,
  listPriceMinor: true,
  priceMinor: true,
  perMilli: true,
  priceSource: true,
  overrideReasonId: true,
  approvalId: true,
  grossMinor: true,
  discountMinor: true,
  taxGroupId: true,
  taxAddedMinor: true,
  taxMinor: true,
  totalMinor: true,
  originalLineId: true,
  originalStoreId: true,
  returnReasonId: true,
  restock: true,
})

const TAX = columns<SaleLineTaxRecord>({
  id: true,
  saleLineId: true,
  position: true,
  taxRateId: true,
  code: true,
  name: true,
  ratePpm: true,
  isCompound: true,
  baseMinor: true,
  taxMinor: true,
})

const DISCOUNT = columns<SaleLineDiscountRecord>({
  id: true,
  saleLineId: true,
  position: true,
  source: true,
  reasonCodeId: true,
  approvalId: true,
  userId: true,
  ratePpm: true,
  amountMinor: true,
})

const PAYMENT = columns<PaymentRecord>({
  id: true,
  saleId: true,
  lineNo: true,
  storeId: true,
  businessOn: true,
  shiftId: true,
  tenderTypeId: true,
  tenderKind: true,
  currency: true,
  tenderedMinor: true,
  changeMinor: true,
  amountMinor: true,
  tipMinor: true,
  refundOfPaymentId: true,
  provider: true,
  providerRef: true,
  cardBrand: true,
  cardLast4: true,
  authCode: true,
  reference: true,
})

/** A sale without its place in the chain. */
export type UnsealedSale = Omit<SaleFact, 'sale'> & {
  readonly sale: Omit<SaleRecord, 'prevHash' | 'hash' | 'checkCode'>
}

/**
 * The text a sale is hashed as: the stored values of sale, lines, taxes, discounts and payments in a fixed order.
 * Children are put in the order of their line and position, so rows read back from any database give the same text.
 */
export function canonicalSale(fact: UnsealedSale): string {
  const lines = sorted(fact.lines, (a, b) => a.lineNo - b.lineNo)
  const lineNo = new Map(lines.map((line) => [line.id, line.lineNo]))
  const byLine = (a: Child, b: Child): number =>
    (lineNo.get(a.saleLineId) ?? 0) - (lineNo.get(b.saleLineId) ?? 0) || a.position - b.position
  return JSON.stringify([
    VERSION,
    valuesOf(fact.sale, SALE),
    lines.map((line) => valuesOf(line, LINE)),
    sorted(fact.taxes, byLine).map((tax) => valuesOf(tax, TAX)),
    sorted(fact.discounts, byLine).map((discount) => valuesOf(discount, DISCOUNT)),
    sorted(fact.payments, (a, b) => a.lineNo - b.lineNo).map((payment) => valuesOf(payment, PAYMENT)),
  ])
}

type Child = { readonly saleLineId: string; readonly position: number }

/** Rows made here have their columns in this order, and then all values are read at once. */
function valuesOf<Row extends object>(row: Row, order: readonly (keyof Row)[]): unknown[] {
  const keys = Object.keys(row)
  const isInOrder = keys.length === order.length && order.every((column, at) => column === keys[at])
  return isInOrder ? Object.values(row) : order.map((column) => row[column])
}

/** Facts arrive in order; only rows read back in another order pay for sorting. */
function sorted<Row>(rows: readonly Row[], compare: (a: Row, b: Row) => number): readonly Row[] {
  const isSorted = rows.every((row, i) => {
    const before = rows[i - 1]
    return before === undefined || compare(before, row) <= 0
  })
  return isSorted ? rows : rows.toSorted(compare)
}
