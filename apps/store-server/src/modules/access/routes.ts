import { DomainError } from '@pos/core'
import { handle, type Route } from '@pos/server-kit'
import {
  enablePin as enableCommand,
  listCashiers as cashiersCommand,
  me as meCommand,
  ownPermissions as mineCommand,
  setPin as setPinCommand,
  unlockPin as unlockCommand,
} from '@pos/shared-types'
import { identityOrRefuse } from '../../identity.ts'
import { readOwnPermissions } from './own-rights.ts'
import { findPerson, findPlace, listPermissions } from './person-repository.ts'
import { enablePin, listCashiers, setPin, unlock } from './pin-service.ts'
import { staffRoutes, type StaffNeeds } from './staff-routes.ts'
import { sessionRoutes } from './session-routes.ts'
import { signInRoutes, type SignInNeeds } from './sign-in-routes.ts'
import { signInAtTill } from './till-sign-in.ts'

export type AccessNeeds = SignInNeeds & StaffNeeds

export function accessRoutes(needs: AccessNeeds): readonly Route[] {
  const { unitOfWork, identity } = needs
  return [
    ...signInRoutes(needs),
    ...sessionRoutes(needs),
    ...staffRoutes(needs),

    handle(unlockCommand, async ({ ctx, caller, body }) => {
      const { storeId } = identityOrRefuse(identity())
      const person = await unlock(needs, ctx, { storeId, deviceId: caller.peerId, ...body })
      return signInAtTill(needs, ctx, caller.peerId, person)
    }),

    handle(setPinCommand, async ({ ctx, caller, body }) => {
      await setPin(needs, ctx, caller.userId, body.pin)
      return { userId: caller.userId }
    }),

    handle(enableCommand, async ({ ctx, params }) => {
      await enablePin(needs, ctx, params.userId)
      return { isDone: true }
    }),

    handle(cashiersCommand, async ({ ctx }) => {
      const { storeId } = identityOrRefuse(identity())
      return { items: await unitOfWork.read(ctx, (tx) => listCashiers(tx, storeId)) }
    }),

    handle(meCommand, ({ ctx, caller }) =>
      unitOfWork.read(ctx, (tx) => {
        const { storeId, tenantId } = identityOrRefuse(identity())
        const person = findPerson(tx.catalog, caller.userId)
        if (!person) throw new DomainError('AUTH_REQUIRED')
        const permissions = listPermissions(tx.catalog, person.userId, storeId)
        const store = findPlace(tx.catalog, storeId)
        return {
          ...person,
          isSuperAdmin: person.isSuperAdmin === 1,
          tenantId,
          storeId,
          permissions,
          ...(store && { store }),
        }
      }),
    ),

    handle(mineCommand, ({ ctx, caller }) =>
      unitOfWork.read(ctx, (tx) =>
        readOwnPermissions(tx.catalog, needs.rights, caller, identityOrRefuse(identity()).storeId),
      ),
    ),
  ]
}
