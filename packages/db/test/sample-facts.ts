import { TEST_START, TEST_STORE, TEST_TENANT } from '@pos/testing'
import type { SharedRows } from '../src/tables/index.ts'

const HASH = 'ab'.repeat(32)

/** Ids that read in a failing test: `id('5a', 1)`. The kind keeps two sorts of things apart. */
export const id = (kind: string, number: number) =>
  `019cad5e-0000-7000-8000-${kind.padStart(4, '0')}${number.toString(16).padStart(8, '0')}`

/** The common columns of a fact of the test store. */
const fact = (number: number) => ({
  tenantId: TEST_TENANT,
  storeId: TEST_STORE,
  eventId: id('e', number),
  lineNo: 0,
  occurredAt: TEST_START,
  businessOn: '2026-03-02',
  deviceId: null,
  userId: null,
})

/** Sale `number` over 10.00, without lines. */
export const saleRow = (number: number, changes: Partial<SharedRows['sales']> = {}): SharedRows['sales'] => ({
  ...fact(number),
  id: id('5a', number),
  registerId: id('1', 1),
  shiftId: id('2', 1),
  seriesId: id('3', 1),
  number,
  documentNo: `R1-${number}`,
  kind: 'sale',
  capture: 'online',
  customerName: 'Ada',
  currency: 'EUR',
  priceListId: id('4', 1),
  isTaxIncluded: true,
  timeZone: 'Europe/Madrid',
  businessHour: 10,
  startedAt: TEST_START,
  completedAt: TEST_START,
  grossMinor: 1000,
  discountMinor: 0,
  taxAddedMinor: 0,
  taxMinor: 174,
  totalMinor: 1000,
  netMinor: 826,
  cashRoundingMinor: 0,
  payableMinor: 1000,
  catalogueVersion: 1,
  appVersion: '1.0.0',
  clockState: 'ok',
  hlc: '0',
  prevHash: number.toString(16).padStart(64, '0'),
  hash: (number + 1).toString(16).padStart(64, '0'),
  checkCode: `C${number}`,
  ...changes,
})

/** Line `number` of a sale: `pieces` at 5.00 each, negative for goods that come back. */
export function saleLineRow(
  number: number,
  saleNumber: number,
  pieces: number,
  changes: Partial<SharedRows['saleLines']> = {},
): SharedRows['saleLines'] {
  const amount = pieces * 500
  return {
    tenantId: TEST_TENANT,
    id: id('11', number),
    saleId: id('5a', saleNumber),
    lineNo: number,
    storeId: TEST_STORE,
    businessOn: '2026-03-02',
    kind: 'goods',
    variantId: id('7', 1),
    name: 'Tomato',
    unitCode: 'pc',
    quantityMilli: pieces * 1000,
    weightSource: 'none',
    listPriceMinor: 500,
    priceMinor: 500,
    perMilli: 1000,
    priceSource: 'list',
    grossMinor: amount,
    discountMinor: 0,
    taxAddedMinor: 0,
    taxMinor: 0,
    totalMinor: amount,
    ...changes,
  }
}

/** Movement `seq` of the test store. */
export const movementRow = (
  seq: number,
  quantityMilli: number,
  levelAfterMilli: number,
  changes: Partial<SharedRows['stockMovements']> = {},
): SharedRows['stockMovements'] => ({
  tenantId: TEST_TENANT,
  seq,
  lineage: id('8', 1),
  id: id('9', seq),
  eventId: id('e', 1000 + seq),
  lineNo: 0,
  storeId: TEST_STORE,
  locationId: id('a', 1),
  variantId: id('7', 1),
  quantityMilli,
  kind: 'sale',
  sourceType: 'sale',
  sourceId: id('5a', seq),
  sourceLineId: id('11', seq),
  levelAfterMilli,
  currency: 'EUR',
  businessOn: '2026-03-02',
  occurredAt: TEST_START,
  hlc: '0',
  ...changes,
})

/** One row for every table of facts, parents first. */
export const oneOfEachFact = (): Partial<{ [Name in keyof SharedRows]: SharedRows[Name] }> => ({
  sales: saleRow(1),
  saleLines: saleLineRow(1, 1, 2),
  saleLineTaxes: {
    tenantId: TEST_TENANT,
    id: id('12', 1),
    saleLineId: id('11', 1),
    position: 0,
    taxRateId: id('13', 1),
    code: 'IVA',
    name: 'IVA 21 %',
    ratePpm: 210_000,
    isCompound: false,
    baseMinor: 826,
    taxMinor: 174,
  },
  saleLineDiscounts: {
    tenantId: TEST_TENANT,
    id: id('14', 1),
    saleLineId: id('11', 1),
    position: 0,
    source: 'line',
    amountMinor: 0,
  },
  payments: {
    tenantId: TEST_TENANT,
    id: id('15', 1),
    saleId: id('5a', 1),
    lineNo: 0,
    storeId: TEST_STORE,
    businessOn: '2026-03-02',
    shiftId: id('2', 1),
    tenderTypeId: id('16', 1),
    tenderKind: 'cash',
    currency: 'EUR',
    tenderedMinor: 1000,
    changeMinor: 0,
    amountMinor: 1000,
    tipMinor: 0,
  },
  cashMovements: {
    ...fact(2),
    id: id('17', 1),
    shiftId: id('2', 1),
    kind: 'float',
    currency: 'EUR',
    amountMinor: 10_000,
  },
  zReports: {
    ...fact(3),
    id: id('18', 1),
    kind: 'z',
    shiftId: id('2', 1),
    seriesId: id('3', 2),
    number: 1,
    sealed: '{}',
    prevHash: HASH,
    hash: HASH,
  },
  stockMovements: movementRow(1, 1000, 1000),
})
