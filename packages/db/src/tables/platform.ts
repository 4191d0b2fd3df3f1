import type { TenantId } from '@pos/shared-types'
import * as pg from './kit/postgres.ts'
import * as lite from './kit/sqlite.ts'

const STATE = ['in_flight', 'done'] as const

export const hqDbMeta = pg.table(
  'db_meta',
  {
    key: pg.text().notNull(),
    value: pg.text().notNull(),
    updatedAt: pg.instant().notNull(),
  },
  (t) => [pg.primary(t, t.key)],
)

export const storeDbMeta = lite.table(
  'db_meta',
  {
    key: lite.text().notNull(),
    value: lite.text().notNull(),
    updatedAt: lite.instant().notNull(),
  },
  (t) => [lite.primary(t, t.key)],
)

export const hqIdempotencyKeys = pg.table(
  'idempotency_keys',
  {
    tenantId: pg.uuid<TenantId>().notNull(),
    clientId: pg.text().notNull(),
    key: pg.text().notNull(),
    command: pg.text().notNull(),
    bodySha256: pg.hash().notNull(),
    state: pg.oneOf(STATE).notNull(),
    status: pg.int(),
    response: pg.bytes(),
    createdAt: pg.instant().notNull(),
    expiresAt: pg.instant().notNull(),
  },
  (t) => [pg.primary(t, t.clientId, t.key)],
)

export const storeIdempotencyKeys = lite.appended(
  'idempotency_keys',
  {
    tenantId: lite.uuid<TenantId>().notNull(),
    clientId: lite.text().notNull(),
    key: lite.text().notNull(),
    command: lite.text().notNull(),
    bodySha256: lite.hash().notNull(),
    state: lite.oneOf(STATE).notNull(),
    status: lite.int(),
    response: lite.bytes(),
    createdAt: lite.instant().notNull(),
    expiresAt: lite.instant().notNull(),
  },
  (t) => [lite.primary(t, t.clientId, t.key)],
)
