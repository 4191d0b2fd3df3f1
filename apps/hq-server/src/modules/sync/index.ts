import {
  defineModule,
  handle,
  quarantineRoutes,
  syncRoutes,
  type QuarantineDesk,
  type SyncServer,
} from '@pos/server-kit'
import type { HqTx } from '@pos/db'
import {
  exchangeBuckets,
  exchangeDigests,
  exchangeRows,
  syncStatus as statusCommand,
  type TenantId,
  type UserId,
} from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import type { HqNeeds } from '../../needs.ts'
import { bucketsForStore, compareWithStore, rowsForStore } from './compare.ts'
import { readSyncStatus } from './status.ts'

export { PeerContacts } from './peer-contacts.ts'
export { syncFigures } from './sync-figures.ts'

type Desk = Pick<QuarantineDesk<HqTx>, 'repair' | 'onSettled'> & {
  /** Told after a store has compared what it holds. */
  readonly onCompared: (tenantId: TenantId) => void
}

export const syncModule = ({ unitOfWork }: HqNeeds, sync: SyncServer, desk: Desk) =>
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
    where tenant_id = ${tenantId} and id in (select value::uuid from json_array_elements_text(${JSON.stringify(ids)}::json))`)
  return new Map(rows.map(({ id, name }) => [id, name]))
}
