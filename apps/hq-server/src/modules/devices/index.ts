import { defineModule, handle } from '@pos/server-kit'
import { listDevices as listCommand, revokeDevice as revokeCommand } from '@pos/shared-types'
import type { HqNeeds } from '../../needs.ts'
import { listDevices, revokeDevice } from './device-service.ts'
import { deviceIngest } from './ingest.ts'
import { lineageIngest } from './lineage-ingest.ts'

export { DEVICES_CHANNEL } from './device-service.ts'

/** The machines of the company: its store servers, and the tills their stores have told of. */
export const devicesModule = ({ unitOfWork, ids }: HqNeeds) =>
  defineModule({
    name: 'devices',
    routes: [
      handle(listCommand, async ({ ctx }) => ({
        items: await unitOfWork.read(ctx, (tx) => listDevices(tx, ctx.tenantId)),
      })),
      handle(revokeCommand, ({ ctx, params }) =>
        unitOfWork.write(ctx, 'devices.revoke', (unit) => revokeDevice(unit, ids, params.id)),
      ),
    ],
    sync: [...deviceIngest(), lineageIngest()],
  })
