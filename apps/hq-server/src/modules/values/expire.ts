import type { Clock, Context, UnitOfWork } from '@pos/core'
import type { HqTx } from '@pos/db'
import { keepDoing, type Logger } from '@pos/server-kit'
import type { AllowanceId, StoreId } from '@pos/shared-types'
import type { Scheduler } from '@pos/sync-engine'
import { sql } from 'drizzle-orm'
import { readTenantIds } from '../../tenant-ids.ts'

const EVERY_MS = 60_000
const AT_ONCE = 500

type Needs = { readonly unitOfWork: UnitOfWork<HqTx>; readonly clock: Clock }
type Over = { readonly id: AllowanceId; readonly storeId: StoreId }

/**
 * Ends allowances whose time is over by head office's clock: the store hears that it spends nothing more. What is left of
 * them stays lent until the store has said what it spent, however long that takes. Gives how many ended.
 */
export async function expireAllowances({ unitOfWork, clock }: Needs): Promise<number> {
  const at = clock.now()
  let ended = 0
  for (const tenantId of await readTenantIds(unitOfWork, 'allowances', at)) {
    const ctx: Context = { tenantId, appContext: 'system', correlationId: 'allowances', at }
    const isOver = (tx: HqTx) => sql`tenant_id = ${tenantId} and state = 'open'
      and granted_at + ttl_s * interval '1 second' <= ${tx.fragments.instant(at)}`
    const due = await unitOfWork.read(ctx, (tx) =>
      tx.query<Over>(sql`
      select id from value_allowances where ${isOver(tx)} limit 1`),
    )
    if (due.length === 0) continue
    ended += await unitOfWork.write(ctx, 'values.expire', async ({ tx }) => {
      const over = await tx.query<Over>(sql`
        update value_allowances set state = 'expired'
        where tenant_id = ${tenantId} and id in (
          select id from value_allowances where ${isOver(tx)} order by id limit ${AT_ONCE} for update skip locked)
        returning id, store_id as "storeId"`)
      for (const { id, storeId } of over) tx.touch('value_allowance', id, 'U', storeId)
      return over.length
    })
  }
  return ended
}

/** Ends what is over every minute; gives how to stop. */
export function keepExpiring(needs: Needs, scheduler: Scheduler, log: Logger): () => Promise<void> {
  const complaint = 'allowances were not ended; it is tried again in a minute'
  return keepDoing(() => expireAllowances(needs), { everyMs: EVERY_MS, scheduler, log, complaint })
}
