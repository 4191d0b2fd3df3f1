import { handle, once, readSettingRows, settingDefinitions, type Route } from '@pos/server-kit'
import {
  leaseRegister as leaseCommand,
  listRegisters as listCommand,
  listSettings as settingsCommand,
  type RegisterView,
  releaseRegister as releaseCommand,
  takeOverRegister as takeOverCommand,
} from '@pos/shared-types'
import { identityOrRefuse } from '../../identity.ts'
import type { StoreNeeds } from '../../needs.ts'
import { leaseRegister, releaseRegister } from './lease-service.ts'
import { heldRegister, takeOver } from './take-over.ts'

const LIST = `
  select id, store_id as storeId, code, name, kind, status from registers
  where store_id = ? and deleted_at is null order by code`

export function registerRoutes(needs: StoreNeeds): readonly Route[] {
  const { unitOfWork, rules, identity } = needs
  return [
    handle(listCommand, async ({ ctx }) => {
      const { storeId } = identityOrRefuse(identity())
      return { items: await unitOfWork.read(ctx, (tx) => tx.catalog.prepare<RegisterView>(LIST).all([storeId])) }
    }),

    handle(leaseCommand, ({ ctx, caller, params, body }) =>
      unitOfWork.write(ctx, 'registers.lease', (unit) =>
        leaseRegister(unit, needs, { registerId: params.id, deviceId: caller.peerId }, body),
      ),
    ),

    handle(releaseCommand, ({ ctx, caller, params }) =>
      unitOfWork.write(ctx, 'registers.release', (unit) => {
        releaseRegister(unit, params.id, caller.peerId)
        return { registerId: params.id }
      }),
    ),

    handle(takeOverCommand, (request) =>
      unitOfWork.write(request.ctx, 'registers.take-over', (unit) =>
        once(unit, request, () =>
          rules.emit('register:take-over', unit, heldRegister(unit, needs, request.params.id), takeOver),
        ),
      ),
    ),

    handle(settingsCommand, async ({ ctx }) => ({
      items: [...(await unitOfWork.read(ctx, (tx) => readSettingRows(tx.catalog, ctx.tenantId)))],
      definitions: settingDefinitions(),
    })),
  ]
}
