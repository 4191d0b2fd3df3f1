import type { EventId, SaleId, SaleLineId, StoreId, TenantId, UserId } from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import type { Columns } from './kit/condition.ts'
import * as pg from './kit/postgres.ts'
import * as lite from './kit/sqlite.ts'
import { hqSaleLines, storeSaleLines } from './sale-lines.ts'
import { hqSales, storeSales } from './sales.ts'

const RAISED_BY = ['till', 'store', 'hq'] as const
const STATE = ['open', 'accepted', 'corrected'] as const

/** A line gives back what was sold, and beyond it only what a fact already took (`over_milli`). */
const staysReturnable = (t: Columns<'returnedMilli' | 'reservedMilli' | 'soldMilli' | 'overMilli'>) => sql`
  ${t.returnedMilli} + ${t.reservedMilli} between 0 and ${t.soldMilli} + ${t.overMilli}
  and ${t.reservedMilli} >= 0 and ${t.overMilli} >= 0`

export const hqSaleFlags = pg.table(
  'sale_flags',
  {
    tenantId: pg.uuid<TenantId>().notNull(),
    id: pg.uuid().notNull(),
    storeId: pg.uuid<StoreId>().notNull(),
    eventId: pg.uuid<EventId>().notNull(),
    lineNo: pg.int().notNull(),
    saleId: pg.uuid<SaleId>().notNull(),
    ruleId: pg.text().notNull(),
    code: pg.text().notNull(),
    params: pg.json<Record<string, unknown>>().notNull(),
    raisedBy: pg.oneOf(RAISED_BY).notNull(),
    state: pg.oneOf(STATE).notNull(),
    settledById: pg.uuid<UserId>(),
    settledAt: pg.instant(),
    note: pg.text(),
  },
  (t) => [
    pg.primary(t, t.id),
    pg.unique('sale_flags_finding', t, t.eventId, t.ruleId, t.lineNo),
    pg.index('sale_flags_sale', t, t.saleId),
    pg.foreign('sale_flags_sale_fk', t, [t.saleId], hqSales),
  ],
)

export const storeSaleFlags = lite.table(
  'sale_flags',
  {
    tenantId: lite.uuid<TenantId>().notNull(),
    id: lite.uuid().notNull(),
    storeId: lite.uuid<StoreId>().notNull(),
    eventId: lite.uuid<EventId>().notNull(),
    lineNo: lite.int().notNull(),
    saleId: lite.uuid<SaleId>().notNull(),
    ruleId: lite.text().notNull(),
    code: lite.text().notNull(),
    params: lite.json<Record<string, unknown>>().notNull(),
    raisedBy: lite.oneOf(RAISED_BY).notNull(),
    state: lite.oneOf(STATE).notNull(),
    settledById: lite.uuid<UserId>(),
    settledAt: lite.instant(),
    note: lite.text(),
  },
  (t) => [
    lite.primary(t, t.id),
    lite.unique('sale_flags_finding', t, t.eventId, t.ruleId, t.lineNo),
    lite.index('sale_flags_sale', t, t.saleId),
    lite.foreign('sale_flags_sale_fk', t, [t.saleId], storeSales),
  ],
)

export const hqReturnableLines = pg.table(
  'returnable_lines',
  {
    tenantId: pg.uuid<TenantId>().notNull(),
    saleLineId: pg.uuid<SaleLineId>().notNull(),
    saleId: pg.uuid<SaleId>().notNull(),
    storeId: pg.uuid<StoreId>().notNull(),
    soldMilli: pg.milli().notNull(),
    paidMinor: pg.minor().notNull(),
    returnedMilli: pg.milli().notNull(),
    refundedMinor: pg.minor().notNull(),
    reservedMilli: pg.milli().notNull().default(0),
    overMilli: pg.milli().notNull().default(0),
  },
  (t) => [
    pg.primary(t, t.saleLineId),
    pg.foreign('returnable_lines_line_fk', t, [t.saleLineId], hqSaleLines),
    pg.check('returnable_lines_limit_rule', staysReturnable(t)),
  ],
)

export const storeReturnableLines = lite.table(
  'returnable_lines',
  {
    tenantId: lite.uuid<TenantId>().notNull(),
    saleLineId: lite.uuid<SaleLineId>().notNull(),
    saleId: lite.uuid<SaleId>().notNull(),
    storeId: lite.uuid<StoreId>().notNull(),
    soldMilli: lite.milli().notNull(),
    paidMinor: lite.minor().notNull(),
    returnedMilli: lite.milli().notNull(),
    refundedMinor: lite.minor().notNull(),
    reservedMilli: lite.milli().notNull().default(0),
    overMilli: lite.milli().notNull().default(0),
  },
  (t) => [
    lite.primary(t, t.saleLineId),
    lite.foreign('returnable_lines_line_fk', t, [t.saleLineId], storeSaleLines),
    lite.check('returnable_lines_limit_rule', staysReturnable(t)),
  ],
)
