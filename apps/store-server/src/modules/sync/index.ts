import type { Context } from '@pos/core'
import type { StoreTx } from '@pos/db'
import {
  comparisonIn,
  defineModule,
  handle,
  once,
  quarantineRoutes,
  readDigestRows,
  recordAudit,
  storeOutbox,
  syncRoutes,
  type SyncServer,
} from '@pos/server-kit'
import {
  compareStore,
  exchangeBuckets,
  exchangeDigests,
  exchangeRows,
  listOutbox as outboxCommand,
  resyncStore,
  retryOutbox as retryCommand,
  syncStatus as statusCommand,
  type TenantId,
  type UserId,
} from '@pos/shared-types'
import { backlogAlarms, type Repair } from '@pos/sync-engine'
import { ownStoreOrRefuse } from '../../identity.ts'
import type { StoreNeeds } from '../../needs.ts'
import type { UpLink } from '../../up-link.ts'
import { TillComparisons } from './compare-tills.ts'
import { listOutbox, offerAll } from './outbox-list.ts'
import { outboxRules } from './rules.ts'
import { readStoreStatus } from './status.ts'

export { outboxRules } from './rules.ts'
export { syncFigures } from './status.ts'

const PERSON = 'select display_name as name from users where id = ?'

type Line = {
  readonly repair: Repair<StoreTx>
  readonly upLink: () => UpLink | undefined
  /** Tells the pages of the store that something has changed. */
  readonly tell: (ctx: Context) => void
}

/** The store between its tills and head office: the same engine on both sides. */
export const syncModule = (needs: StoreNeeds, server: SyncServer, { repair, upLink, tell }: Line) => {
  const ownId = () => needs.identity()?.storeId
  const tills = new TillComparisons(needs.unitOfWork, server.incidents)
  return defineModule({
    name: 'sync',
    routes: [
      ...syncRoutes(server),
      handle(statusCommand, async ({ ctx }) => {
        const status = await storeOutbox(needs.unitOfWork, () => ctx).status()
        const up = (await upLink()?.view()) ?? null
        const { oldestPendingAt } = status
        const alarms = backlogAlarms({ oldestPendingAt, answersSince: upLink()?.answersSince() ?? null }, ctx.at)
        return needs.unitOfWork.read(ctx, (tx) => readStoreStatus(tx, ctx.tenantId, ownId(), status, up, alarms))
      }),
      handle(compareStore, async ({ ctx, raw, params }) => {
        ownStoreOrRefuse(needs.identity(), params.id)
        const compared = await upLink()
          ?.comparer.compare()
          .catch((error: unknown) => raw.log.info({ err: error }, 'there was nothing to compare with'))
        if (compared === undefined) return { compared: null }
        const rows = await needs.unitOfWork.read(ctx, (tx) => readDigestRows(tx, ctx.tenantId))
        return { compared: comparisonIn(rows.filter(({ scope }) => scope === ownId())) }
      }),
      handle(exchangeDigests, async ({ ctx, body }) => {
        const digests = await tills.compare(ctx, body)
        tell(ctx)
        return { digests }
      }),
      handle(exchangeBuckets, async ({ ctx, body }) => ({ buckets: await tills.buckets(ctx, body) })),
      handle(exchangeRows, async ({ ctx, body }) => {
        const rows = await tills.rows(ctx, body)
        tell(ctx)
        return { rows }
      }),
      handle(resyncStore, async (request) => {
        const { ctx, params } = request
        ownStoreOrRefuse(needs.identity(), params.id)
        const answer = await needs.unitOfWork.write(ctx, 'sync.resync', (unit) =>
          once(unit, request, () => {
            recordAudit(unit, { category: 'sync', action: 'sync.resync', entity: 'store', entityId: params.id })
            return {}
          }),
        )
        upLink()?.puller.renew()
        return answer
      }),
      handle(outboxCommand, async ({ ctx, query: { limit = 50 } }) => ({
        items: await needs.unitOfWork.read(ctx, (tx) => listOutbox(tx, limit)),
      })),
      handle(retryCommand, async ({ ctx }) => {
        const offered = await needs.unitOfWork.write(ctx, 'sync.retry', (unit) => {
          const count = offerAll(unit.tx)
          recordAudit(unit, { category: 'sync', action: 'sync.retry', entity: 'outbox', after: { offered: count } })
          return count
        })
        upLink()?.pusher.heard()
        return { offered }
      }),
      ...quarantineRoutes({ unitOfWork: needs.unitOfWork, repair, namesOf, onSettled: tell }),
    ],
    rules: () => outboxRules(needs),
  })
}

function namesOf({ catalog }: StoreTx, _: TenantId, ids: readonly UserId[]): ReadonlyMap<UserId, string> {
  const find = catalog.prepare<{ name: string }>(PERSON)
  return new Map(ids.flatMap((id) => [[id, find.get([id])?.name ?? ''] as const]))
}
