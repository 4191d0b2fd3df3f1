import type { HqTx } from '@pos/db'
import { comparisonIn, readDigestRows, schemaHash } from '@pos/server-kit'
import type { Instant, ResponseOf, syncStatus as statusCommand, TenantId } from '@pos/shared-types'
import { storeAlarms } from '@pos/sync-engine'
import { sql } from 'drizzle-orm'
import { version } from '../../version.ts'
import { IS_TRADING, readSilence, RECEIVED } from './heard-stores.ts'
import { NO_HASH } from './peer-contacts.ts'

type Status = ResponseOf<typeof statusCommand>
type Row = Omit<Status['stores'][number], 'isSameSchema' | 'compared' | 'alarms'> & {
  readonly schemaHash: string | null
  readonly isTrading: boolean
}

/** How far every store is, as it said itself when it was last heard. */
export async function readSyncStatus(tx: HqTx, tenantId: TenantId, now: Instant): Promise<Status> {
  const [head] = await tx.query<{ version: number }>(sql`select version from sync_head where tenant_id = ${tenantId}`)
  const rows = await tx.query<Row>(sql`
    select s.id as "storeId", s.code as "storeCode", s.name as "storeName", s.status as "storeStatus", p.last_seen_at as "lastSeenAt",
      coalesce(p.pull_version, 0) as "pullVersion", coalesce(p.push_seq, 0) as "pushSeq",
      coalesce(p.pending, 0) as pending, p.oldest_pending_at as "oldestPendingAt",
      coalesce(q.parked, 0) as parked, coalesce(p.app_version, '') as "appVersion",
      ${RECEIVED} as received, ${IS_TRADING} as "isTrading", p.clock_offset_ms as "clockOffsetMs", encode(p.schema_hash, 'hex') as "schemaHash"
    from stores s
    left join sync_peers p on p.tenant_id = s.tenant_id and p.peer_kind = 'store' and p.peer_id = s.id
    left join (select store_id, count(*)::integer as parked from quarantine
      where tenant_id = ${tenantId} and state = 'parked' group by store_id) q on q.store_id = s.id
    where s.tenant_id = ${tenantId} and s.deleted_at is null order by s.code`)
  const silentAfterMs = await readSilence(tx, tenantId)
  const digests = Map.groupBy(await readDigestRows(tx, tenantId), ({ scope }) => scope)
  const stores = rows.map(({ schemaHash: theirs, isTrading, ...row }) => ({
    ...row,
    alarms: storeAlarms({ ...row, isTrading, silentAfterMs }, now),
    isSameSchema: isSame(theirs),
    compared: comparisonIn(digests.get(row.storeId) ?? []),
  }))
  return {
    head: head?.version ?? 0,
    pending: 0,
    parked: 0,
    oldestPendingAt: null,
    alarms: [],
    quarantined: stores.reduce((sum, { parked }) => sum + parked, 0),
    appVersion: version,
    up: null,
    compared: null,
    stores,
    tills: [],
  }
}

/** Null while a store has not said which it has. */
function isSame(theirs: string | null): boolean | null {
  return theirs === null || theirs === NO_HASH ? null : theirs === schemaHash()
}
