import { DomainError, type Unit } from '@pos/core'
import type { HqTx } from '@pos/db'
import { changedFields, recordAudit } from '@pos/server-kit'
import type { BodyOf, RegisterId, RegisterView, saveRegister as saveCommand, TenantId } from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import { codeTaken } from '../../unique-violation.ts'
import { storeOrRefuse } from './store-service.ts'

const VIEW = sql`select id, store_id as "storeId", code, name, kind, status from registers`

export async function listRegisters(tx: HqTx, tenantId: TenantId): Promise<RegisterView[]> {
  return await tx.query<RegisterView>(
    sql`${VIEW} where tenant_id = ${tenantId} and deleted_at is null order by store_id, code`,
  )
}

/**
 * Adds a register, or changes its name and state.
 *
 * @throws DomainError IN_USE when it belongs to another store: a register never moves, its numbers are that store's
 */
export async function saveRegister(
  unit: Unit<HqTx>,
  id: RegisterId,
  input: BodyOf<typeof saveCommand>,
): Promise<RegisterView> {
  await storeOrRefuse(unit, input.storeId)
  const status = input.status ?? 'active'
  const [before] = await unit.tx.query<RegisterView>(sql`${VIEW} where tenant_id = ${unit.tenantId} and id = ${id}`)
  const saved = await codeTaken(input.code, () =>
    unit.tx.query(sql`
      insert into registers (tenant_id, id, store_id, code, name, kind, status, revision, created_at, updated_at, updated_by_id)
      values (${unit.tenantId}, ${id}, ${input.storeId}, ${input.code}, ${input.name}, ${input.kind}, ${status}, 1,
        ${unit.tx.fragments.instant(unit.at)}, ${unit.tx.fragments.instant(unit.at)}, ${unit.userId ?? null})
      on conflict (tenant_id, id) do update set code = excluded.code, name = excluded.name, kind = excluded.kind,
        status = excluded.status, revision = registers.revision + 1, updated_at = excluded.updated_at,
        updated_by_id = excluded.updated_by_id
      where registers.store_id = excluded.store_id returning id`),
  )
  if (saved.length === 0) throw new DomainError('IN_USE', { what: 'another_store' })
  unit.tx.touch('register', id, 'U', input.storeId)
  const after = { id, storeId: input.storeId, code: input.code, name: input.name, kind: input.kind, status }
  const changed = changedFields(before, after, ['code', 'name', 'kind', 'status'])
  await recordAudit(
    { ...unit, storeId: input.storeId },
    { category: 'system', action: 'registers.save', entityId: id, ...changed },
  )
  return after
}
