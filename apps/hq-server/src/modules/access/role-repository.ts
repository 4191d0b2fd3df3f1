import type { HqTx } from '@pos/db'
import type { listRoles as rolesCommand, ResponseOf, TenantId } from '@pos/shared-types'
import { sql } from 'drizzle-orm'

type Role = ResponseOf<typeof rolesCommand>['items'][number]

export async function listRoles(tx: HqTx, tenantId: TenantId): Promise<Role[]> {
  const roles = await tx.query<Omit<Role, 'permissions'>>(sql`
    select id, code, name, scope from roles where tenant_id = ${tenantId} and deleted_at is null order by code`)
  const permissions = await tx.query<{ roleId: string; code: string }>(sql`
    select role_id as "roleId", permission_code as code from role_permissions where tenant_id = ${tenantId} order by code`)
  return roles.map((role) => ({
    ...role,
    permissions: permissions.filter((permission) => permission.roleId === role.id).map((permission) => permission.code),
  }))
}
