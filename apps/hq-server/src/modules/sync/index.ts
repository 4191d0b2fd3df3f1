import {
  defineModule,
  handle,
  hqDigests,
  keepDigests,
  quarantineRoutes,
  syncRoutes,
  type QuarantineDesk,
  type SyncServer,
} from '@pos/server-kit'
import type { HqTx } from '@pos/db'
import { assert } from '@pos/core'
import { judged } from '@pos/sync-engine'
import { exchangeDigests, syncStatus as statusCommand, type TenantId, type UserId } from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import type { HqNeeds } from '../../needs.ts'
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
      handle(statusCommand, ({ ctx }) => unitOfWork.read(ctx, (tx) => readSyncStatus(tx, ctx.tenantId))),
      handle(exchangeDigests, async ({ ctx, body }) => {
        const { tenantId, storeId, at } = ctx
        assert(storeId !== undefined, 'a store compares')
        const digests = await unitOfWork.read(ctx, (tx) => hqDigests(tx, ctx, body))
        const compared = judged(digests, body.digests)
        await unitOfWork.write(ctx, 'sync.digest', ({ tx }) =>
          keepDigests(tx, { tenantId, storeId, at, sheet: body }, compared),
        )
        const differing = compared.filter(({ verdict }) => verdict === 'different')
        if (differing.length > 0) {
          const grains = differing.map(({ kind, grain }) => `${kind} ${grain}`)
          sync.incidents.note('diverged', { storeId, grains: grains.slice(0, 20) }, grains.length)
        }
        desk.onCompared(tenantId)
        return { digests }
      }),
      ...quarantineRoutes({ ...desk, unitOfWork, namesOf }),
    ],
  })

async function namesOf(tx: HqTx, tenantId: TenantId, ids: readonly UserId[]): Promise<ReadonlyMap<UserId, string>> {
  const rows = await tx.query<{ id: UserId; name: string }>(sql`select id, display_name as name from users
    where tenant_id = ${tenantId} and id in (select value::uuid from json_array_elements_text(${JSON.stringify(ids)}::json))`)
  return new Map(rows.map(({ id, name }) => [id, name]))
}
