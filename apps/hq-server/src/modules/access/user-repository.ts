import type { Unit } from '@pos/core'
import { likePattern, type HqTx } from '@pos/db'
import type { listUsers as listCommand, QueryOf, StoreId, TenantId, UserId, UserView } from '@pos/shared-types'
import { sql, type SQL } from 'drizzle-orm'

type Flag = 'isActive' | 'isSuperAdmin' | 'hasPassword' | 'hasSecondFactor'
type UserRow = Omit<UserView, 'roles' | Flag> & { readonly [Name in Flag]: number }
type RoleRow = UserView['roles'][number] & { userId: string }
type Filter = QueryOf<typeof listCommand>

/** A page of the company's users by name; `after` is the user name the page before ended with. */
export function listUsers(
  tx: HqTx,
  tenantId: TenantId,
  filter: Filter,
  after: string,
  limit: number,
): Promise<UserView[]> {
  const { q, roleCode, storeId, state } = filter
  const like = likePattern(q ?? '')
  const conditions = [
    sql`lower(u.username) > ${after}`,
    ...(q === undefined ? [] : [sql`concat_ws(' ', u.username, u.display_name, u.email) ilike ${like}`]),
    ...(state === undefined ? [] : [sql`u.is_active = ${state === 'active'}`]),
    ...(roleCode === undefined && storeId === undefined ? [] : [holding(roleCode, storeId)]),
  ]
  return users(tx, tenantId, sql.join(conditions, sql` and `), limit)
}

export async function findUser(tx: HqTx, tenantId: TenantId, id: UserId): Promise<UserView | undefined> {
  const [user] = await users(tx, tenantId, sql`u.id = ${id}`, 1)
  return user
}

/** What people are called, those who have left among them. */
export async function namesOfUsers(
  tx: HqTx,
  tenantId: TenantId,
  ids: readonly UserId[],
): Promise<ReadonlyMap<UserId, string>> {
  const rows = await tx.query<{ id: UserId; displayName: string }>(sql`
    select id, display_name as "displayName" from users where tenant_id = ${tenantId} and id = any(${sql.param(ids)})`)
  return new Map(rows.map(({ id, displayName }) => [id, displayName]))
}

/** Keeps every other unit that locks this person waiting until this one ends. */
export async function lockPerson({ tx, tenantId }: Unit<HqTx>, userId: UserId): Promise<void> {
  await tx.query(sql`select 1 as locked from users where tenant_id = ${tenantId} and id = ${userId} for update`)
}

function holding(roleCode: string | undefined, storeId: StoreId | undefined): SQL {
  return sql`exists (
    select 1 from user_roles h join roles ho on ho.tenant_id = h.tenant_id and ho.id = h.role_id
    where h.tenant_id = u.tenant_id and h.user_id = u.id and h.revoked_at is null
      and ${roleCode === undefined ? sql`true` : sql`ho.code = ${roleCode}`}
      and ${storeId === undefined ? sql`true` : sql`h.store_id = ${storeId}`})`
}

function hasCredential(kind: 'password' | 'totp'): SQL {
  return sql`exists (
    select 1 from user_credentials c
    where c.tenant_id = u.tenant_id and c.user_id = u.id and c.kind = ${kind} and c.disabled_at is null)`
}

async function users(tx: HqTx, tenantId: TenantId, condition: SQL, limit: number): Promise<UserView[]> {
  const rows = await tx.query<UserRow>(sql`
    select u.id, u.username, u.display_name as "displayName", u.email, u.phone, u.locale, u.is_active as "isActive",
      u.is_super_admin as "isSuperAdmin", ${hasCredential('password')} as "hasPassword",
      ${hasCredential('totp')} as "hasSecondFactor", u.revision
    from users u where u.tenant_id = ${tenantId} and u.deleted_at is null and ${condition}
    order by lower(u.username) limit ${limit}`)
  if (rows.length === 0) return []
  const roles = await tx.query<RoleRow>(sql`
    select r.id, r.user_id as "userId", r.role_id as "roleId", o.code as "roleCode", o.name as "roleName", r.scope,
      r.store_id as "storeId"
    from user_roles r
    join roles o on o.tenant_id = r.tenant_id and o.id = r.role_id
    where r.tenant_id = ${tenantId} and r.revoked_at is null and r.user_id = any(${sql.param(rows.map(({ id }) => id))})
    order by o.code, r.store_id`)
  const byUser = Map.groupBy(roles, ({ userId }) => userId)
  return rows.map((row) => ({
    ...row,
    isActive: row.isActive === 1,
    isSuperAdmin: row.isSuperAdmin === 1,
    hasPassword: row.hasPassword === 1,
    hasSecondFactor: row.hasSecondFactor === 1,
    roles: (byUser.get(row.id) ?? []).map(({ userId: _, ...role }) => role),
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
    join roles o on o.tenant_id = r.tenant_id and o.id = r.role_id and o.deleted_at is null
    join role_permissions p on p.tenant_id = r.tenant_id and p.role_id = r.role_id
    where r.tenant_id = ${tenantId} and r.user_id = ${userId} and r.revoked_at is null and r.scope = 'hq'
    order by code`)
  return rows.map((row) => row.code)
}
