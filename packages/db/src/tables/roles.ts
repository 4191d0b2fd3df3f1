import type { StoreId, TenantId, UserId } from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import * as pg from './kit/postgres.ts'
import * as lite from './kit/sqlite.ts'
import { hqStores } from './stores.ts'
import { catalogUsers, hqUsers } from './users.ts'

const SCOPE = ['hq', 'store', 'pos'] as const

export const hqRoles = pg.table(
  'roles',
  {
    ...pg.ref(),
    code: pg.text().notNull(),
    name: pg.text().notNull(),
    scope: pg.oneOf(SCOPE).notNull(),
    description: pg.text(),
    isBuiltin: pg.bool().notNull(),
  },
  (t) => [pg.primary(t, t.id), pg.unique('roles_code', t, t.code), pg.unique('roles_scope', t, t.id, t.scope)],
)

export const catalogRoles = lite.table(
  'roles',
  {
    ...lite.ref(),
    code: lite.text().notNull(),
    name: lite.text().notNull(),
    scope: lite.oneOf(SCOPE).notNull(),
    description: lite.text(),
    isBuiltin: lite.bool().notNull(),
    ...lite.replica(),
  },
  (t) => [lite.primary(t, t.id), lite.index('roles_code', t, t.code)],
)

export const hqPermissions = pg.table(
  'permissions',
  {
    code: pg.text().notNull(),
    scope: pg.oneOf(SCOPE).notNull(),
    descriptionKey: pg.text().notNull(),
  },
  (t) => [pg.primary(t, t.code), pg.unique('permissions_scope', t, t.code, t.scope)],
)

export const catalogPermissions = lite.table(
  'permissions',
  {
    code: lite.text().notNull(),
    scope: lite.oneOf(SCOPE).notNull(),
    descriptionKey: lite.text().notNull(),
  },
  (t) => [lite.primary(t, t.code)],
)

export const hqRolePermissions = pg.table(
  'role_permissions',
  {
    tenantId: pg.uuid<TenantId>().notNull(),
    roleId: pg.uuid().notNull(),
    scope: pg.oneOf(SCOPE).notNull(),
    permissionCode: pg.text().notNull(),
  },
  (t) => [
    pg.primary(t, t.roleId, t.permissionCode),
    pg.foreign('role_permissions_role_fk', t, [t.roleId, t.scope], hqRoles, ['id', 'scope']),
    pg.foreign('role_permissions_permission_fk', t, [t.permissionCode, t.scope], hqPermissions, ['code', 'scope']),
  ],
)

export const catalogRolePermissions = lite.table(
  'role_permissions',
  {
    tenantId: lite.uuid<TenantId>().notNull(),
    roleId: lite.uuid().notNull(),
    scope: lite.oneOf(SCOPE).notNull(),
    permissionCode: lite.text().notNull(),
    ...lite.replica(),
  },
  (t) => [
    lite.primary(t, t.roleId, t.permissionCode),
    lite.foreign('role_permissions_role_fk', t, [t.roleId], catalogRoles),
  ],
)

export const hqUserRoles = pg.table(
  'user_roles',
  {
    tenantId: pg.uuid<TenantId>().notNull(),
    id: pg.uuid().notNull(),
    userId: pg.uuid<UserId>().notNull(),
    roleId: pg.uuid().notNull(),
    scope: pg.oneOf(SCOPE).notNull(),
    storeId: pg.uuid<StoreId>(),
    grantedAt: pg.instant().notNull(),
    grantedById: pg.uuid<UserId>().notNull(),
    revokedAt: pg.instant(),
    revokedById: pg.uuid<UserId>(),
  },
  (t) => [
    pg.primary(t, t.id),
    pg
      .uniqueOver('user_roles_active', t, t.userId, t.roleId, sql`coalesce(${t.storeId}::text, '')`)
      .where(sql`${t.revokedAt} is null`),
    pg.foreign('user_roles_user_fk', t, [t.userId], hqUsers),
    pg.foreign('user_roles_role_fk', t, [t.roleId, t.scope], hqRoles, ['id', 'scope']),
    pg.foreign('user_roles_store_fk', t, [t.storeId], hqStores),
    pg.check('user_roles_scope_rule', sql`(${t.scope} = 'hq') = (${t.storeId} is null)`),
  ],
)

export const catalogUserRoles = lite.table(
  'user_roles',
  {
    tenantId: lite.uuid<TenantId>().notNull(),
    id: lite.uuid().notNull(),
    userId: lite.uuid<UserId>().notNull(),
    roleId: lite.uuid().notNull(),
    scope: lite.oneOf(SCOPE).notNull(),
    storeId: lite.uuid<StoreId>(),
    grantedAt: lite.instant().notNull(),
    grantedById: lite.uuid<UserId>().notNull(),
    revokedAt: lite.instant(),
    revokedById: lite.uuid<UserId>(),
    ...lite.replica(),
  },
  (t) => [
    lite.primary(t, t.id),
    lite.index('user_roles_user', t, t.userId),
    lite.foreign('user_roles_user_fk', t, [t.userId], catalogUsers),
    lite.check('user_roles_scope_rule', sql`(${t.scope} = 'hq') = (${t.storeId} is null)`),
  ],
)
