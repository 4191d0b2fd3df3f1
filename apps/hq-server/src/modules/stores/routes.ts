import { handle, once, type Route } from '@pos/server-kit'
import {
  claimStore as claimCommand,
  createStore as createCommand,
  listRegisters as listRegistersCommand,
  listStores as listCommand,
  provisionStore as provisionCommand,
  revokeProvisioning as revokeCommand,
  saveRegister as saveRegisterCommand,
} from '@pos/shared-types'
import type { HqNeeds } from '../../needs.ts'
import { claimStore, provisionStore, revokeProvisioning, tenantOfToken } from './provisioning-service.ts'
import { listRegisters, saveRegister } from './register-service.ts'
import { listStores } from './store-repository.ts'
import { createStore } from './store-service.ts'

export function storeRoutes({ unitOfWork, ids, passwords }: HqNeeds): readonly Route[] {
  return [
    handle(listCommand, async ({ ctx }) => ({
      items: await unitOfWork.read(ctx, (tx) => listStores(tx, ctx.tenantId)),
    })),

    handle(createCommand, (request) =>
      unitOfWork.write(request.ctx, 'stores.create', (unit) =>
        once(unit, request, () => createStore(unit, ids, request.body)),
      ),
    ),

    handle(provisionCommand, (request) =>
      unitOfWork.write(request.ctx, 'stores.provision', (unit) =>
        once(unit, request, () => provisionStore(unit, ids, request.params.id)),
      ),
    ),

    handle(revokeCommand, ({ ctx, params }) =>
      unitOfWork.write(ctx, 'stores.provision-revoke', (unit) => revokeProvisioning(unit, params.id, params.tokenId)),
    ),

    handle(claimCommand, (request) => {
      const ctx = { ...request.ctx, tenantId: tenantOfToken(request.body.token) }
      return unitOfWork.write(ctx, 'stores.claim', (unit) =>
        once(unit, request, async () => ({
          ...(await claimStore(unit, ids, request.body)),
          passwordPepper: passwords.pepperOf(ctx.tenantId).toString('base64url'),
        })),
      )
    }),

    handle(listRegistersCommand, async ({ ctx }) => ({
      items: await unitOfWork.read(ctx, (tx) => listRegisters(tx, ctx.tenantId)),
    })),

    handle(saveRegisterCommand, ({ ctx, params, body }) =>
      unitOfWork.write(ctx, 'registers.save', (unit) => saveRegister(unit, params.id, body)),
    ),
  ]
}
