import { defineModule, handle, syncRoutes, type SyncServer } from '@pos/server-kit'
import { syncStatus as statusCommand } from '@pos/shared-types'
import type { HqNeeds } from '../../needs.ts'
import { readSyncStatus } from './status.ts'

export { PeerContacts } from './peer-contacts.ts'

export const syncModule = ({ unitOfWork }: HqNeeds, sync: SyncServer) =>
  defineModule({
    name: 'sync',
    routes: [
      ...syncRoutes(sync),
      handle(statusCommand, ({ ctx }) => unitOfWork.read(ctx, (tx) => readSyncStatus(tx, ctx.tenantId))),
    ],
  })
