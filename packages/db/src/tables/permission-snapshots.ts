import type { StoreId, TenantId } from '@pos/shared-types'
import * as pg from './kit/postgres.ts'
import * as lite from './kit/sqlite.ts'
import { hqStores } from './stores.ts'

const PURPOSE = ['licence', 'permission', 'paper', 'bundle', 'anchor', 'token'] as const

/** Public keys by which a node below believes what head office signed. The private halves are in no table. */
export const hqSigningKeys = pg.table(
  'signing_keys',
  {
    tenantId: pg.uuid<TenantId>().notNull(),
    id: pg.uuid().notNull(),
    kid: pg.text().notNull(),
    purpose: pg.oneOf(PURPOSE).notNull(),
    /** Ed25519, 32 bytes in base64url. */
    publicKey: pg.text().notNull(),
    validFromAt: pg.instant().notNull(),
    validToAt: pg.instant(),
    revokedAt: pg.instant(),
  },
  (t) => [pg.primary(t, t.id), pg.unique('signing_keys_kid', t, t.kid)],
)

export const catalogSigningKeys = lite.table(
  'signing_keys',
  {
    tenantId: lite.uuid<TenantId>().notNull(),
    id: lite.uuid().notNull(),
    kid: lite.text().notNull(),
    purpose: lite.oneOf(PURPOSE).notNull(),
    publicKey: lite.text().notNull(),
    validFromAt: lite.instant().notNull(),
    validToAt: lite.instant(),
    revokedAt: lite.instant(),
    ...lite.replica(),
  },
  (t) => [lite.primary(t, t.id), lite.index('signing_keys_kid', t, t.kid)],
)

/** Head office's latest signed word on a store's rights; its id is the store's. `payload` is the exact signed text. */
export const hqPermissionSnapshots = pg.table(
  'permission_snapshots',
  {
    tenantId: pg.uuid<TenantId>().notNull(),
    id: pg.uuid<StoreId>().notNull(),
    /** Grows by one with each word. */
    edition: pg.int().notNull(),
    issuedAt: pg.instant().notNull(),
    privilegedUntilAt: pg.instant().notNull(),
    cashierUntilAt: pg.instant().notNull(),
    payload: pg.text().notNull(),
    signature: pg.text().notNull(),
    kid: pg.text().notNull(),
  },
  (t) => [pg.primary(t, t.id), pg.foreign('permission_snapshots_store_fk', t, [t.id], hqStores)],
)

export const catalogPermissionSnapshots = lite.table(
  'permission_snapshots',
  {
    tenantId: lite.uuid<TenantId>().notNull(),
    id: lite.uuid<StoreId>().notNull(),
    edition: lite.int().notNull(),
    issuedAt: lite.instant().notNull(),
    privilegedUntilAt: lite.instant().notNull(),
    cashierUntilAt: lite.instant().notNull(),
    payload: lite.text().notNull(),
    signature: lite.text().notNull(),
    kid: lite.text().notNull(),
    ...lite.replica(),
  },
  (t) => [lite.primary(t, t.id)],
)
