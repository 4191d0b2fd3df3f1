import type { Ids, Unit } from '@pos/core'
import { rowSet, type HqTx } from '@pos/db'
import { BUILTIN_ROLES, PERMISSIONS, type TenantId, type UserId } from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import { newRef } from './ref-columns.ts'

export type NewTenant = {
  readonly slug: string
  readonly name: string
  readonly country: string
  readonly currency: string
  readonly locale: 'en' | 'es'
  readonly admin: { readonly username: string; readonly displayName: string; readonly passwordHash: string }
}

/**
 * Opens a company: its row, the built-in roles, the counting unit and a super admin. The unit must run as the new
 * tenant, so `unit.tenantId` is the id the company gets.
 */
export async function createTenant(
  unit: Unit<HqTx>,
  ids: Ids,
  input: NewTenant,
): Promise<{ tenantId: TenantId; adminId: UserId }> {
  const { tx, tenantId } = unit
  const { slug, name, country, currency, locale, admin } = input
  await tx.insert('tenants', [
    { id: tenantId, slug, name, state: 'active', country, currency, locale, createdAt: unit.at },
  ])
  tx.touch('tenant', tenantId)
  await seedPermissions(unit)
  await seedRoles(unit, ids)
  const adminId = ids.next()
  await tx.insert('users', [
    {
      ...newRef(unit),
      id: adminId,
      username: admin.username,
      displayName: admin.displayName,
      locale,
      isSuperAdmin: true,
      isActive: true,
      permissionVersion: 1,
    },
  ])
  await tx.insert('userCredentials', [
    { id: ids.next(), tenantId, createdAt: unit.at, userId: adminId, kind: 'password', secret: admin.passwordHash },
  ])
  tx.touch('user', adminId)
  return { tenantId, adminId }
}

/** Permissions come from the code, the same for every tenant. */
async function seedPermissions(unit: Unit<HqTx>): Promise<void> {
  const rows = PERMISSIONS.map((code) => ({ code, scope: code.slice(0, code.indexOf(':')), description_key: code }))
  await unit.tx.query(sql`
    insert into permissions (code, scope, description_key)
    select * from ${rowSet('p', { code: 'text', scope: 'text', description_key: 'text' }, rows)}
    on conflict do nothing`)
}

async function seedRoles(unit: Unit<HqTx>, ids: Ids): Promise<void> {
  for (const [code, role] of Object.entries(BUILTIN_ROLES)) {
    const id = ids.next()
    await unit.tx.insert('roles', [{ ...newRef(unit), id, code, name: role.name, scope: role.scope, isBuiltin: true }])
    await unit.tx.insert(
      'rolePermissions',
      role.permissions.map((permissionCode) => ({ roleId: id, scope: role.scope, permissionCode })),
      { tenantId: unit.tenantId },
    )
    unit.tx.touch('role', id)
  }
}
