import {
  SHIFT_METRICS,
  type DeviceId,
  type LineageId,
  type RegisterId,
  type ShiftId,
  type StoreId,
  type TenantId,
  type TenderTypeId,
  type UserId,
} from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import * as pg from './kit/postgres.ts'
import * as lite from './kit/sqlite.ts'

const STATE = ['open', 'closing', 'closed', 'close_pending'] as const

export const hqShifts = pg.table(
  'shifts',
  {
    tenantId: pg.uuid<TenantId>().notNull(),
    id: pg.uuid<ShiftId>().notNull(),
    storeId: pg.uuid<StoreId>().notNull(),
    registerId: pg.uuid<RegisterId>().notNull(),
    deviceId: pg.uuid<DeviceId>(),
    lineage: pg.uuid<LineageId>().notNull(),
    zNumber: pg.int().notNull(),
    businessOn: pg.dateOn().notNull(),
    timeZone: pg.text().notNull(),
    state: pg.oneOf(STATE).notNull(),
    openedAt: pg.instant().notNull(),
    openedById: pg.uuid<UserId>(),
    closingRequestedAt: pg.instant(),
    closedAt: pg.instant(),
    closedById: pg.uuid<UserId>(),
    differenceReasonId: pg.uuid(),
    lastSaleNumber: pg.int(),
    sealed: pg.bytes(),
    sealHash: pg.hash(),
    prevSealHash: pg.hash(),
  },
  (t) => [
    pg.primary(t, t.id),
    // A life of a store that has forgotten shifts counts again.
    pg.index('shifts_z', t, t.registerId, t.zNumber),
    pg.uniqueOver('shifts_open', t, t.registerId).where(sql`${t.state} in ('open', 'closing')`),
  ],
)

export const storeShifts = lite.table(
  'shifts',
  {
    tenantId: lite.uuid<TenantId>().notNull(),
    id: lite.uuid<ShiftId>().notNull(),
    storeId: lite.uuid<StoreId>().notNull(),
    registerId: lite.uuid<RegisterId>().notNull(),
    deviceId: lite.uuid<DeviceId>(),
    lineage: lite.uuid<LineageId>().notNull(),
    zNumber: lite.int().notNull(),
    businessOn: lite.dateOn().notNull(),
    timeZone: lite.text().notNull(),
    state: lite.oneOf(STATE).notNull(),
    openedAt: lite.instant().notNull(),
    openedById: lite.uuid<UserId>(),
    closingRequestedAt: lite.instant(),
    closedAt: lite.instant(),
    closedById: lite.uuid<UserId>(),
    differenceReasonId: lite.uuid(),
    lastSaleNumber: lite.int(),
    sealed: lite.bytes(),
    sealHash: lite.hash(),
    prevSealHash: lite.hash(),
  },
  (t) => [
    lite.primary(t, t.id),
    lite.unique('shifts_z_of_lineage', t, t.registerId, t.lineage, t.zNumber),
    lite.uniqueOver('shifts_open', t, t.registerId).where(sql`${t.state} in ('open', 'closing')`),
  ],
)

export const hqShiftTotals = pg.table(
  'shift_totals',
  {
    tenantId: pg.uuid<TenantId>().notNull(),
    shiftId: pg.uuid<ShiftId>().notNull(),
    metric: pg.oneOf(SHIFT_METRICS).notNull(),
    tenderTypeId: pg.uuid<TenderTypeId>(),
    currency: pg.text().notNull(),
    userId: pg.uuid<UserId>(),
    amountMinor: pg.minor().notNull(),
    count: pg.int().notNull(),
  },
  (t) => [pg.unique('shift_totals_key', t, t.shiftId, t.metric, t.tenderTypeId, t.currency, t.userId)],
)

export const storeShiftTotals = lite.table(
  'shift_totals',
  {
    tenantId: lite.uuid<TenantId>().notNull(),
    shiftId: lite.uuid<ShiftId>().notNull(),
    metric: lite.oneOf(SHIFT_METRICS).notNull(),
    tenderTypeId: lite.uuid<TenderTypeId>(),
    currency: lite.text().notNull(),
    userId: lite.uuid<UserId>(),
    amountMinor: lite.minor().notNull(),
    count: lite.int().notNull(),
  },
  (t) => [lite.unique('shift_totals_key', t, t.shiftId, t.metric, t.tenderTypeId, t.currency, t.userId)],
)

export const hqShiftCounts = pg.table(
  'shift_counts',
  {
    tenantId: pg.uuid<TenantId>().notNull(),
    id: pg.uuid().notNull(),
    shiftId: pg.uuid<ShiftId>().notNull(),
    attempt: pg.int().notNull(),
    tenderTypeId: pg.uuid<TenderTypeId>().notNull(),
    currency: pg.text().notNull(),
    countedMinor: pg.minor().notNull(),
    expectedMinor: pg.minor().notNull(),
    differenceMinor: pg.minor().notNull(),
    isBlind: pg.bool().notNull(),
    countedById: pg.uuid<UserId>(),
    countedAt: pg.instant().notNull(),
  },
  (t) => [
    pg.primary(t, t.id),
    pg.unique('shift_counts_attempt', t, t.shiftId, t.attempt, t.tenderTypeId, t.currency),
    pg.foreign('shift_counts_shift_fk', t, [t.shiftId], hqShifts),
    pg.check('shift_counts_attempt_rule', sql`${t.attempt} between 1 and 2`),
    pg.check('shift_counts_difference_rule', sql`${t.differenceMinor} = ${t.countedMinor} - ${t.expectedMinor}`),
  ],
)

export const storeShiftCounts = lite.table(
  'shift_counts',
  {
    tenantId: lite.uuid<TenantId>().notNull(),
    id: lite.uuid().notNull(),
    shiftId: lite.uuid<ShiftId>().notNull(),
    attempt: lite.int().notNull(),
    tenderTypeId: lite.uuid<TenderTypeId>().notNull(),
    currency: lite.text().notNull(),
    countedMinor: lite.minor().notNull(),
    expectedMinor: lite.minor().notNull(),
    differenceMinor: lite.minor().notNull(),
    isBlind: lite.bool().notNull(),
    countedById: lite.uuid<UserId>(),
    countedAt: lite.instant().notNull(),
  },
  (t) => [
    lite.primary(t, t.id),
    lite.unique('shift_counts_attempt', t, t.shiftId, t.attempt, t.tenderTypeId, t.currency),
    lite.foreign('shift_counts_shift_fk', t, [t.shiftId], storeShifts),
    lite.check('shift_counts_attempt_rule', sql`${t.attempt} between 1 and 2`),
    lite.check('shift_counts_difference_rule', sql`${t.differenceMinor} = ${t.countedMinor} - ${t.expectedMinor}`),
  ],
)
