import { DomainError } from '@pos/core'
import { handle, recordAudit, requireGoodPassword, revokeEverywhere, type Route } from '@pos/server-kit'
import {
  confirmReset as confirmResetCommand,
  firstRun as firstRunCommand,
  firstRunState as firstRunStateCommand,
  login as loginCommand,
  loginWithCode as codeCommand,
  refreshSession as refreshCommand,
  verifyCode as verifyCommand,
} from '@pos/shared-types'
import { createTenant } from '../../create-tenant.ts'
import { findAccount, findHolderById, putPassword } from './credential-repository.ts'
import type { FirstRun } from './first-run.ts'
import type { SignInNeeds, SignInService } from './sign-in-service.ts'

export type SignInRoutesNeeds = SignInNeeds & { readonly firstRun: FirstRun }

/** The doors of head office that stand open to people who are nobody yet. */
export function signInRoutes(needs: SignInRoutesNeeds, service: SignInService): readonly Route[] {
  const { unitOfWork, desk, firstRun, passwords, ids } = needs
  return [
    handle(loginCommand, (request) => service.byPassword(request, request.body)),

    handle(codeCommand, (request) => service.byCode(request, request.body.challenge, request.body.code)),

    handle(verifyCommand, async (request) => {
      await service.byCodeAtStore(request, request.body.userId, request.body.code)
      return { isDone: true }
    }),

    handle(refreshCommand, (request) =>
      desk.refresh(
        request,
        (tx, { token, userId }) => findHolderById(tx, token.tenantId, userId),
        (unit, userId) => revokeEverywhere(unit, ids, { userId }, 'token_reused'),
      ),
    ),

    handle(confirmResetCommand, async ({ ctx, body }) => {
      const claim = service.resets.read(body.token)
      if (!claim) throw new DomainError('RESET_TOKEN_INVALID')
      const { tenantId, userId } = claim
      const own = { ...ctx, tenantId, userId }
      const holder = await unitOfWork.read(own, (tx) => findAccount(tx, tenantId, userId))
      if (!holder || !service.resets.isFor(body.token, claim, holder.secret))
        throw new DomainError('RESET_TOKEN_INVALID')
      const hash = await service.hashNew(tenantId, holder, body.newPassword)
      await unitOfWork.write(own, 'auth.reset', async (unit) => {
        const now = await findAccount(unit.tx, tenantId, userId)
        if (now?.secret !== holder.secret) throw new DomainError('RESET_TOKEN_INVALID')
        await putPassword(unit, userId, ids.next(), hash)
        await revokeEverywhere(unit, ids, { userId }, 'password_changed')
        await recordAudit(unit, { category: 'auth', action: 'auth.reset-confirm', entity: 'user', entityId: userId })
      })
      return { isDone: true }
    }),

    handle(firstRunStateCommand, async () => ({ isOpen: await firstRun.isOpen() })),

    handle(firstRunCommand, async ({ ctx, body }) => {
      firstRun.check(body.token)
      const { company, admin } = body
      requireGoodPassword(admin.password, { ...admin, company: company.name, hasSecondFactor: false })
      const tenantId = ids.next()
      const passwordHash = await passwords.of(tenantId).hash(admin.password)
      const { username, displayName } = admin
      await unitOfWork.write({ ...ctx, tenantId }, 'auth.first-run', async (unit) => {
        await firstRun.refuseLater(unit.tx)
        const { adminId } = await createTenant(unit, ids, {
          ...company,
          admin: { username, displayName, passwordHash },
        })
        await recordAudit(unit, { category: 'system', action: 'auth.first-run', entity: 'user', entityId: adminId })
      })
      firstRun.close()
      return { tenantId }
    }),
  ]
}
