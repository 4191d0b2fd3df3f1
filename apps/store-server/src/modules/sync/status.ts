import type { UnitOfWork } from '@pos/core'
import type { StoreTx } from '@pos/db'
import { comparisonIn, NO_TENANT, readDigestRows, storeOutbox, type SyncFigures } from '@pos/server-kit'
import type {
  Instant,
  PeerState,
  ResponseOf,
  StoreId,
  syncStatus as statusCommand,
  SyncAlarm,
  TenantId,
  UpLine,
} from '@pos/shared-types'
import { backlogAlarms, type OutboxStatus } from '@pos/sync-engine'
import { version } from '../../version.ts'

type Status = ResponseOf<typeof statusCommand>
type TillRow = Omit<Status['tills'][number], 'registerName' | 'compared'> &
  PeerState & { readonly registerId: string | null }

// A device that has no journal of its own pushes nothing and never asks for the catalogue.
const TILLS = `
  select d.id as deviceId, d.name, d.app_version as appVersion, l.register_id as registerId,
    coalesce(p.last_seen_at, d.last_seen_at) as lastSeenAt, coalesce(p.pull_version, 0) as pullVersion,
    coalesce(p.push_seq, 0) as pushSeq, coalesce(p.pending, 0) as pending, p.oldest_pending_at as oldestPendingAt,
    p.clock_offset_ms as clockOffsetMs,
    (select count(*) from quarantine q join lineages g on g.id = q.lineage
      where q.state = 'parked' and g.device_id = d.id) as parked
  from devices d left join register_leases l on l.device_id = d.id
    left join sync_peers p on p.peer_kind = 'device' and p.peer_id = d.id
  where d.kind = 'till' and d.state <> 'revoked' order by d.name, d.id`

const QUARANTINED = `select count(*) as count from quarantine where state = 'parked'`
const REGISTER = 'select name from registers where id = ?'

/** How this store stands to head office, and its tills to it. */
export function readStoreStatus(
  tx: StoreTx,
  tenantId: TenantId,
  storeId: StoreId | undefined,
  { pending, parked, oldestPendingAt }: OutboxStatus,
  up: UpLine | null,
  alarms: readonly SyncAlarm[],
): Status {
  const register = tx.catalog.prepare<{ name: string }>(REGISTER)
  const digests = Map.groupBy(readDigestRows(tx, tenantId), ({ scope }) => scope)
  const tills = tx
    .prepare<TillRow>(TILLS)
    .all()
    .map(({ registerId, ...till }) => ({
      ...till,
      registerName: registerId === null ? null : (register.get([registerId])?.name ?? null),
      compared: comparisonIn(digests.get(till.deviceId) ?? []),
    }))
  return {
    head: tx.catalog.version.version,
    pending,
    parked,
    oldestPendingAt,
    quarantined: tx.prepare<{ count: number }>(QUARANTINED).get()?.count ?? 0,
    alarms: [...alarms],
    appVersion: version,
    up,
    compared: comparisonIn(digests.get(storeId ?? '') ?? []),
    stores: [],
    tills,
  }
}

/** What the metrics tell of this store. */
export async function syncFigures(
  unitOfWork: UnitOfWork<StoreTx>,
  answersSince: Instant | null,
  at: Instant,
): Promise<SyncFigures> {
  const ctx = { tenantId: NO_TENANT, appContext: 'system', correlationId: 'metrics', at } as const
  const { pending, parked, oldestPendingAt } = await storeOutbox(unitOfWork, () => ctx).status()
  const quarantined = await unitOfWork.read(ctx, (tx) => tx.prepare<{ count: number }>(QUARANTINED).get()?.count ?? 0)
  const alarms = backlogAlarms({ oldestPendingAt, answersSince }, at)
  return { pending, parked, oldestPendingMs: Math.max(0, at - (oldestPendingAt ?? at)), quarantined, alarms }
}
