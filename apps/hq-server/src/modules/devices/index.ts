import { defineModule, handle, recordAudit } from '@pos/server-kit'
import { listDevices as listCommand, revokeDevice as revokeCommand } from '@pos/shared-types'
import type { HqNeeds } from '../../needs.ts'
import { listDevices, revokeDevice } from './device-service.ts'
import { deviceIngest } from './ingest.ts'

export { DEVICES_CHANNEL } from './device-service.ts'

/** The machines of the company: its store servers, and the tills their stores have told of. */
export const devicesModule = ({ unitOfWork }: HqNeeds) =>
  defineModule({
    name: 'devices',
    routes: [
      handle(listCommand, async ({ ctx }) => ({
        items: await unitOfWork.read(ctx, (tx) => listDevices(tx, ctx.tenantId)),
      })),
      handle(revokeCommand, ({ ctx, params }) =>
        unitOfWork.write(ctx, 'devices.revoke', async (unit) => {
          const revoked = await revokeDevice(unit, params.id)
          await recordAudit(unit, {
            category: 'auth',
            action: revokeCommand.name,
            entity: 'device',
            entityId: params.id,
            after: { name: revoked.name, kind: revoked.kind, state: revoked.state },
          })
          return revoked
        }),
      ),
    ],
    sync: deviceIngest(),
  })
