import {
  defineModule,
  handle,
  once,
  quarantineRoutes,
  recordAudit,
  syncRoutes,
  type QuarantineDesk,
  type SyncServer,
} from '@pos/server-kit'
import { anyOf, type HqTx } from '@pos/db'
import { assert } from '@pos/core'
import {
  answerAsk,
  compareStore,
  exchangeDigests,
  exchangeBuckets,
  exchangeRows,
  resyncStore,
  syncStatus as statusCommand,
  type TenantId,
  type UserId,
} from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import type { HqNeeds } from '../../needs.ts'
import type { StoreAsks } from '../../store-asks.ts'
import { reachedStore } from '../../reached-store.ts'
import { bucketsForStore, compareWithStore, rowsForStore } from './compare.ts'
import { readSyncStatus } from './status.ts'

export { GapWatch } from './gap-watch.ts'
export { PeerContacts } from './peer-contacts.ts'
export { syncFigures } from './sync-figures.ts'

type Desk = Pick<QuarantineDesk<HqTx>, 'repair' | 'onSettled'> & {
  /** Told after a store has compared what it holds. */
  readonly onCompared: (tenantId: TenantId) => void
  readonly asks: StoreAsks
}

export const syncModule = ({ unitOfWork }: HqNeeds, sync: SyncServer, { asks, ...desk }: Desk) =>
  defineModule({
    name: 'sync',
    routes: [
      ...syncRoutes(sync),
      handle(statusCommand, ({ ctx }) => unitOfWork.read(ctx, (tx) => readSyncStatus(tx, ctx.tenantId, ctx.at))),
      handle(exchangeDigests, async ({ ctx, body }) => {
        const digests = await compareWithStore({ unitOfWork }, sync.incidents, ctx, body)
        desk.onCompared(ctx.tenantId)
        return { digests }
      }),
      handle(answerAsk, async ({ ctx, body }) => {
        assert(ctx.storeId !== undefined, 'a store answers')
        await asks.answer(ctx.storeId, body.askId, body.code)
        return {}
      }),
      handle(compareStore, async ({ ctx, params }) => {
        await asks.ask(await reachedStore(unitOfWork, ctx, params.id), { kind: 'compare' })
        return { compared: null }
      }),
      handle(resyncStore, async (request) => {
        const { ctx, params } = request
        await asks.ask(await reachedStore(unitOfWork, ctx, params.id), { kind: 'renew' })
        return unitOfWork.write(ctx, 'sync.resync', (unit) =>
          once(unit, request, async () => {
            await recordAudit(unit, { category: 'sync', action: 'sync.resync', entity: 'store', entityId: params.id })
            return {}
          }),
        )
      }),
      handle(exchangeBuckets, async ({ ctx, body }) => ({ buckets: await bucketsForStore({ unitOfWork }, ctx, body) })),
      handle(exchangeRows, async ({ ctx, body }) => {
        const rows = await rowsForStore({ unitOfWork }, ctx, body)
        desk.onCompared(ctx.tenantId)
        return { rows }
      }),
      ...quarantineRoutes({ ...desk, unitOfWork, namesOf }),
    ],
  })

async function namesOf(tx: HqTx, tenantId: TenantId, ids: readonly UserId[]): Promise<ReadonlyMap<UserId, string>> {
  const rows = await tx.query<{ id: UserId; name: string }>(sql`select id, display_name as name from users
    where tenant_id = ${tenantId} and id = ${anyOf('uuid', ids)}`)
  return new Map(rows.map(({ id, name }) => [id, name]))
}
