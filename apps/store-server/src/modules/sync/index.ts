import { defineModule, handle, storeOutbox, syncRoutes, type SyncServer } from '@pos/server-kit'
import { syncStatus as statusCommand } from '@pos/shared-types'
import type { StoreNeeds } from '../../needs.ts'
import { outboxRules } from './rules.ts'

export { outboxRules } from './rules.ts'

/** The store between its tills and head office: the same engine on both sides. */
export const syncModule = (needs: StoreNeeds, server: SyncServer) =>
  defineModule({
    name: 'sync',
    routes: [
      ...syncRoutes(server),
      handle(statusCommand, async ({ ctx }) => {
        const { pending, parked, oldestPendingAt } = await storeOutbox(needs.unitOfWork, () => ctx).status()
        const head = await needs.unitOfWork.read(ctx, (tx) => tx.catalog.version.version)
        return { head, pending, parked, oldestPendingAt, stores: [] }
      }),
    ],
    rules: () => outboxRules(needs),
  })
