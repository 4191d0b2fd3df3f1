import type { DeviceId, NamedRows, StoreId, TenantId } from '@pos/shared-types'
import * as pg from './kit/postgres.ts'
import * as lite from './kit/sqlite.ts'

const KIND = ['catalogue', 'sales', 'stock'] as const
const VERDICT = ['pending', 'equal', 'different'] as const

export const hqSyncDigests = pg.table(
  'sync_digests',
  {
    tenantId: pg.uuid<TenantId>().notNull(),
    kind: pg.oneOf(KIND).notNull(),
    /** The store that was compared with head office, or the till that was compared with its store. */
    scope: pg.uuid<StoreId | DeviceId>().notNull(),
    grain: pg.text().notNull(),
    asOf: pg.big().notNull(),
    count: pg.int().notNull(),
    sumMinor: pg.minor(),
    hash: pg.hash().notNull(),
    peerHash: pg.hash(),
    verdict: pg.oneOf(VERDICT).notNull(),
    computedAt: pg.instant().notNull(),
    /** Of what is different: which rows. */
    differing: pg.json<NamedRows>(),
  },
  (t) => [pg.primary(t, t.scope, t.kind, t.grain, t.asOf)],
)

export const storeSyncDigests = lite.table(
  'sync_digests',
  {
    tenantId: lite.uuid<TenantId>().notNull(),
    kind: lite.oneOf(KIND).notNull(),
    scope: lite.uuid<StoreId | DeviceId>().notNull(),
    grain: lite.text().notNull(),
    asOf: lite.big().notNull(),
    count: lite.int().notNull(),
    sumMinor: lite.minor(),
    hash: lite.hash().notNull(),
    peerHash: lite.hash(),
    verdict: lite.oneOf(VERDICT).notNull(),
    computedAt: lite.instant().notNull(),
    differing: lite.json<NamedRows>(),
  },
  (t) => [lite.primary(t, t.scope, t.kind, t.grain, t.asOf)],
)
