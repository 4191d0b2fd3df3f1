import { DomainError, type Unit } from '@pos/core'
import type { HqTx } from '@pos/db'
import type { BodyOf, RoleView, saveRole as saveCommand } from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import { newRef } from '../../ref-columns.ts'
import { codeTaken } from '../../unique-violation.ts'
import { findRole } from './role-repository.ts'

type RoleInput = BodyOf<typeof saveCommand>

/**
 * Adds a role of the company, or changes one. Every store gets it with its next pull.
 *
 * @throws DomainError CODE_TAKEN, REVISION_CONFLICT
 */
export async function saveRole(unit: Unit<HqTx>, id: string, input: RoleInput): Promise<RoleView> {
  if (input.revision === 0) await insertRole(unit, id, input)
  else await updateRole(unit, id, input)
  await unit.tx.insert(
    'rolePermissions',
    input.permissions.map((permissionCode) => ({ roleId: id, scope: input.scope, permissionCode })),
    { tenantId: unit.tenantId },
  )
  unit.tx.touch('role', id)
  return roleOrRefuse(unit, id)
}

/** Deletes a role. Its row stays, for what was granted by it. */
export async function deleteRole(unit: Unit<HqTx>, { id }: RoleView): Promise<{ id: string }> {
  await unit.tx.query(sql`
    update roles set deleted_at = ${unit.tx.fragments.instant(unit.at)}, code = code || ':' || id,
      revision = revision + 1, updated_by_id = ${unit.userId ?? null}
    where tenant_id = ${unit.tenantId} and id = ${id}`)
  unit.tx.touch('role', id)
  return { id }
}

export async function roleOrRefuse(unit: Unit<HqTx>, id: string): Promise<RoleView> {
  const role = await findRole(unit.tx, unit.tenantId, id)
  if (!role) throw new DomainError('NOT_FOUND')
  return role
}

async function insertRole(unit: Unit<HqTx>, id: string, input: RoleInput): Promise<void> {
  const { code, name, scope, description } = input
  await codeTaken(code, () =>
    unit.tx.insert('roles', [{ ...newRef(unit), id, code, name, scope, description, isBuiltin: false }]),
  )
}

async function updateRole(unit: Unit<HqTx>, id: string, input: RoleInput): Promise<void> {
  const { tx, tenantId, at, userId = null } = unit
  const updated = await codeTaken(input.code, () =>
    tx.query(sql`
      update roles set code = ${input.code}, name = ${input.name}, description = ${input.description},
        revision = revision + 1, updated_at = ${tx.fragments.instant(at)}, updated_by_id = ${userId}
      where tenant_id = ${tenantId} and id = ${id} and revision = ${input.revision} and deleted_at is null
      returning id`),
  )
  if (updated.length === 0) throw new DomainError('REVISION_CONFLICT')
  await tx.query(sql`delete from role_permissions where tenant_id = ${tenantId} and role_id = ${id}`)
}
