import { handle, once, requireGoodPassword, type AccessReader, type Route } from '@pos/server-kit'
import {
  assignRole as assignCommand,
  createUser as createCommand,
  listRoles as rolesCommand,
  listUsers as listCommand,
  me as meCommand,
  revokeRole as revokeCommand,
} from '@pos/shared-types'
import type { HqNeeds } from '../../needs.ts'
import { listRoles } from './role-repository.ts'
import { readOwnRights } from './own-rights.ts'
import { listUsers } from './user-repository.ts'
import { accountRoutes } from './account-routes.ts'
import { sessionRoutes } from './session-routes.ts'
import { signInRoutes, type SignInRoutesNeeds } from './sign-in-routes.ts'
import { SignInService } from './sign-in-service.ts'
import { assignRole, createUser, revokeRole } from './user-service.ts'

export type AccessNeeds = HqNeeds & SignInRoutesNeeds & { readonly access: AccessReader }

export function accessRoutes(needs: AccessNeeds): readonly Route[] {
  const { unitOfWork, ids, passwords } = needs
  const service = new SignInService(needs)
  return [
    ...signInRoutes(needs, service),
    ...accountRoutes(needs, service),
    ...sessionRoutes(needs, needs.access),

    handle(meCommand, ({ ctx, caller }) => unitOfWork.read(ctx, (tx) => readOwnRights(tx, caller))),

    handle(rolesCommand, async ({ ctx }) => ({
      items: await unitOfWork.read(ctx, (tx) => listRoles(tx, ctx.tenantId)),
    })),

    handle(listCommand, async ({ ctx }) => ({
      items: await unitOfWork.read(ctx, (tx) => listUsers(tx, ctx.tenantId)),
    })),

    handle(createCommand, async (request) => {
      const { password, ...user } = request.body
      if (password !== undefined) {
        requireGoodPassword(password, { ...user, company: '', hasSecondFactor: false })
      }
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
