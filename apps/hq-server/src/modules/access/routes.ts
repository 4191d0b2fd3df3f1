import { DomainError } from '@pos/core'
import { handle, NO_TENANT, once, recordAudit, recordRefused, type Route, type Tokens } from '@pos/server-kit'
import {
  assignRole as assignCommand,
  createUser as createCommand,
  listRoles as rolesCommand,
  listUsers as listCommand,
  login as loginCommand,
  me as meCommand,
  revokeRole as revokeCommand,
} from '@pos/shared-types'
import type { HqNeeds } from '../../needs.ts'
import { listRoles } from './role-repository.ts'
import { readOwnRights } from './own-rights.ts'
import { findPasswordHolder, findTenantBySlug, listUsers } from './user-repository.ts'
import { assignRole, createUser, revokeRole } from './user-service.ts'

export type AccessNeeds = HqNeeds & { readonly tokens: Tokens }

export function accessRoutes({ unitOfWork, ids, tokens, passwords }: AccessNeeds): readonly Route[] {
  return [
    handle(loginCommand, async ({ ctx, body }) => {
      const tenantId = await unitOfWork.read(ctx, (tx) => findTenantBySlug(tx, body.tenant ?? ''))
      const holder =
        tenantId &&
        (await unitOfWork.read({ ...ctx, tenantId }, (tx) => findPasswordHolder(tx, tenantId, body.username)))
      const isRight = await passwords.of(tenantId ?? NO_TENANT).verify(holder?.secret, body.password)
      if (!tenantId) throw new DomainError('AUTH_FAILED')
      const entry = { category: 'auth', action: 'auth.login', userId: holder?.userId } as const
      if (!isRight || !holder) {
        await recordRefused(unitOfWork, { ...ctx, tenantId }, { ...entry, outcome: 'denied' })
        throw new DomainError('AUTH_FAILED')
      }
      const { userId, displayName } = holder
      await unitOfWork.write({ ...ctx, tenantId }, 'auth.login', (unit) => recordAudit(unit, entry))
      const issued = await tokens.issue({ userId, tenantId, appContext: 'hq' })
      return { ...issued, userId, displayName, appContext: 'hq' as const }
    }),

    handle(meCommand, ({ ctx, caller }) => unitOfWork.read(ctx, (tx) => readOwnRights(tx, caller))),

    handle(rolesCommand, async ({ ctx }) => ({
      items: await unitOfWork.read(ctx, (tx) => listRoles(tx, ctx.tenantId)),
    })),

    handle(listCommand, async ({ ctx }) => ({
      items: await unitOfWork.read(ctx, (tx) => listUsers(tx, ctx.tenantId)),
    })),

    handle(createCommand, async (request) => {
      const { password, ...user } = request.body
      const passwordHash = password === undefined ? undefined : await passwords.of(request.ctx.tenantId).hash(password)
      return unitOfWork.write(request.ctx, 'users.create', (unit) =>
        once(unit, request, () => createUser(unit, ids, { ...user, passwordHash })),
      )
    }),

    handle(assignCommand, ({ ctx, params, body }) =>
      unitOfWork.write(ctx, 'users.assign-role', (unit) => assignRole(unit, ids, params.id, body)),
    ),

    handle(revokeCommand, ({ ctx, params }) =>
      unitOfWork.write(ctx, 'users.revoke-role', (unit) => revokeRole(unit, params.id, params.assignmentId)),
    ),
  ]
}
