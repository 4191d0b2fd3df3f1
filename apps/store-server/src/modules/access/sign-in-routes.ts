import { DomainError } from '@pos/core'
import type { StoreTx } from '@pos/db'
import {
  createChallenges,
  handle,
  type LockOut,
  type NodeKey,
  type PeerLink,
  type Route,
  type SecretHasher,
  type Settings,
  type SignInDesk,
} from '@pos/server-kit'
import {
  login as loginCommand,
  loginWithCode as codeCommand,
  refreshSession as refreshCommand,
  type StoreId,
  type TenantId,
} from '@pos/shared-types'
import { identityOrRefuse } from '../../identity.ts'
import type { StoreNeeds } from '../../needs.ts'
import { isCodeRight } from './code-check.ts'
import { findPasswordHolder, findStaff, type Person } from './person-repository.ts'

export type SignInNeeds = StoreNeeds & {
  readonly passwords: SecretHasher
  readonly desk: SignInDesk<StoreTx>
  readonly nodeKey: NodeKey
  /** Head office, while the store has a line to it. */
  readonly peer: () => PeerLink | undefined
}

const DAY_MS = 24 * 3_600_000

/**
 * Signing in at the back office of the store, with or without head office in reach. A super admin's password is not
 * enough here either, and only head office can check his code.
 */
export function signInRoutes(needs: SignInNeeds): readonly Route[] {
  const { unitOfWork, settings, identity, passwords, desk, sessions, nodeKey, clock, peer } = needs
  const challenges = createChallenges(nodeKey, clock)
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
      const account = accountOf(tenantId, body.username, holder)
      await desk.attempt(request, account, lockOutOf(rules), () => passwords.verify(holder?.secret, body.password))
      if (!holder) throw new DomainError('AUTH_FAILED')
      if (account.isSuperAdmin) {
        const challenge = challenges.write('sign in', { tenantId, userId: holder.userId })
        throw new DomainError('AUTH_TOTP_REQUIRED', { challenge })
      }
      return desk.begin(request, { ...account, ...personOf(holder) }, placeOf(storeId, rules))
    }),

    handle(codeCommand, async (request) => {
      const { ctx, body } = request
      const { tenantId, storeId } = identityOrRefuse(identity())
      const { userId } = challenges.read('sign in', body.challenge)
      const { holder, rules } = await unitOfWork.read(ctx, (tx) => ({
        holder: findStaff(tx.catalog, storeId, userId),
        rules: settings(tx.catalog, tenantId, { storeId }),
      }))
      if (!holder) throw new DomainError('AUTH_REQUIRED')
      const account = accountOf(tenantId, holder.username, holder)
      const check = () => isCodeRight(peer(), { userId, code: body.code })
      await desk.attempt(request, account, lockOutOf(rules), check, 'AUTH_TOTP_WRONG')
      return desk.begin(request, { ...account, ...personOf(holder) }, placeOf(storeId, rules))
    }),

    handle(refreshCommand, (request) => {
      const { storeId } = identityOrRefuse(identity())
      return desk.refresh(request, (tx, { userId, createdAt }) =>
        sessions.isRevokedSince(userId, createdAt) ? undefined : findStaff(tx.catalog, storeId, userId),
      )
    }),
  ]
}

function accountOf(tenantId: TenantId, username: string, holder: Person | undefined) {
  return { tenantId, username, userId: holder?.userId, isSuperAdmin: holder?.isSuperAdmin === 1 }
}

function personOf({ userId, displayName }: Person) {
  return { userId, displayName }
}

function lockOutOf(rules: Settings): LockOut {
  return { failures: rules['auth.lockout_failures'], lockMinutes: rules['auth.lockout_min'] }
}

function placeOf(storeId: StoreId, rules: Settings) {
  return { storeId, lifeMs: rules['auth.refresh_days'] * DAY_MS }
}
