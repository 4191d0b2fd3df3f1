import type { HqTx } from '@pos/db'
import type { PermissionCode, RoleView, TenantId } from '@pos/shared-types'
import { sql, type SQL } from 'drizzle-orm'
import type { Role } from './actions.ts'

type RoleRow = Omit<RoleView, 'permissions' | 'isBuiltin'> & { readonly isBuiltin: number }

export function listRoles(tx: HqTx, tenantId: TenantId): Promise<RoleView[]> {
  return roles(tx, tenantId, sql`true`)
}

export async function findRole(tx: HqTx, tenantId: TenantId, id: string): Promise<RoleView | undefined> {
  const [role] = await roles(tx, tenantId, sql`r.id = ${id}`)
  return role
}

/** A role by its code, as far as giving it needs. */
export async function findGrantable(tx: HqTx, tenantId: TenantId, code: string): Promise<Role | undefined> {
  const [role] = await roles(tx, tenantId, sql`r.code = ${code}`)
  return role && { ...role, permissions: role.permissions as PermissionCode[] }
}

async function roles(tx: HqTx, tenantId: TenantId, condition: SQL): Promise<RoleView[]> {
  const rows = await tx.query<RoleRow>(sql`
    select r.id, r.code, r.name, r.scope, r.description, r.is_builtin as "isBuiltin", r.revision,
      (select count(distinct h.user_id)::integer from user_roles h
       where h.tenant_id = r.tenant_id and h.role_id = r.id and h.revoked_at is null) as holders
    from roles r where r.tenant_id = ${tenantId} and r.deleted_at is null and ${condition} order by r.code`)
  const held = await tx.query<{ roleId: string; code: string }>(sql`
    select p.role_id as "roleId", p.permission_code as code from role_permissions p
    join roles r on r.tenant_id = p.tenant_id and r.id = p.role_id
    where p.tenant_id = ${tenantId} and r.deleted_at is null and ${condition} order by code`)
  const byRole = Map.groupBy(held, ({ roleId }) => roleId)
  return rows.map((row) => ({
    ...row,
    isBuiltin: row.isBuiltin === 1,
    permissions: (byRole.get(row.id) ?? []).map(({ code }) => code),
  }))
}
