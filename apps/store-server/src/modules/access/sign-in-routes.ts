import { DomainError } from '@pos/core'
import type { StoreTx } from '@pos/db'
import { handle, type Route, type SecretHasher, type SignInDesk } from '@pos/server-kit'
import { login as loginCommand, refreshSession as refreshCommand } from '@pos/shared-types'
import { identityOrRefuse } from '../../identity.ts'
import type { StoreNeeds } from '../../needs.ts'
import { findPasswordHolder, findStaff } from './person-repository.ts'

export type SignInNeeds = StoreNeeds & {
  readonly passwords: SecretHasher
  readonly desk: SignInDesk<StoreTx>
}

const DAY_MS = 24 * 3_600_000

/** Signing in at the back office of the store, with or without head office in reach. */
export function signInRoutes({
  unitOfWork,
  settings,
  identity,
  passwords,
  desk,
  sessions,
}: SignInNeeds): readonly Route[] {
  return [
    handle(loginCommand, async (request) => {
      const { ctx, body } = request
      const { tenantId, storeId } = identityOrRefuse(identity())
      const { holder, rules } = await unitOfWork.read(ctx, (tx) => {
        // Nobody is known before the first pull: no reason to count an attempt.
        if (tx.catalog.version.version === 0) throw new DomainError('CATALOGUE_INCOMPLETE')
        return {
          holder: findPasswordHolder(tx.catalog, storeId, body.username),
          rules: settings(tx.catalog, tenantId, { storeId }),
        }
      })
      const account = {
        tenantId,
        username: body.username,
        userId: holder?.userId,
        isSuperAdmin: holder?.isSuperAdmin === 1,
      }
      const lockOut = { failures: rules['auth.lockout_failures'], lockMinutes: rules['auth.lockout_min'] }
      await desk.attempt(request, account, lockOut, () => passwords.verify(holder?.secret, body.password))
      if (!holder) throw new DomainError('AUTH_FAILED')
      const { userId, displayName } = holder
      const lifeMs = rules['auth.refresh_days'] * DAY_MS
      return desk.begin(request, { ...account, userId, displayName }, { storeId, lifeMs })
    }),

    handle(refreshCommand, (request) => {
      const { storeId } = identityOrRefuse(identity())
      return desk.refresh(request, (tx, { userId, createdAt }) =>
        sessions.isRevokedSince(userId, createdAt) ? undefined : findStaff(tx.catalog, storeId, userId),
      )
    }),
  ]
}
