import type { HqTx } from '@pos/db'
import type { listUsers as listCommand, ResponseOf, TenantId, UserId } from '@pos/shared-types'
import { sql, type SQL } from 'drizzle-orm'

export type UserView = ResponseOf<typeof listCommand>['items'][number]
type UserRow = Omit<UserView, 'roles' | 'isActive' | 'isSuperAdmin'> & { isActive: number; isSuperAdmin: number }
type RoleRow = UserView['roles'][number] & { userId: string }

export async function listUsers(tx: HqTx, tenantId: TenantId): Promise<UserView[]> {
  return users(tx, tenantId, sql`true`)
}

export async function findUser(tx: HqTx, tenantId: TenantId, id: UserId): Promise<UserView | undefined> {
  const [user] = await users(tx, tenantId, sql`u.id = ${id}`)
  return user
}

async function users(tx: HqTx, tenantId: TenantId, condition: SQL): Promise<UserView[]> {
  const rows = await tx.query<UserRow>(sql`
    select u.id, u.username, u.display_name as "displayName", u.locale, u.is_active as "isActive",
      u.is_super_admin as "isSuperAdmin", u.revision
    from users u where u.tenant_id = ${tenantId} and u.deleted_at is null and ${condition} order by u.username`)
  const roles = await tx.query<RoleRow>(sql`
    select r.id, r.user_id as "userId", o.code as "roleCode", r.store_id as "storeId"
    from user_roles r
    join roles o on o.tenant_id = r.tenant_id and o.id = r.role_id
    join users u on u.tenant_id = r.tenant_id and u.id = r.user_id
    where r.tenant_id = ${tenantId} and r.revoked_at is null and ${condition} order by o.code`)
  return rows.map((row) => ({
    ...row,
    isActive: row.isActive === 1,
    isSuperAdmin: row.isSuperAdmin === 1,
    roles: roles
      .filter((role) => role.userId === row.id)
      .map(({ id, roleCode, storeId }) => ({ id, roleCode, storeId })),
  }))
}

/** The tenant behind a company's short name, found before any tenant is set. */
export async function findTenantBySlug(tx: HqTx, slug: string): Promise<TenantId | undefined> {
  const [tenant] = await tx.query<{ id: TenantId | null }>(sql`select tenant_by_slug(${slug}) as id`)
  return tenant?.id ?? undefined
}

export async function listOwnPermissions(tx: HqTx, tenantId: TenantId, userId: UserId): Promise<string[]> {
  const rows = await tx.query<{ code: string }>(sql`
    select distinct p.permission_code as code
    from user_roles r
    join role_permissions p on p.tenant_id = r.tenant_id and p.role_id = r.role_id
    where r.tenant_id = ${tenantId} and r.user_id = ${userId} and r.revoked_at is null and r.store_id is null
    order by code`)
  return rows.map((row) => row.code)
}
