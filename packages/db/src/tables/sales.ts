import type {
  DeviceId,
  EventId,
  PriceListId,
  RegisterId,
  SaleId,
  SeriesId,
  ShiftId,
  StoreId,
  TenantId,
  UserId,
} from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import type { Columns } from './kit/condition.ts'
import * as pg from './kit/postgres.ts'
import * as lite from './kit/sqlite.ts'

const KIND = ['sale', 'return', 'exchange', 'void'] as const
const CAPTURE = ['online', 'offline'] as const
const CLOCK_STATE = ['ok', 'suspect'] as const

/** Every figure of a sale follows from its gross: what was taken off, what tax was added, what cash was rounded. */
const addsUp = (
  t: Columns<
    | 'grossMinor'
    | 'discountMinor'
    | 'taxAddedMinor'
    | 'taxMinor'
    | 'totalMinor'
    | 'netMinor'
    | 'cashRoundingMinor'
    | 'payableMinor'
  >,
) => sql`
  ${t.totalMinor} = ${t.grossMinor} - ${t.discountMinor} + ${t.taxAddedMinor}
  and ${t.netMinor} = ${t.totalMinor} - ${t.taxMinor}
  and ${t.payableMinor} = ${t.totalMinor} + ${t.cashRoundingMinor}`

export const hqSales = pg.table(
  'sales',
  {
    tenantId: pg.uuid<TenantId>().notNull(),
    id: pg.uuid<SaleId>().notNull(),
    storeId: pg.uuid<StoreId>().notNull(),
    eventId: pg.uuid<EventId>().notNull(),
    lineNo: pg.int().notNull(),
    occurredAt: pg.instant().notNull(),
    businessOn: pg.dateOn().notNull(),
    deviceId: pg.uuid<DeviceId>(),
    userId: pg.uuid<UserId>(),
    registerId: pg.uuid<RegisterId>().notNull(),
    shiftId: pg.uuid<ShiftId>().notNull(),
    seriesId: pg.uuid<SeriesId>().notNull(),
    number: pg.int().notNull(),
    documentNo: pg.text().notNull(),
    kind: pg.oneOf(KIND).notNull(),
    originalSaleId: pg.uuid<SaleId>(),
    capture: pg.oneOf(CAPTURE).notNull(),
    customerId: pg.uuid(),
    customerName: pg.text(),
    salesRepId: pg.uuid(),
    currency: pg.text().notNull(),
    priceListId: pg.uuid<PriceListId>().notNull(),
    isTaxIncluded: pg.bool().notNull(),
    timeZone: pg.text().notNull(),
    businessHour: pg.int().notNull(),
    startedAt: pg.instant().notNull(),
    completedAt: pg.instant().notNull(),
    grossMinor: pg.minor().notNull(),
    discountMinor: pg.minor().notNull(),
    taxAddedMinor: pg.minor().notNull(),
    taxMinor: pg.minor().notNull(),
    totalMinor: pg.minor().notNull(),
    netMinor: pg.minor().notNull(),
    cashRoundingMinor: pg.minor().notNull(),
    payableMinor: pg.minor().notNull(),
    taxExemptionId: pg.uuid(),
    catalogueVersion: pg.big().notNull(),
    appVersion: pg.text().notNull(),
    clockState: pg.oneOf(CLOCK_STATE).notNull(),
    hlc: pg.text().notNull(),
    note: pg.text(),
    custom: pg.json(),
    prevHash: pg.hash().notNull(),
    hash: pg.hash().notNull(),
    checkCode: pg.text().notNull(),
  },
  (t) => [
    pg.primary(t, t.id),
    pg.unique('sales_event', t, t.eventId, t.lineNo),
    // Two lives of one store may have numbered the same place; head office keeps and flags both.
    pg.index('sales_number', t, t.registerId, t.seriesId, t.number),
    pg.uniqueOver('sales_void', t, t.originalSaleId).where(sql`${t.kind} = 'void'`),
    pg.index('sales_store_day', t, t.storeId, t.businessOn, t.id),
    pg.index('sales_day', t, t.businessOn, t.id),
    pg.index('sales_shift', t, t.shiftId),
    pg.index('sales_customer', t, t.customerId, t.businessOn).where(sql`${t.customerId} is not null`),
    pg.index('sales_document', t, t.storeId, t.documentNo),
    pg.index('sales_check_code', t, t.checkCode),
    pg.check('sales_hour_rule', sql`${t.businessHour} between 0 and 23`),
    pg.check('sales_total_rule', addsUp(t)),
  ],
)

export const storeSales = lite.appended(
  'sales',
  {
    tenantId: lite.uuid<TenantId>().notNull(),
    id: lite.uuid<SaleId>().notNull(),
    storeId: lite.uuid<StoreId>().notNull(),
    eventId: lite.uuid<EventId>().notNull(),
    lineNo: lite.int().notNull(),
    occurredAt: lite.instant().notNull(),
    businessOn: lite.dateOn().notNull(),
    deviceId: lite.uuid<DeviceId>(),
    userId: lite.uuid<UserId>(),
    registerId: lite.uuid<RegisterId>().notNull(),
    shiftId: lite.uuid<ShiftId>().notNull(),
    seriesId: lite.uuid<SeriesId>().notNull(),
    number: lite.int().notNull(),
    documentNo: lite.text().notNull(),
    kind: lite.oneOf(KIND).notNull(),
    originalSaleId: lite.uuid<SaleId>(),
    capture: lite.oneOf(CAPTURE).notNull(),
    customerId: lite.uuid(),
    customerName: lite.text(),
    salesRepId: lite.uuid(),
    currency: lite.text().notNull(),
    priceListId: lite.uuid<PriceListId>().notNull(),
    isTaxIncluded: lite.bool().notNull(),
    timeZone: lite.text().notNull(),
    businessHour: lite.int().notNull(),
    startedAt: lite.instant().notNull(),
    completedAt: lite.instant().notNull(),
    grossMinor: lite.minor().notNull(),
    discountMinor: lite.minor().notNull(),
    taxAddedMinor: lite.minor().notNull(),
    taxMinor: lite.minor().notNull(),
    totalMinor: lite.minor().notNull(),
    netMinor: lite.minor().notNull(),
    cashRoundingMinor: lite.minor().notNull(),
    payableMinor: lite.minor().notNull(),
    taxExemptionId: lite.uuid(),
    catalogueVersion: lite.big().notNull(),
    appVersion: lite.text().notNull(),
    clockState: lite.oneOf(CLOCK_STATE).notNull(),
    hlc: lite.text().notNull(),
    note: lite.text(),
    custom: lite.json(),
    prevHash: lite.hash().notNull(),
    hash: lite.hash().notNull(),
    checkCode: lite.text().notNull(),
  },
  (t) => [
    lite.primary(t, t.id),
    lite.unique('sales_event', t, t.eventId, t.lineNo),
    lite.unique('sales_number', t, t.registerId, t.seriesId, t.number),
    lite.unique('sales_chain', t, t.seriesId, t.prevHash),
    lite.uniqueOver('sales_void', t, t.originalSaleId).where(sql`${t.kind} = 'void'`),
    lite.index('sales_day', t, t.businessOn, t.id),
    lite.index('sales_customer', t, t.customerId, t.businessOn).where(sql`${t.customerId} is not null`),
    lite.check('sales_hour_rule', sql`${t.businessHour} between 0 and 23`),
    lite.check('sales_total_rule', addsUp(t)),
  ],
)
