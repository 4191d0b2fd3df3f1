import type { StoreId, TenantId } from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import * as pg from './kit/postgres.ts'
import * as lite from './kit/sqlite.ts'

const OP = ['U', 'D'] as const
const FEED = ['hq', 'store'] as const

export const hqSyncHead = pg.table(
  'sync_head',
  {
    tenantId: pg.uuid<TenantId>().notNull(),
    epoch: pg.uuid().notNull(),
    version: pg.big().notNull(),
    minVersion: pg.big().notNull(),
  },
  (t) => [pg.primary(t)],
)

export const hqSyncChange = pg.table(
  'sync_change',
  {
    tenantId: pg.uuid<TenantId>().notNull(),
    entity: pg.text().notNull(),
    entityId: pg.uuid().notNull(),
    storeScope: pg.uuid<StoreId>(),
    storeScopeKey: pg.uuid<StoreId>().notNull(),
    op: pg.oneOf(OP).notNull(),
    version: pg.big().notNull(),
    schema: pg.int().notNull(),
  },
  (t) => [
    pg.primary(t, t.entity, t.entityId, t.storeScopeKey),
    pg.index('sync_change_pull', t, t.storeScopeKey, t.version),
    pg.index('sync_change_deleted', t, t.version).where(sql`${t.op} = 'D'`),
  ],
)

/** Where a tenant's catalogue stood at a time: the only way to know how old a version is. */
export const hqSyncMarks = pg.table(
  'sync_marks',
  {
    tenantId: pg.uuid<TenantId>().notNull(),
    version: pg.big().notNull(),
    at: pg.instant().notNull(),
  },
  (t) => [pg.primary(t, t.version)],
)

export const catalogSyncChange = lite.table(
  'sync_change',
  {
    tenantId: lite.uuid<TenantId>().notNull(),
    entity: lite.text().notNull(),
    entityId: lite.uuid().notNull(),
    storeScope: lite.uuid<StoreId>(),
    storeScopeKey: lite.uuid<StoreId>().notNull(),
    op: lite.oneOf(OP).notNull(),
    version: lite.big().notNull(),
    schema: lite.int().notNull(),
  },
  (t) => [
    lite.primary(t, t.entity, t.entityId, t.storeScopeKey),
    lite.index('sync_change_pull', t, t.storeScopeKey, t.version),
    lite.index('sync_change_deleted', t, t.version).where(sql`${t.op} = 'D'`),
  ],
)

export const catalogSyncCursors = lite.table(
  'sync_cursors',
  {
    feed: lite.oneOf(FEED).notNull(),
    epoch: lite.uuid().notNull(),
    version: lite.big().notNull(),
    schemaHash: lite.hash().notNull(),
    headSeen: lite.big().notNull(),
    isComplete: lite.bool().notNull(),
    appliedAt: lite.instant().notNull(),
  },
  (t) => [lite.primary(t, t.feed)],
)

export const catalogSyncStaging = lite.table(
  'sync_staging',
  {
    feed: lite.oneOf(FEED).notNull(),
    version: lite.big().notNull(),
    entity: lite.text().notNull(),
    entityId: lite.uuid().notNull(),
    op: lite.oneOf(OP).notNull(),
    schema: lite.int().notNull(),
    data: lite.json().notNull(),
  },
  (t) => [lite.primary(t, t.feed, t.entity, t.entityId)],
)
