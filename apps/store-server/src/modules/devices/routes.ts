import { handle, once, type Route } from '@pos/server-kit'
import {
  createEnrolmentCode as codeCommand,
  enrolDevice as enrolCommand,
  listDevices as listCommand,
  revokeDevice as revokeCommand,
} from '@pos/shared-types'
import { identityOrRefuse } from '../../identity.ts'
import type { StoreNeeds } from '../../needs.ts'
import { listDevices } from '../../devices/device-repository.ts'
import { createEnrolmentCode, enrolDevice } from './enrolment-service.ts'
import { revokeDevice } from '../../devices/revoke-device.ts'
import { tellDevice } from '../../devices/tell-device.ts'

export function deviceRoutes(needs: StoreNeeds): readonly Route[] {
  const { unitOfWork, ids, selling, identity, sessions } = needs
  return [
    handle(codeCommand, ({ ctx, body }) =>
      unitOfWork.write(ctx, 'devices.enrolment-code', (unit) => createEnrolmentCode(unit, needs, body)),
    ),

    handle(enrolCommand, (request) => {
      const me = identityOrRefuse(identity())
      return unitOfWork.write({ ...request.ctx, tenantId: me.tenantId, storeId: me.storeId }, 'devices.enrol', (unit) =>
        once(unit, request, async () => {
          const view = selling.at(unit.tx.catalog, me.storeId, unit.at)
          const enrolled = enrolDevice(unit, ids, me, view, request.body)
          tellDevice(unit, needs, enrolled.deviceId)
          return enrolled
        }),
      )
    }),

    handle(listCommand, async ({ ctx }) => ({
      items: await unitOfWork.read(ctx, listDevices),
    })),

    handle(revokeCommand, async ({ ctx, params }) => {
      const revoked = await unitOfWork.write(ctx, 'devices.revoke', (unit) => revokeDevice(unit, needs, params.id))
      sessions.endDevice(params.id)
      return revoked
    }),
  ]
}
