import { DomainError } from '@pos/core'
import { handle, type Route, type SecretHasher, type Tokens } from '@pos/server-kit'
import {
  listCashiers as cashiersCommand,
  login as loginCommand,
  me as meCommand,
  ownPermissions as mineCommand,
  setPin as setPinCommand,
  unlockPin as unlockCommand,
} from '@pos/shared-types'
import { identityOrRefuse } from '../../identity.ts'
import type { StoreNeeds } from '../../needs.ts'
import { readOwnPermissions } from './own-rights.ts'
import { findPasswordHolder, findPerson, findPlace, listPermissions } from './person-repository.ts'
import { listCashiers, setPin, unlock } from './pin-service.ts'

export type AccessNeeds = StoreNeeds & {
  readonly tokens: Tokens
  readonly passwords: SecretHasher
  readonly pins: SecretHasher
}

export function accessRoutes(needs: AccessNeeds): readonly Route[] {
  const { unitOfWork, tokens, passwords, identity } = needs
  return [
    handle(loginCommand, async ({ ctx, body }) => {
      const { tenantId, storeId } = identityOrRefuse(identity())
      const holder = await unitOfWork.read(ctx, (tx) => findPasswordHolder(tx.catalog, storeId, body.username))
      if (!(await passwords.verify(holder?.secret, body.password)) || !holder) throw new DomainError('AUTH_FAILED')
      const { userId, displayName } = holder
      const issued = await tokens.issue({ userId, tenantId, storeId, appContext: 'store' })
      return { ...issued, userId, displayName, appContext: 'store' as const }
    }),

    handle(unlockCommand, async ({ ctx, caller, body }) => {
      const { tenantId, storeId } = identityOrRefuse(identity())
      const { userId, displayName } = await unlock(needs, ctx, { storeId, ...body })
      const issued = await tokens.issue({ userId, tenantId, storeId, appContext: 'pos', deviceId: caller.peerId })
      return { ...issued, userId, displayName, appContext: 'pos' as const }
    }),

    handle(setPinCommand, async ({ ctx, caller, body }) => {
      await setPin(needs, ctx, caller.userId, body.pin)
      return { userId: caller.userId }
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
