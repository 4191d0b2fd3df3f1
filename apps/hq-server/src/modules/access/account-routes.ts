import { DomainError } from '@pos/core'
import { endUserSessions, handle, newTimeSecret, recordAudit, revokeEverywhere, type Route } from '@pos/server-kit'
import {
  changePassword as changeCommand,
  confirmMfa as confirmCommand,
  disableMfa as disableCommand,
  renewRecoveryCodes as renewCommand,
  resetMfa as resetMfaCommand,
  resetPassword as resetCommand,
  showSecurity as securityCommand,
  startMfa as startCommand,
} from '@pos/shared-types'
import { countRecoveryCodes, disable, findAccount, findHolderById, putPassword } from './credential-repository.ts'
import type { SignInNeeds, SignInService } from './sign-in-service.ts'
import { findUser, listOwnPermissions } from './user-repository.ts'
import type { HqTx } from '@pos/db'
import type { UserCaller } from '@pos/server-kit'
import type { UserId } from '@pos/shared-types'

/** What a person does about his own account, and an administrator about a password that was forgotten. */
export function accountRoutes(needs: SignInNeeds, service: SignInService): readonly Route[] {
  const { unitOfWork, ids } = needs
  return [
    handle(securityCommand, async ({ ctx, caller }) => {
      const { holder, settings } = await service.readHolder(ctx, caller.userId)
      return {
        hasSecondFactor: holder.hasSecondFactor,
        isSecondFactorRequired: service.isSecondFactorRequired(holder, settings),
        recoveryCodesLeft: await unitOfWork.read(ctx, (tx) => countRecoveryCodes(tx, ctx.tenantId, caller.userId)),
        passwordChangedAt: holder.passwordSetAt,
        leastPasswordCharacters: holder.hasSecondFactor ? 8 : 15,
      }
    }),

    handle(changeCommand, async (request) => {
      const { ctx, caller, body } = request
      const { holder, settings } = await service.readHolder(ctx, caller.userId)
      await service.prove(request, holder, settings, { password: body.currentPassword })
      const hash = await service.hashNew(ctx.tenantId, holder, body.newPassword)
      await unitOfWork.write(ctx, 'auth.change-password', async (unit) => {
        await putPassword(unit, caller.userId, ids.next(), hash)
        await revokeEverywhere(unit, ids, { userId: caller.userId }, 'password_changed')
        await recordAudit(unit, ownAct('auth.change-password', caller))
      })
      return service.beginAgain(request, ctx.tenantId, holder, settings)
    }),

    handle(resetCommand, async ({ ctx, caller, params }) => {
      const holder = await unitOfWork.write(ctx, 'users.reset-password', async (unit) => {
        const found = await findAccount(unit.tx, ctx.tenantId, params.id)
        if (!found) throw new DomainError('NOT_FOUND')
        await requireAtLeastHisRights(unit.tx, caller, params.id, found.isSuperAdmin)
        const entry = { category: 'auth', action: 'users.reset-password', entity: 'user', entityId: params.id } as const
        await recordAudit(unit, entry)
        return found
      })
      return service.resets.write(ctx.tenantId, params.id, holder.secret)
    }),

    handle(resetMfaCommand, async ({ ctx, caller, params }) => {
      const userId = params.id
      // With the password alone nobody takes his own code away.
      if (userId === caller.userId) throw new DomainError('USER_SELF_ELEVATION')
      await unitOfWork.write(ctx, 'users.reset-mfa', async (unit) => {
        const found = await findAccount(unit.tx, ctx.tenantId, userId)
        if (!found?.hasSecondFactor) throw new DomainError('NOT_FOUND')
        await requireAtLeastHisRights(unit.tx, caller, userId, found.isSuperAdmin)
        await disable(unit, userId, 'totp')
        await disable(unit, userId, 'recovery')
        await endUserSessions(unit, userId, 'second_factor_changed')
        await recordAudit(unit, { category: 'auth', action: 'users.reset-mfa', entity: 'user', entityId: userId })
      })
      return { isDone: true }
    }),

    handle(startCommand, async ({ ctx, caller }) => {
      const { holder } = await service.readHolder(ctx, caller.userId)
      if (holder.hasSecondFactor) throw new DomainError('STATE_NOT_ALLOWED', { state: 'on' })
      const secret = newTimeSecret()
      const challenge = service.challenges.write('set up', { tenantId: ctx.tenantId, userId: caller.userId, secret })
      return { secret, challenge, account: holder.username, issuer: holder.company }
    }),

    handle(confirmCommand, async ({ ctx, caller, body }) => {
      const { secret, userId, tenantId } = service.challenges.read('set up', body.challenge)
      if (secret === undefined || userId !== caller.userId || tenantId !== ctx.tenantId)
        throw new DomainError('AUTH_SESSION_ENDED')
      return unitOfWork.write(ctx, 'mfa.confirm', async (unit) => {
        const holder = await findHolderById(unit.tx, tenantId, userId)
        if (holder?.hasSecondFactor !== false) throw new DomainError('STATE_NOT_ALLOWED', { state: 'on' })
        const recoveryCodes = await service.factors.setUp(unit, userId, secret, body.code)
        await endUserSessions(unit, userId, 'second_factor_changed', caller.sessionId)
        await recordAudit(unit, ownAct('mfa.confirm', caller))
        return { recoveryCodes: [...recoveryCodes] }
      })
    }),

    handle(disableCommand, async (request) => {
      const { ctx, caller, body } = request
      const { holder, settings } = await service.readHolder(ctx, caller.userId)
      if (!holder.hasSecondFactor) throw new DomainError('STATE_NOT_ALLOWED', { state: 'off' })
      if (service.isSecondFactorRequired(holder, settings)) throw new DomainError('AUTH_TOTP_NEEDED')
      await service.prove(request, holder, settings, { code: body.code })
      await unitOfWork.write(ctx, 'mfa.disable', async (unit) => {
        await disable(unit, caller.userId, 'totp')
        await disable(unit, caller.userId, 'recovery')
        await endUserSessions(unit, caller.userId, 'second_factor_changed', caller.sessionId)
        await recordAudit(unit, ownAct('mfa.disable', caller))
      })
      return { isDone: true }
    }),

    handle(renewCommand, async (request) => {
      const { ctx, caller, body } = request
      const { holder, settings } = await service.readHolder(ctx, caller.userId)
      if (!holder.hasSecondFactor) throw new DomainError('STATE_NOT_ALLOWED', { state: 'off' })
      await service.prove(request, holder, settings, { code: body.code })
      return unitOfWork.write(ctx, 'mfa.recovery', async (unit) => {
        const recoveryCodes = await service.factors.renewRecoveryCodes(unit, caller.userId)
        await recordAudit(unit, ownAct('mfa.recovery-codes', caller))
        return { recoveryCodes: [...recoveryCodes] }
      })
    }),
  ]
}

const ownAct = (action: string, { userId }: UserCaller) =>
  ({ category: 'auth', action, entity: 'user', entityId: userId }) as const

/** Whoever may choose a person's password may be that person, so he needs the rights that person has. */
async function requireAtLeastHisRights(
  tx: HqTx,
  { tenantId, userId }: UserCaller,
  other: UserId,
  isSuperAdmin: boolean,
): Promise<void> {
  const caller = await findUser(tx, tenantId, userId)
  if (caller?.isSuperAdmin === true) return
  const own = await listOwnPermissions(tx, tenantId, userId)
  const lacking = (await listOwnPermissions(tx, tenantId, other)).find((code) => !own.includes(code))
  if (isSuperAdmin || lacking !== undefined) {
    throw new DomainError('PERMISSION_DENIED', { permission: lacking ?? 'super admin' })
  }
}
