import { handle, once, type Route } from '@pos/server-kit'
import {
  createEnrolmentCode as codeCommand,
  type DeviceId,
  enrolDevice as enrolCommand,
  type Instant,
  listDevices as listCommand,
  type StoreId,
} from '@pos/shared-types'
import { identityOrRefuse } from '../../identity.ts'
import type { StoreNeeds } from '../../needs.ts'
import { createEnrolmentCode, enrolDevice } from './enrolment-service.ts'

type DeviceRow = {
  id: DeviceId
  storeId: StoreId | null
  kind: string
  name: string
  state: 'enrolled' | 'revoked'
  lastSeenAt: Instant | null
}

const LIST = `
  select id, store_id as storeId, kind, name, state, last_seen_at as lastSeenAt
  from devices where kind <> 'store_server' order by name, id`

export function deviceRoutes(needs: StoreNeeds): readonly Route[] {
  const { unitOfWork, ids, selling, identity } = needs
  return [
    handle(codeCommand, ({ ctx, body }) =>
      unitOfWork.write(ctx, 'devices.enrolment-code', (unit) => createEnrolmentCode(unit, needs, body)),
    ),

    handle(enrolCommand, (request) => {
      const me = identityOrRefuse(identity())
      return unitOfWork.write({ ...request.ctx, tenantId: me.tenantId, storeId: me.storeId }, 'devices.enrol', (unit) =>
        once(unit, request, () => {
          const view = selling.at(unit.tx.catalog, me.storeId, unit.at)
          return enrolDevice(unit, ids, me, view, request.body)
        }),
      )
    }),

    handle(listCommand, async ({ ctx }) => ({
      items: await unitOfWork.read(ctx, (tx) => tx.prepare<DeviceRow>(LIST).all()),
    })),
  ]
}
