import { DomainError, type Context, type UnitOfWork } from '@pos/core'
import type { HqTx } from '@pos/db'
import type { Instant, StoreId } from '@pos/shared-types'
import { QUIET_AFTER_MS } from '@pos/sync-engine'
import { sql } from 'drizzle-orm'

type Heard = { readonly lastSeenAt: Instant | null }

/**
 * A store of the company that was heard a moment ago, so that it is worth asking.
 *
 * @throws DomainError NOT_FOUND, or STORE_UNREACHABLE
 */
export async function reachedStore(
  unitOfWork: Pick<UnitOfWork<HqTx>, 'read'>,
  ctx: Context,
  storeId: StoreId,
): Promise<StoreId> {
  const [store] = await unitOfWork.read(ctx, (tx) =>
    tx.query<Heard>(sql`
      select p.last_seen_at as "lastSeenAt" from stores s
      left join sync_peers p on p.tenant_id = s.tenant_id and p.peer_kind = 'store' and p.peer_id = s.id
      where s.tenant_id = ${ctx.tenantId} and s.id = ${storeId} and s.deleted_at is null`),
  )
  if (store === undefined) throw new DomainError('NOT_FOUND')
  if (store.lastSeenAt === null || ctx.at - store.lastSeenAt > QUIET_AFTER_MS)
    throw new DomainError('STORE_UNREACHABLE')
  return storeId
}
