import type { HqTx } from '@pos/db'
import type { StoreId, TenantId } from '@pos/shared-types'
import { readSettings } from '@pos/server-kit'
import type { HeardStore } from '@pos/sync-engine'
import { sql } from 'drizzle-orm'

const HOUR_MS = 3_600_000

/** Whether the store `s` trades, as far as is known here: stores have no opening hours, but their shifts do. */
export const IS_TRADING = sql`exists (select 1 from shifts h
  where h.tenant_id = s.tenant_id and h.store_id = s.id and h.state in ('open', 'closing'))`

/** What has come from the store `s`, in all lives of its database. */
export const RECEIVED = sql`(select json_build_object(
    'count', coalesce(sum(l.reached_seq - l.first_seq + 1), 0), 'missing', coalesce(sum(l.missing), 0),
    'missingSince', (extract(epoch from min(l.missing_since)) * 1000)::bigint)
  from received_lineages l where l.tenant_id = s.tenant_id and l.store_id = s.id)`

export type HeardAt = HeardStore & { readonly storeId: StoreId }

/** How long a store of the company may be silent while it trades. */
export async function readSilence(tx: HqTx, tenantId: TenantId): Promise<number> {
  return (await readSettings(tx, tenantId, {}))['sync.silence_alarm_h'] * HOUR_MS
}

/** What is known of the stores of a company that its watchdog looks at. */
export async function readHeardStores(tx: HqTx, tenantId: TenantId): Promise<HeardAt[]> {
  const silentAfterMs = await readSilence(tx, tenantId)
  const rows = await tx.query<Omit<HeardAt, 'silentAfterMs'>>(sql`
    select s.id as "storeId", p.last_seen_at as "lastSeenAt", p.pending, p.oldest_pending_at as "oldestPendingAt", ${IS_TRADING} as "isTrading",
      ${RECEIVED} as received
    from stores s
    join sync_peers p on p.tenant_id = s.tenant_id and p.peer_kind = 'store' and p.peer_id = s.id
    where s.tenant_id = ${tenantId} and s.deleted_at is null and s.status <> 'closed'`)
  return rows.map((row) => ({ ...row, silentAfterMs }))
}
