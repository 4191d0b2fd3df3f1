import { Type, type Static } from 'typebox'
import { defineCommand } from '../contract.ts'
import { PERMISSIONS, type PermissionCode } from '../permissions.ts'
import { count, instant, label, oneOf, orNull, strict, text, uuid } from '../schema.ts'
import type { StoreId } from '../units.ts'

const Scope = oneOf('hq', 'store', 'pos')
const Permission = Type.Unsafe<PermissionCode>(Type.String({ enum: [...PERMISSIONS] }))

const RoleView = strict({
  id: uuid(),
  code: text(),
  name: text(),
  scope: Scope,
  description: orNull(text(500)),
  /** Comes with the product and is never changed; a copy of it may be. */
  isBuiltin: Type.Boolean(),
  revision: count(),
  /** How many people hold it now. */
  holders: count(),
  permissions: Type.Array(Type.String()),
})
export type RoleView = Static<typeof RoleView>

export const listRoles = defineCommand({
  name: 'roles.list',
  method: 'GET',
  path: '/roles',
  summary: 'Roles and their permissions',
  access: { hq: ['hq:users.view'] },
  response: strict({ items: Type.Array(RoleView) }),
})

export const saveRole = defineCommand({
  name: 'roles.save',
  method: 'PUT',
  path: '/roles/:id',
  summary: 'Add or change a role of the company',
  access: { hq: ['hq:roles.manage'] },
  audit: 'permission',
  params: strict({ id: uuid() }),
  body: strict({
    code: Type.String({ pattern: '^[a-z][a-z0-9_]{1,63}$' }),
    name: label(100),
    scope: Scope,
    description: orNull(label(500)),
    permissions: Type.Array(Permission, { minItems: 1, maxItems: PERMISSIONS.length, uniqueItems: true }),
    /** 0 for a role that is not there yet. */
    revision: count(),
  }),
  response: RoleView,
})

export const deleteRole = defineCommand({
  name: 'roles.delete',
  method: 'DELETE',
  path: '/roles/:id',
  summary: 'Delete a role that nobody holds',
  access: { hq: ['hq:roles.manage'] },
  audit: 'permission',
  params: strict({ id: uuid() }),
  response: strict({ id: uuid() }),
})

export const listPermissions = defineCommand({
  name: 'permissions.list',
  method: 'GET',
  path: '/permissions',
  summary: 'Every permission and what it means',
  access: { hq: ['hq:users.view'] },
  response: strict({ items: Type.Array(strict({ code: text(), scope: Scope, description: text() })) }),
})

export const ownPermissions = defineCommand({
  name: 'permissions.mine',
  method: 'GET',
  path: '/permissions/mine',
  summary: 'What you may do here and now',
  access: { hq: 'self', store: 'self' },
  response: strict({
    isSuperAdmin: Type.Boolean(),
    storeId: orNull(uuid<StoreId>()),
    permissions: Type.Array(Type.String()),
    /** Yours by your roles, and asleep until head office is heard again. */
    lapsed: Type.Array(Type.String()),
    /** Until when they hold without a new word of head office; null where they do not lapse. */
    privilegedUntil: orNull(instant()),
    cashierUntil: orNull(instant()),
  }),
})
