import { DomainError, type Unit } from '@pos/core'
import type { HqTx } from '@pos/db'
import { permissionText } from '@pos/i18n'
import { handle, once, requireGoodPassword, type Route } from '@pos/server-kit'
import {
  assignRole as assignCommand,
  createUser as createCommand,
  deleteRole as deleteRoleCommand,
  disableUser as disableCommand,
  enableUser as enableCommand,
  getUser as getCommand,
  listPermissions as permissionsCommand,
  listRoles as rolesCommand,
  listUsers as listCommand,
  ownPermissions as mineCommand,
  PERMISSIONS,
  revokeRole as revokeCommand,
  saveRole as saveRoleCommand,
  scopeOf,
  updateUser as updateCommand,
  type UserId,
  type UserView,
} from '@pos/shared-types'
import type { HqNeeds } from '../../needs.ts'
import { readOwnPermissions } from './own-rights.ts'
import { findRole, listRoles } from './role-repository.ts'
import { deleteRole, roleOrRefuse, saveRole } from './role-service.ts'
import { findUser, listUsers } from './user-repository.ts'
import { assignRole, createUser, draftGrant, revokeRole, updateUser, userOrRefuse } from './user-service.ts'

/** People, their roles, and what roles allow. */
export function peopleRoutes({ unitOfWork, ids, passwords, rules }: HqNeeds): readonly Route[] {
  async function setActive(unit: Unit<HqTx>, id: UserId, revision: number, isActive: boolean): Promise<UserView> {
    const before = await userOrRefuse(unit, id)
    const change = { before, isActive, isSuperAdmin: before.isSuperAdmin }
    const locale = before.locale === 'es' ? 'es' : 'en'
    return rules.emit('user:save', unit, change, () => updateUser(unit, id, { ...before, locale, isActive, revision }))
  }

  return [
    handle(listCommand, async ({ ctx, query }) => {
      const limit = query.limit ?? 50
      const items = await unitOfWork.read(ctx, (tx) =>
        listUsers(tx, ctx.tenantId, query, query.cursor?.toLowerCase() ?? '', limit),
      )
      return { items, nextCursor: items.length < limit ? null : (items.at(-1)?.username ?? null) }
    }),

    handle(getCommand, async ({ ctx, params }) => {
      const user = await unitOfWork.read(ctx, (tx) => findUser(tx, ctx.tenantId, params.id))
      if (!user) throw new DomainError('NOT_FOUND')
      return user
    }),

    handle(createCommand, async (request) => {
      const { password, ...user } = request.body
      if (password !== undefined) {
        requireGoodPassword(password, { ...user, company: '', hasSecondFactor: false })
      }
      const passwordHash = password === undefined ? undefined : await passwords.of(request.ctx.tenantId).hash(password)
      const change = { before: undefined, isActive: true, isSuperAdmin: false }
      return unitOfWork.write(request.ctx, 'users.create', (unit) =>
        once(unit, request, () =>
          rules.emit('user:save', unit, change, () => createUser(unit, ids, { ...user, passwordHash })),
        ),
      )
    }),

    handle(updateCommand, ({ ctx, params, body }) =>
      unitOfWork.write(ctx, 'users.update', async (unit) => {
        const before = await userOrRefuse(unit, params.id)
        const { isActive } = before
        const isSuperAdmin = body.isSuperAdmin ?? before.isSuperAdmin
        return rules.emit('user:save', unit, { before, isActive, isSuperAdmin }, () =>
          updateUser(unit, params.id, { ...body, isActive, isSuperAdmin }),
        )
      }),
    ),

    handle(disableCommand, ({ ctx, params, body }) =>
      unitOfWork.write(ctx, 'users.disable', (unit) => setActive(unit, params.id, body.revision, false)),
    ),

    handle(enableCommand, ({ ctx, params, body }) =>
      unitOfWork.write(ctx, 'users.enable', (unit) => setActive(unit, params.id, body.revision, true)),
    ),

    handle(assignCommand, ({ ctx, params, body }) =>
      unitOfWork.write(ctx, 'users.assign-role', async (unit) => {
        const grant = await draftGrant(unit, params.id, body)
        return rules.emit('user:assign-role', unit, grant, () => assignRole(unit, ids, grant))
      }),
    ),

    handle(revokeCommand, ({ ctx, params }) =>
      unitOfWork.write(ctx, 'users.revoke-role', async (unit) => {
        const user = await userOrRefuse(unit, params.id)
        const { assignmentId } = params
        return rules.emit('user:revoke-role', unit, { user, assignmentId }, () => revokeRole(unit, user, assignmentId))
      }),
    ),

    handle(rolesCommand, async ({ ctx }) => ({
      items: await unitOfWork.read(ctx, (tx) => listRoles(tx, ctx.tenantId)),
    })),

    handle(saveRoleCommand, ({ ctx, params, body }) =>
      unitOfWork.write(ctx, 'roles.save', async (unit) => {
        const before = await findRole(unit.tx, unit.tenantId, params.id)
        if ((before?.revision ?? 0) !== body.revision) throw new DomainError('REVISION_CONFLICT')
        const { scope, permissions } = body
        return rules.emit('role:save', unit, { before, scope, permissions }, () => saveRole(unit, params.id, body))
      }),
    ),

    handle(deleteRoleCommand, ({ ctx, params }) =>
      unitOfWork.write(ctx, 'roles.delete', async (unit) => {
        const role = await roleOrRefuse(unit, params.id)
        return rules.emit('role:delete', unit, role, () => deleteRole(unit, role))
      }),
    ),

    handle(permissionsCommand, ({ language }) => ({
      items: PERMISSIONS.map((code) => ({ code, scope: scopeOf(code), description: permissionText(code, language) })),
    })),

    handle(mineCommand, ({ ctx, caller }) => unitOfWork.read(ctx, (tx) => readOwnPermissions(tx, caller))),
  ]
}
