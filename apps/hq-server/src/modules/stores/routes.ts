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

    // Not kept under a key, as neither is a claim: answers that are secrets are written nowhere.
    handle(provisionCommand, ({ ctx, params }) =>
      unitOfWork.write(ctx, 'stores.provision', (unit) => provisionStore(unit, ids, params.id)),
    ),

    handle(revokeCommand, ({ ctx, params }) =>
      unitOfWork.write(ctx, 'stores.provision-revoke', (unit) => revokeProvisioning(unit, params.id, params.tokenId)),
    ),

    handle(claimCommand, async (request) => {
      const ctx = { ...request.ctx, tenantId: tenantOfToken(request.body.token) }
      const claimed = await unitOfWork.write(ctx, 'stores.claim', (unit) => claimStore(unit, ids, request.body))
      return { ...claimed, passwordPepper: passwords.pepperOf(ctx.tenantId).toString('base64url') }
    }),

    handle(listRegistersCommand, async ({ ctx }) => ({
      items: await unitOfWork.read(ctx, (tx) => listRegisters(tx, ctx.tenantId)),
    })),

    handle(saveRegisterCommand, ({ ctx, params, body }) =>
      unitOfWork.write(ctx, 'registers.save', (unit) => saveRegister(unit, params.id, body)),
    ),
  ]
}
