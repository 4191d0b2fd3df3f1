import { defineModule, handle, syncRoutes, type SyncServer } from '@pos/server-kit'
import { syncStatus as statusCommand } from '@pos/shared-types'
import type { StoreNeeds } from '../../needs.ts'
import { outboxRules } from './rules.ts'
import type { UpLink } from '../../up-link.ts'

export { outboxRules } from './rules.ts'

type SyncNeeds = StoreNeeds & { readonly upLink: () => UpLink | undefined }

/** The store between its tills and head office: the same engine on both sides. */
export const syncModule = (needs: SyncNeeds, server: SyncServer) =>
  defineModule({
    name: 'sync',
    routes: [
      ...syncRoutes(server),
      handle(statusCommand, async () => {
        const status = await needs.upLink()?.pusher.status()
        const cursor = needs.upLink()?.puller.status().cursor
        const { pending = 0, parked = 0, oldestPendingAt = null } = status ?? {}
        return { head: cursor?.version ?? 0, pending, parked, oldestPendingAt, stores: [] }
      }),
    ],
    rules: () => outboxRules(needs),
  })
