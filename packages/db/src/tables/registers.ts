import type { DeviceId, LineageId, RegisterId, SeriesId, StoreId, TenantId } from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import * as pg from './kit/postgres.ts'
import * as lite from './kit/sqlite.ts'
import { hqStores } from './stores.ts'

const KIND = ['till', 'mobile', 'kiosk'] as const
const STATUS = ['active', 'retired'] as const
const DOCUMENT = [
  'sale',
  'void',
  'z',
  'supplement',
  'zz',
  'invoice',
  'credit_note',
  'transfer',
  'purchase_order',
  'delivery',
  'count',
  'adjustment',
  'customer_order',
  'quotation',
  'worksheet',
  'expense',
  'supplier_return',
  'journal',
] as const

export const hqRegisters = pg.table(
  'registers',
  {
    ...pg.ref<RegisterId>(),
    storeId: pg.uuid<StoreId>().notNull(),
    code: pg.text().notNull(),
    name: pg.text().notNull(),
    kind: pg.oneOf(KIND).notNull(),
    layoutId: pg.uuid(),
    receiptTemplateId: pg.uuid(),
    status: pg.oneOf(STATUS).notNull(),
  },
  (t) => [
    pg.primary(t, t.id),
    pg.unique('registers_code', t, t.storeId, t.code),
    pg.foreign('registers_store_fk', t, [t.storeId], hqStores),
  ],
)

export const catalogRegisters = lite.table(
  'registers',
  {
    ...lite.ref<RegisterId>(),
    storeId: lite.uuid<StoreId>().notNull(),
    code: lite.text().notNull(),
    name: lite.text().notNull(),
    kind: lite.oneOf(KIND).notNull(),
    layoutId: lite.uuid(),
    receiptTemplateId: lite.uuid(),
    status: lite.oneOf(STATUS).notNull(),
    ...lite.replica(),
  },
  (t) => [lite.primary(t, t.id), lite.index('registers_code', t, t.storeId, t.code)],
)

export const storeRegisterLeases = lite.table(
  'register_leases',
  {
    registerId: lite.uuid<RegisterId>().notNull(),
    deviceId: lite.uuid<DeviceId>().notNull(),
    lineage: lite.uuid<LineageId>().notNull(),
    tab: lite.text().notNull(),
    fence: lite.int().notNull(),
    acquiredAt: lite.instant().notNull(),
    expiresAt: lite.instant().notNull(),
  },
  (t) => [lite.primary(t, t.registerId), lite.unique('register_leases_device', t, t.deviceId)],
)

export const hqNumberSeries = pg.table(
  'number_series',
  {
    tenantId: pg.uuid<TenantId>().notNull(),
    id: pg.uuid<SeriesId>().notNull(),
    storeId: pg.uuid<StoreId>().notNull(),
    registerId: pg.uuid<RegisterId>(),
    document: pg.oneOf(DOCUMENT).notNull(),
    code: pg.text().notNull(),
    lineage: pg.uuid<LineageId>(),
    lastNumber: pg.int().notNull(),
    lastHash: pg.hash(),
    openedAt: pg.instant().notNull(),
    closedAt: pg.instant(),
    closeReason: pg.text(),
  },
  (t) => [
    pg.primary(t, t.id),
    // Two copies of one store may have opened the same series.
    pg.index('number_series_code', t, t.storeId, t.registerId, t.code),
    pg
      .uniqueOver('number_series_open', t, t.registerId, t.document)
      .where(sql`${t.closedAt} is null and ${t.registerId} is not null`),
  ],
)

export const storeNumberSeries = lite.table(
  'number_series',
  {
    tenantId: lite.uuid<TenantId>().notNull(),
    id: lite.uuid<SeriesId>().notNull(),
    storeId: lite.uuid<StoreId>().notNull(),
    registerId: lite.uuid<RegisterId>(),
    document: lite.oneOf(DOCUMENT).notNull(),
    code: lite.text().notNull(),
    lineage: lite.uuid<LineageId>(),
    lastNumber: lite.int().notNull(),
    lastHash: lite.hash(),
    openedAt: lite.instant().notNull(),
    closedAt: lite.instant(),
    closeReason: lite.text(),
  },
  (t) => [
    lite.primary(t, t.id),
    lite.unique('number_series_code', t, t.storeId, t.registerId, t.code),
    lite
      .uniqueOver('number_series_open', t, t.registerId, t.document)
      .where(sql`${t.closedAt} is null and ${t.registerId} is not null`),
  ],
)
