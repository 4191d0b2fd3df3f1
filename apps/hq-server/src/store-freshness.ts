import type { HqTx } from '@pos/db'
import type { Instant, StoreId, TenantId } from '@pos/shared-types'
import { sql } from 'drizzle-orm'

/** When a store was last heard. */
export type StoreFreshness = { storeId: StoreId; storeCode: string; lastSeenAt: Instant | null }

export async function readFreshness(tx: HqTx, tenantId: TenantId): Promise<StoreFreshness[]> {
  return await tx.query<StoreFreshness>(sql`
    select s.id as "storeId", s.code as "storeCode", p.last_seen_at as "lastSeenAt"
    from stores s
    left join sync_peers p on p.tenant_id = s.tenant_id and p.peer_kind = 'store' and p.peer_id = s.id
    where s.tenant_id = ${tenantId} and s.deleted_at is null order by s.code`)
}
