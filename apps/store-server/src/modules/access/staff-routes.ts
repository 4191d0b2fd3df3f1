import { DomainError } from '@pos/core'
import type { StoreTx } from '@pos/db'
import { handle, type Route } from '@pos/server-kit'
import {
  listStaff as listCommand,
  setBadge as setBadgeCommand,
  setPinOf as setPinCommand,
  takeBadge as takeBadgeCommand,
  unlockByBadge as unlockCommand,
  type UserId,
} from '@pos/shared-types'
import { identityOrRefuse } from '../../identity.ts'
import { setBadge, takeBadge, whoseBadge, type BadgeNeeds } from './badge-service.ts'
import { findPerson, findStaff } from './person-repository.ts'
import { fewestDigits, setPin, type PinNeeds } from './pin-service.ts'
import { lackedBy, readStaff } from './staff-repository.ts'
import { signInAtTill, type TillSignInNeeds } from './till-sign-in.ts'

export type StaffNeeds = BadgeNeeds & PinNeeds & TillSignInNeeds

/** The people of this store, and what they prove themselves with at its tills. */
export function staffRoutes(needs: StaffNeeds): readonly Route[] {
  const { unitOfWork, identity, badgePepper } = needs

  function askerOrRefuse(tx: StoreTx, userId: UserId) {
    const asker = findPerson(tx.catalog, userId)
    if (!asker) throw new DomainError('AUTH_REQUIRED')
    return asker
  }

  function refuseForeign(tx: StoreTx, askerId: UserId, userId: UserId): void {
    const { storeId } = identityOrRefuse(identity())
    const person = findStaff(tx.catalog, storeId, userId)
    if (!person) throw new DomainError('NOT_FOUND')
    const permission = lackedBy(tx, storeId, askerOrRefuse(tx, askerId), person)
    if (permission !== undefined) throw new DomainError('PERMISSION_DENIED', { permission })
  }

  return [
    handle(listCommand, ({ ctx, caller }) => {
      const { storeId } = identityOrRefuse(identity())
      return unitOfWork.read(ctx, (tx) => ({
        items: readStaff(tx, storeId, ctx.at, askerOrRefuse(tx, caller.userId)),
        pinDigits: fewestDigits(tx, needs.settings, ctx.tenantId),
      }))
    }),

    handle(setPinCommand, async ({ ctx, caller, params, body }) => {
      await unitOfWork.read(ctx, (tx) => refuseForeign(tx, caller.userId, params.userId))
      await setPin(needs, ctx, params.userId, body.pin, 'pin.set-for')
      return { isDone: true }
    }),

    handle(setBadgeCommand, ({ ctx, caller, params, body }) =>
      unitOfWork.write(ctx, 'badges.set', async (unit) => {
        refuseForeign(unit.tx, caller.userId, params.userId)
        return { code: setBadge(unit, badgePepper, params.userId, body.code) }
      }),
    ),

    handle(takeBadgeCommand, ({ ctx, caller, params }) =>
      unitOfWork.write(ctx, 'badges.take', async (unit) => {
        refuseForeign(unit.tx, caller.userId, params.userId)
        takeBadge(unit, params.userId)
        return { isDone: true }
      }),
    ),

    handle(unlockCommand, async ({ ctx, caller, body }) => {
      const { storeId } = identityOrRefuse(identity())
      const { person, isProof } = await whoseBadge(needs, ctx, { storeId, deviceId: caller.peerId, ...body })
      const { userId, displayName } = person
      const signedIn = isProof ? await signInAtTill(needs, ctx, caller.peerId, person) : null
      return { userId, displayName, signedIn }
    }),
  ]
}
