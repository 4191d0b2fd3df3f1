import type { DeviceId, EventId, RegisterId, SeriesId, ShiftId, StoreId, TenantId, UserId } from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import * as pg from './kit/postgres.ts'
import * as lite from './kit/sqlite.ts'

const KIND = ['float', 'cash_in', 'cash_out', 'safe_drop', 'no_sale', 'exchange', 'leave'] as const
const Z_REPORT_KIND = ['z', 'supplement', 'zz'] as const

export const hqCashMovements = pg.table(
  'cash_movements',
  {
    tenantId: pg.uuid<TenantId>().notNull(),
    id: pg.uuid().notNull(),
    storeId: pg.uuid<StoreId>().notNull(),
    eventId: pg.uuid<EventId>().notNull(),
    lineNo: pg.int().notNull(),
    occurredAt: pg.instant().notNull(),
    businessOn: pg.dateOn().notNull(),
    deviceId: pg.uuid<DeviceId>(),
    userId: pg.uuid<UserId>(),
    shiftId: pg.uuid<ShiftId>().notNull(),
    kind: pg.oneOf(KIND).notNull(),
    currency: pg.text().notNull(),
    amountMinor: pg.minor().notNull(),
    reasonCodeId: pg.uuid(),
    note: pg.text(),
    approvalId: pg.uuid(),
    exchangeGroupId: pg.uuid(),
    ratePpm: pg.ppm(),
    perUnits: pg.int(),
    bankDepositId: pg.uuid(),
  },
  (t) => [
    pg.primary(t, t.id),
    pg.unique('cash_movements_event', t, t.eventId, t.lineNo),
    pg.index('cash_movements_shift', t, t.shiftId),
    pg.check('cash_movements_no_sale_rule', sql`${t.kind} <> 'no_sale' or ${t.amountMinor} = 0`),
  ],
)

export const storeCashMovements = lite.table(
  'cash_movements',
  {
    tenantId: lite.uuid<TenantId>().notNull(),
    id: lite.uuid().notNull(),
    storeId: lite.uuid<StoreId>().notNull(),
    eventId: lite.uuid<EventId>().notNull(),
    lineNo: lite.int().notNull(),
    occurredAt: lite.instant().notNull(),
    businessOn: lite.dateOn().notNull(),
    deviceId: lite.uuid<DeviceId>(),
    userId: lite.uuid<UserId>(),
    shiftId: lite.uuid<ShiftId>().notNull(),
    kind: lite.oneOf(KIND).notNull(),
    currency: lite.text().notNull(),
    amountMinor: lite.minor().notNull(),
    reasonCodeId: lite.uuid(),
    note: lite.text(),
    approvalId: lite.uuid(),
    exchangeGroupId: lite.uuid(),
    ratePpm: lite.ppm(),
    perUnits: lite.int(),
    bankDepositId: lite.uuid(),
  },
  (t) => [
    lite.primary(t, t.id),
    lite.unique('cash_movements_event', t, t.eventId, t.lineNo),
    lite.index('cash_movements_shift', t, t.shiftId),
    lite.check('cash_movements_no_sale_rule', sql`${t.kind} <> 'no_sale' or ${t.amountMinor} = 0`),
  ],
)

export const hqZReports = pg.table(
  'z_reports',
  {
    tenantId: pg.uuid<TenantId>().notNull(),
    id: pg.uuid().notNull(),
    storeId: pg.uuid<StoreId>().notNull(),
    eventId: pg.uuid<EventId>().notNull(),
    lineNo: pg.int().notNull(),
    occurredAt: pg.instant().notNull(),
    businessOn: pg.dateOn().notNull(),
    deviceId: pg.uuid<DeviceId>(),
    userId: pg.uuid<UserId>(),
    kind: pg.oneOf(Z_REPORT_KIND).notNull(),
    registerId: pg.uuid<RegisterId>(),
    shiftId: pg.uuid<ShiftId>(),
    seriesId: pg.uuid<SeriesId>().notNull(),
    number: pg.int().notNull(),
    fromNumber: pg.int(),
    toNumber: pg.int(),
    supplementOfId: pg.uuid(),
    sealed: pg.text().notNull(),
    prevHash: pg.hash().notNull(),
    hash: pg.hash().notNull(),
  },
  (t) => [
    pg.primary(t, t.id),
    pg.unique('z_reports_event', t, t.eventId, t.lineNo),
    // Two lives of one store may have closed the same shift; head office keeps both.
    pg.index('z_reports_number', t, t.seriesId, t.number),
    pg.index('z_reports_shift', t, t.shiftId),
  ],
)

export const storeZReports = lite.table(
  'z_reports',
  {
    tenantId: lite.uuid<TenantId>().notNull(),
    id: lite.uuid().notNull(),
    storeId: lite.uuid<StoreId>().notNull(),
    eventId: lite.uuid<EventId>().notNull(),
    lineNo: lite.int().notNull(),
    occurredAt: lite.instant().notNull(),
    businessOn: lite.dateOn().notNull(),
    deviceId: lite.uuid<DeviceId>(),
    userId: lite.uuid<UserId>(),
    kind: lite.oneOf(Z_REPORT_KIND).notNull(),
    registerId: lite.uuid<RegisterId>(),
    shiftId: lite.uuid<ShiftId>(),
    seriesId: lite.uuid<SeriesId>().notNull(),
    number: lite.int().notNull(),
    fromNumber: lite.int(),
    toNumber: lite.int(),
    supplementOfId: lite.uuid(),
    sealed: lite.text().notNull(),
    prevHash: lite.hash().notNull(),
    hash: lite.hash().notNull(),
  },
  (t) => [
    lite.primary(t, t.id),
    lite.unique('z_reports_event', t, t.eventId, t.lineNo),
    lite.unique('z_reports_number', t, t.seriesId, t.number),
    lite.uniqueOver('z_reports_shift', t, t.shiftId).where(sql`${t.kind} = 'z'`),
  ],
)
