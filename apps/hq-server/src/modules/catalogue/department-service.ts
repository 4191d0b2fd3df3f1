import { DomainError, type Unit } from '@pos/core'
import type { HqTx } from '@pos/db'
import { changedFields, recordAudit, ValidationError } from '@pos/server-kit'
import type { BodyOf, saveDepartment as saveCommand, TenantId, ResponseOf } from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import { codeTaken } from '../../unique-violation.ts'

type Department = ResponseOf<typeof saveCommand>

const VIEW = sql`
  select id, code, name, parent_id as "parentId", tax_group_id as "taxGroupId", revision from departments`

export async function listDepartments(tx: HqTx, tenantId: TenantId): Promise<Department[]> {
  return await tx.query<Department>(sql`${VIEW} where tenant_id = ${tenantId} and deleted_at is null order by code`)
}

/**
 * Adds or changes a department.
 *
 * @throws DomainError CODE_TAKEN, NOT_FOUND
 * @throws ValidationError when it would stand below itself
 */
export async function saveDepartment(
  unit: Unit<HqTx>,
  id: string,
  input: BodyOf<typeof saveCommand>,
): Promise<Department> {
  if (input.parentId !== undefined && (await isBelow(unit, input.parentId, id))) {
    throw new ValidationError([{ path: 'body.parentId', problem: 'not_allowed' }])
  }
  const before = await findDepartment(unit, id)
  await codeTaken(input.code, () =>
    unit.tx.query(sql`
      insert into departments (tenant_id, id, code, name, parent_id, tax_group_id, revision, created_at, updated_at, updated_by_id)
      values (${unit.tenantId}, ${id}, ${input.code}, ${input.name}, ${input.parentId ?? null}, ${input.taxGroupId ?? null}, 1,
        ${unit.tx.fragments.instant(unit.at)}, ${unit.tx.fragments.instant(unit.at)}, ${unit.userId ?? null})
      on conflict (tenant_id, id) do update set code = excluded.code, name = excluded.name, parent_id = excluded.parent_id,
        tax_group_id = excluded.tax_group_id, revision = departments.revision + 1, updated_at = excluded.updated_at,
        updated_by_id = excluded.updated_by_id`),
  )
  unit.tx.touch('department', id)
  const saved = await findDepartment(unit, id)
  if (!saved) throw new DomainError('NOT_FOUND')
  const changed = changedFields(before, saved, ['code', 'name', 'parentId', 'taxGroupId'])
  await recordAudit(unit, { category: 'catalogue', action: 'departments.save', entityId: id, ...changed })
  return saved
}

async function findDepartment({ tx, tenantId }: Unit<HqTx>, id: string): Promise<Department | undefined> {
  const [found] = await tx.query<Department>(sql`${VIEW} where tenant_id = ${tenantId} and id = ${id}`)
  return found
}

/** Whether `id` is `upper` or stands somewhere below it. */
async function isBelow({ tx, tenantId }: Unit<HqTx>, id: string, upper: string): Promise<boolean> {
  const found = await tx.query(sql`
    with recursive line as (
      select ${id}::uuid as id
      union
      select d.parent_id from departments d join line on d.id = line.id
      where d.tenant_id = ${tenantId} and d.parent_id is not null)
    select 1 as found from line where id = ${upper}`)
  return found.length > 0
}
