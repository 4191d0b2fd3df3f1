import type { HqTx } from '@pos/db'
import type { TenantId } from '@pos/shared-types'
import type { HeardStore } from '@pos/sync-engine'
import { sql } from 'drizzle-orm'

/** Whether the store `s` trades, as far as is known here: stores have no opening hours, but their shifts do. */
export const IS_TRADING = sql`exists (select 1 from shifts h
  where h.tenant_id = s.tenant_id and h.store_id = s.id and h.state in ('open', 'closing'))`

/** What is known of the stores of a company that its watchdog looks at. */
export async function readHeardStores(tx: HqTx, tenantId: TenantId): Promise<HeardStore[]> {
  return await tx.query<HeardStore>(sql`
    select p.last_seen_at as "lastSeenAt", p.oldest_pending_at as "oldestPendingAt", ${IS_TRADING} as "isTrading"
    from stores s
    join sync_peers p on p.tenant_id = s.tenant_id and p.peer_kind = 'store' and p.peer_id = s.id
    where s.tenant_id = ${tenantId} and s.deleted_at is null and s.status <> 'closed'`)
}
