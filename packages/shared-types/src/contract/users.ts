import { Type, type Static } from 'typebox'
import { defineCommand } from '../contract.ts'
import { count, label, oneOf, orNull, strict, text, uuid } from '../schema.ts'
import type { StoreId, UserId } from '../units.ts'
import { listQuery, pageOf } from './lists.ts'

/** A role somebody holds: at head office without a store, any other in exactly one. */
const HeldRole = strict({
  id: uuid(),
  roleId: uuid(),
  roleCode: text(),
  roleName: text(),
  scope: oneOf('hq', 'store', 'pos'),
  storeId: orNull(uuid<StoreId>()),
})

const UserView = strict({
  id: uuid<UserId>(),
  username: text(),
  displayName: text(),
  email: orNull(text()),
  phone: orNull(text()),
  locale: text(),
  isActive: Type.Boolean(),
  isSuperAdmin: Type.Boolean(),
  /** Without one he signs in nowhere by himself; he may have a PIN at a store. */
  hasPassword: Type.Boolean(),
  hasSecondFactor: Type.Boolean(),
  revision: count(),
  roles: Type.Array(HeldRole),
})
export type UserView = Static<typeof UserView>

const Email = Type.String({ pattern: '^[^\\s@]+@[^\\s@]+$', maxLength: 200 })

export const listUsers = defineCommand({
  name: 'users.list',
  method: 'GET',
  path: '/users',
  summary: 'Users of the company, by user name',
  access: { hq: ['hq:users.view'] },
  query: strict({
    ...listQuery,
    /** Part of a name, of a user name or of an address. */
    q: Type.Optional(label(100)),
    roleCode: Type.Optional(label(64)),
    storeId: Type.Optional(uuid<StoreId>()),
    state: Type.Optional(oneOf('active', 'disabled')),
  }),
  response: pageOf(UserView),
})

export const getUser = defineCommand({
  name: 'users.get',
  method: 'GET',
  path: '/users/:id',
  summary: 'One user',
  access: { hq: ['hq:users.view'] },
  params: strict({ id: uuid<UserId>() }),
  response: UserView,
})

export const createUser = defineCommand({
  name: 'users.create',
  method: 'POST',
  path: '/users',
  summary: 'Add a user',
  access: { hq: ['hq:users.manage'] },
  audit: 'permission',
  isKeyed: true,
  body: strict({
    username: Type.String({ pattern: '^[a-z0-9._-]{2,64}$' }),
    displayName: label(100),
    email: Type.Optional(Email),
    phone: Type.Optional(label(40)),
    locale: oneOf('en', 'es'),
    password: Type.Optional(Type.String({ minLength: 8, maxLength: 1024 })),
  }),
  response: UserView,
  status: 201,
})

export const updateUser = defineCommand({
  name: 'users.update',
  method: 'PUT',
  path: '/users/:id',
  summary: 'Change a user',
  access: { hq: ['hq:users.manage'] },
  audit: 'permission',
  params: strict({ id: uuid<UserId>() }),
  body: strict({
    displayName: label(100),
    email: orNull(Email),
    phone: orNull(label(40)),
    locale: oneOf('en', 'es'),
    /** Only a super admin changes it; as it is, unless told. */
    isSuperAdmin: Type.Optional(Type.Boolean()),
    revision: count(),
  }),
  response: UserView,
})

const Revision = strict({ revision: count() })

export const disableUser = defineCommand({
  name: 'users.disable',
  method: 'POST',
  path: '/users/:id/disable',
  summary: 'Take every right from a user until he is enabled again',
  access: { hq: ['hq:users.manage'] },
  audit: 'permission',
  params: strict({ id: uuid<UserId>() }),
  body: Revision,
  response: UserView,
})

export const enableUser = defineCommand({
  name: 'users.enable',
  method: 'POST',
  path: '/users/:id/enable',
  summary: 'Give a disabled user his rights back',
  access: { hq: ['hq:users.manage'] },
  audit: 'permission',
  params: strict({ id: uuid<UserId>() }),
  body: Revision,
  response: UserView,
})

export const assignRole = defineCommand({
  name: 'users.assign-role',
  method: 'POST',
  path: '/users/:id/roles',
  summary: 'Give a user a role, in one store or at head office',
  access: { hq: ['hq:users.manage'] },
  audit: 'permission',
  params: strict({ id: uuid<UserId>() }),
  body: strict({ roleCode: label(64), storeId: Type.Optional(uuid<StoreId>()) }),
  response: UserView,
})

export const revokeRole = defineCommand({
  name: 'users.revoke-role',
  method: 'DELETE',
  path: '/users/:id/roles/:assignmentId',
  summary: 'Take a role from a user',
  access: { hq: ['hq:users.manage'] },
  audit: 'permission',
  params: strict({ id: uuid<UserId>(), assignmentId: uuid() }),
  response: UserView,
})
