import { handle, once, recordAudit, type Route } from '@pos/server-kit'
import {
  createEnrolmentCode as codeCommand,
  enrolDevice as enrolCommand,
  listDevices as listCommand,
  revokeDevice as revokeCommand,
} from '@pos/shared-types'
import { identityOrRefuse } from '../../identity.ts'
import type { StoreNeeds } from '../../needs.ts'
import { listDevices } from './device-repository.ts'
import { createEnrolmentCode, enrolDevice } from './enrolment-service.ts'
import { revokeDevice } from './revoke-device.ts'
import { tellDevice } from './tell-device.ts'

export function deviceRoutes(needs: StoreNeeds): readonly Route[] {
  const { unitOfWork, ids, selling, identity } = needs
  return [
    handle(codeCommand, ({ ctx, body }) =>
      unitOfWork.write(ctx, 'devices.enrolment-code', async (unit) => {
        const made = createEnrolmentCode(unit, needs, body)
        recordAudit(unit, { category: 'auth', action: codeCommand.name, after: { ...body } })
        return made
      }),
    ),

    handle(enrolCommand, (request) => {
      const me = identityOrRefuse(identity())
      return unitOfWork.write({ ...request.ctx, tenantId: me.tenantId, storeId: me.storeId }, 'devices.enrol', (unit) =>
        once(unit, request, async () => {
          const view = selling.at(unit.tx.catalog, me.storeId, unit.at)
          const enrolled = enrolDevice(unit, ids, me, view, request.body)
          tellDevice(unit, needs, enrolled.deviceId)
          const { name, platform, storage } = request.body
          recordAudit(unit, {
            category: 'auth',
            action: enrolCommand.name,
            entity: 'device',
            entityId: enrolled.deviceId,
            after: { name, platform, storage, registerId: enrolled.registerId },
          })
          return enrolled
        }),
      )
    }),

    handle(listCommand, async ({ ctx }) => ({
      items: await unitOfWork.read(ctx, listDevices),
    })),

    handle(revokeCommand, ({ ctx, params }) =>
      unitOfWork.write(ctx, 'devices.revoke', async (unit) => {
        const revoked = revokeDevice(unit, needs, params.id)
        recordAudit(unit, {
          category: 'auth',
          action: revokeCommand.name,
          entity: 'device',
          entityId: params.id,
          after: { name: revoked.name, state: revoked.state },
        })
        return revoked
      }),
    ),
  ]
}
