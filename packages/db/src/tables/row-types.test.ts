import type {
  CashMovementRecord,
  PaymentRecord,
  SaleFlagRecord,
  SaleLineDiscountRecord,
  SaleLineRecord,
  SaleLineTaxRecord,
  SaleRecord,
  SeriesRecord,
  ShiftCountRecord,
  ShiftRecord,
  ShiftTotalRecord,
  StockMovementRecord,
  ZReportRecord,
} from '@pos/shared-types'
import { expectTypeOf, test } from 'vitest'
import type { CatalogTables, HqTables, SharedRows, StoreTables } from './index.ts'
import * as pg from './kit/postgres.ts'
import * as lite from './kit/sqlite.ts'

type Flat<Row> = { [Key in keyof Row]: Row[Key] }
type Same<A, B> = (<T>() => T extends Flat<A> ? 1 : 2) extends <T>() => T extends Flat<B> ? 1 : 2 ? true : false
type Rows = { readonly $inferSelect: object; readonly $inferInsert: object }
type SameRows<Lite extends Rows, Pg extends Rows> = [
  Same<Lite['$inferSelect'], Pg['$inferSelect']>,
  Same<Lite['$inferInsert'], Pg['$inferInsert']>,
]
type Equal = [true, true]

type Added<Pg extends Rows> = Exclude<'version' | 'extra' | 'rowNo', keyof Pg['$inferSelect']>
type WithoutReplica<Lite extends Rows, Pg extends Rows> = {
  readonly $inferSelect: Omit<Lite['$inferSelect'], Added<Pg>>
  readonly $inferInsert: Omit<Lite['$inferInsert'], Added<Pg>>
}

type OpsNames = Exclude<keyof StoreTables & keyof HqTables, 'stockMovements' | 'stockLevels' | 'valueEntries'>
type CatalogNames = Exclude<keyof CatalogTables & keyof HqTables, 'valueAccounts' | 'valueAllowances'>

/** What travels is what is stored: a fact with its tenant is a row, and no field of it lacks a column. */
type IsRow<Fact, Name extends keyof SharedRows> = [
  Fact extends Omit<SharedRows[Name], 'tenantId'> ? true : false,
  keyof Fact extends keyof SharedRows[Name] ? true : false,
]

test('a row of ops.db and its row at head office are one type', () => {
  expectTypeOf<{ [N in OpsNames]: SameRows<StoreTables[N], HqTables[N]> }>().toEqualTypeOf<{ [N in OpsNames]: Equal }>()
})

test('a row of the replica and its row at head office are one type, but for what the replica adds', () => {
  expectTypeOf<{
    [N in CatalogNames]: SameRows<WithoutReplica<CatalogTables[N], HqTables[N]>, HqTables[N]>
  }>().toEqualTypeOf<{
    [N in CatalogNames]: Equal
  }>()
})

test('a movement has its seq and its place in a chain from the store, and a level at head office also knows the sum it received', () => {
  type Store = StoreTables['stockMovements']
  type Hq = HqTables['stockMovements']
  expectTypeOf<Same<Omit<Store['$inferSelect'], 'previousSeq'>, Hq['$inferSelect']>>().toEqualTypeOf<true>()
  expectTypeOf<
    Same<Omit<Store['$inferInsert'], 'seq' | 'previousSeq'>, Omit<Hq['$inferInsert'], 'seq'>>
  >().toEqualTypeOf<true>()
  expectTypeOf<
    Same<
      StoreTables['stockLevels']['$inferInsert'],
      Omit<HqTables['stockLevels']['$inferInsert'], 'foldedMilli' | 'receivedAt'>
    >
  >().toEqualTypeOf<true>()
})

test('an account, what is lent of it and its ledger are one type everywhere, but for what head office alone knows', () => {
  type Hq = { readonly [Name in 'valueAccounts' | 'valueAllowances' | 'valueEntries']: HqTables[Name]['$inferSelect'] }
  type Replica = CatalogTables['valueAccounts']['$inferSelect']
  type Lent = CatalogTables['valueAllowances']['$inferSelect']
  expectTypeOf<
    Same<
      Omit<Replica, 'version' | 'extra'>,
      Omit<Hq['valueAccounts'], 'limitMinor' | 'balanceMinor' | 'heldMinor' | 'lentMinor' | 'createdEventId'>
    >
  >().toEqualTypeOf<true>()
  expectTypeOf<
    Same<Omit<Lent, 'version' | 'extra'>, Omit<Hq['valueAllowances'], 'spentMinor' | 'returnedMinor' | 'returnedAt'>>
  >().toEqualTypeOf<true>()
  expectTypeOf<
    Same<StoreTables['valueEntries']['$inferSelect'], Omit<Hq['valueEntries'], 'seq' | 'balanceAfterMinor'>>
  >().toEqualTypeOf<true>()
})

test('every fact that travels is a row of its table', () => {
  expectTypeOf<{
    cashMovements: IsRow<CashMovementRecord, 'cashMovements'>
    numberSeries: IsRow<SeriesRecord, 'numberSeries'>
    payments: IsRow<PaymentRecord, 'payments'>
    saleFlags: IsRow<SaleFlagRecord, 'saleFlags'>
    saleLineDiscounts: IsRow<SaleLineDiscountRecord, 'saleLineDiscounts'>
    saleLines: IsRow<SaleLineRecord, 'saleLines'>
    saleLineTaxes: IsRow<SaleLineTaxRecord, 'saleLineTaxes'>
    sales: IsRow<SaleRecord, 'sales'>
    shiftCounts: IsRow<ShiftCountRecord, 'shiftCounts'>
    shifts: IsRow<ShiftRecord, 'shifts'>
    shiftTotals: IsRow<ShiftTotalRecord, 'shiftTotals'>
    stockMovements: IsRow<StockMovementRecord, 'stockMovements'>
    zReports: IsRow<ZReportRecord, 'zReports'>
  }>().toEqualTypeOf<{
    cashMovements: Equal
    numberSeries: Equal
    payments: Equal
    saleFlags: Equal
    saleLineDiscounts: Equal
    saleLines: Equal
    saleLineTaxes: Equal
    sales: Equal
    shiftCounts: Equal
    shifts: Equal
    shiftTotals: Equal
    stockMovements: Equal
    zReports: Equal
  }>()
})

test('a NOT NULL, a default, an enum value or a unit that one engine lacks stops the compiler', () => {
  const whole = pg.table('things', { id: pg.uuid().notNull(), kind: pg.oneOf(['a', 'b']).notNull() }, () => [])
  const nullable = lite.table('things', { id: lite.uuid(), kind: lite.oneOf(['a', 'b']).notNull() }, () => [])
  const defaulted = lite.table(
    'things',
    { id: lite.uuid().notNull(), kind: lite.oneOf(['a', 'b']).notNull().default('a') },
    () => [],
  )
  const narrow = lite.table('things', { id: lite.uuid().notNull(), kind: lite.oneOf(['a']).notNull() }, () => [])
  // @ts-expect-error a dropped NOT NULL
  expectTypeOf<SameRows<typeof nullable, typeof whole>>().toEqualTypeOf<Equal>()
  // @ts-expect-error a default on one engine only
  expectTypeOf<SameRows<typeof defaulted, typeof whole>>().toEqualTypeOf<Equal>()
  // @ts-expect-error a missing enum value
  expectTypeOf<SameRows<typeof narrow, typeof whole>>().toEqualTypeOf<Equal>()
})
