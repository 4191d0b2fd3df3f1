import type { DeviceId, LineageId, StoreId, TenantId } from '@pos/shared-types'
import * as pg from './kit/postgres.ts'
import * as lite from './kit/sqlite.ts'

const REASON = ['created', 'restored', 'cloned', 'forked', 'replaced'] as const
const PEER_KIND = ['store', 'device', 'shop'] as const

export const hqLineages = pg.table(
  'lineages',
  {
    tenantId: pg.uuid<TenantId>().notNull(),
    id: pg.uuid<LineageId>().notNull(),
    storeId: pg.uuid<StoreId>().notNull(),
    deviceId: pg.uuid<DeviceId>().notNull(),
    reason: pg.oneOf(REASON).notNull(),
    startedAt: pg.instant().notNull(),
    endedAt: pg.instant(),
    lastSeq: pg.big().notNull(),
    lastSha256: pg.hash(),
  },
  (t) => [pg.primary(t, t.id), pg.index('lineages_device', t, t.deviceId)],
)

export const storeLineages = lite.table(
  'lineages',
  {
    tenantId: lite.uuid<TenantId>().notNull(),
    id: lite.uuid<LineageId>().notNull(),
    storeId: lite.uuid<StoreId>().notNull(),
    deviceId: lite.uuid<DeviceId>().notNull(),
    reason: lite.oneOf(REASON).notNull(),
    startedAt: lite.instant().notNull(),
    endedAt: lite.instant(),
    lastSeq: lite.big().notNull(),
    lastSha256: lite.hash(),
  },
  (t) => [lite.primary(t, t.id), lite.index('lineages_device', t, t.deviceId)],
)

/** How far the events of a lineage are here, as their positions tell. */
export const hqReceivedLineages = pg.table(
  'received_lineages',
  {
    tenantId: pg.uuid<TenantId>().notNull(),
    lineage: pg.uuid<LineageId>().notNull(),
    storeId: pg.uuid<StoreId>().notNull(),
    /** Every position from the first to the one that was reached is here. */
    firstSeq: pg.big().notNull(),
    reachedSeq: pg.big().notNull(),
    /** Positions that are not here, though later ones are, and since when there are any. */
    missing: pg.int().notNull(),
    missingSince: pg.instant(),
  },
  (t) => [pg.primary(t, t.lineage), pg.index('received_lineages_store', t, t.storeId)],
)

export const hqSyncPeers = pg.table(
  'sync_peers',
  {
    tenantId: pg.uuid<TenantId>().notNull(),
    peerKind: pg.oneOf(PEER_KIND).notNull(),
    peerId: pg.uuid().notNull(),
    lastSeenAt: pg.instant().notNull(),
    epoch: pg.uuid(),
    pullVersion: pg.big().notNull(),
    pushLineage: pg.uuid<LineageId>(),
    pushSeq: pg.big().notNull(),
    pending: pg.int().notNull(),
    oldestPendingAt: pg.instant(),
    appVersion: pg.text().notNull(),
    schemaHash: pg.hash().notNull(),
    clockOffsetMs: pg.big().notNull(),
  },
  (t) => [pg.primary(t, t.peerKind, t.peerId)],
)

export const storeSyncPeers = lite.table(
  'sync_peers',
  {
    tenantId: lite.uuid<TenantId>().notNull(),
    peerKind: lite.oneOf(PEER_KIND).notNull(),
    peerId: lite.uuid().notNull(),
    lastSeenAt: lite.instant().notNull(),
    epoch: lite.uuid(),
    pullVersion: lite.big().notNull(),
    pushLineage: lite.uuid<LineageId>(),
    pushSeq: lite.big().notNull(),
    pending: lite.int().notNull(),
    oldestPendingAt: lite.instant(),
    appVersion: lite.text().notNull(),
    schemaHash: lite.hash().notNull(),
    clockOffsetMs: lite.big().notNull(),
  },
  (t) => [lite.primary(t, t.peerKind, t.peerId)],
)
