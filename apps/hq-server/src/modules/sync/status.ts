import type { HqTx } from '@pos/db'
import type { ResponseOf, syncStatus as statusCommand, TenantId } from '@pos/shared-types'
import { sql } from 'drizzle-orm'

type Status = ResponseOf<typeof statusCommand>

export async function readSyncStatus(tx: HqTx, tenantId: TenantId): Promise<Status> {
  const [head] = await tx.query<{ version: number }>(sql`select version from sync_head where tenant_id = ${tenantId}`)
  const [parked] = await tx.query<{ count: number }>(sql`
    select count(*) as count from quarantine where tenant_id = ${tenantId} and state = 'parked'`)
  const stores = await tx.query<Status['stores'][number]>(sql`
    select s.id as "storeId", s.code as "storeCode", p.last_seen_at as "lastSeenAt",
      coalesce(p.pull_version, 0) as "pullVersion", coalesce(p.push_seq, 0) as "pushSeq",
      coalesce(p.pending, 0) as pending, p.oldest_pending_at as "oldestPendingAt"
    from stores s
    left join sync_peers p on p.tenant_id = s.tenant_id and p.peer_kind = 'store' and p.peer_id = s.id
    where s.tenant_id = ${tenantId} and s.deleted_at is null order by s.code`)
  return { head: head?.version ?? 0, pending: 0, parked: parked?.count ?? 0, oldestPendingAt: null, stores }
}
