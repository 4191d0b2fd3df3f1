import { DomainError, type Ids, type Unit } from '@pos/core'
import type { HqTx } from '@pos/db'
import { checkSetting, recordAudit } from '@pos/server-kit'
import type { BodyOf, RegisterId, ResponseOf, StoreId, saveSetting as saveCommand } from '@pos/shared-types'
import { sql } from 'drizzle-orm'

type Input = BodyOf<typeof saveCommand>
type Saved = ResponseOf<typeof saveCommand>

/**
 * Sets a value at one level. The store and register named must fit the level.
 *
 * @throws DomainError SETTING_UNKNOWN, VALIDATION_FAILED, NOT_FOUND
 */
export async function saveSetting(unit: Unit<HqTx>, ids: Ids, key: string, input: Input): Promise<Saved> {
  checkSetting(key, input.level, input.value)
  const storeId = input.level === 'company' ? null : (input.storeId ?? null)
  const registerId = input.level === 'register' ? (input.registerId ?? null) : null
  if ((input.level !== 'company' && storeId === null) || (input.level === 'register' && registerId === null)) {
    throw new DomainError('VALIDATION_FAILED')
  }
  if (registerId !== null) await registerOrRefuse(unit, registerId, storeId)
  const [before] = await unit.tx.query<{ value: unknown }>(sql`
    select value from settings where tenant_id = ${unit.tenantId} and key = ${key} and level = ${input.level}
      and store_id is not distinct from ${storeId}::uuid and register_id is not distinct from ${registerId}::uuid`)
  const now = unit.tx.fragments.instant(unit.at)
  const [saved] = await unit.tx.query<{ id: string }>(sql`
    insert into settings (tenant_id, id, key, level, store_id, register_id, value, revision, created_at, updated_at, updated_by_id)
    values (${unit.tenantId}, ${ids.next()}, ${key}, ${input.level}, ${storeId}, ${registerId},
      ${JSON.stringify(input.value)}::jsonb, 1, ${now}, ${now}, ${unit.userId ?? null})
    on conflict (tenant_id, key, level, store_id, register_id) do update set value = excluded.value,
      revision = settings.revision + 1, updated_at = excluded.updated_at, updated_by_id = excluded.updated_by_id
    returning id`)
  if (!saved) throw new DomainError('NOT_FOUND')
  unit.tx.touch('setting', saved.id, 'U', storeId ?? undefined)
  await recordAudit(unit, {
    category: 'system',
    action: 'settings.save',
    entityId: key,
    before,
    after: { value: input.value, level: input.level, storeId, registerId },
  })
  unit.emitAfterCommit({ name: 'setting:changed', payload: { key, level: input.level } })
  return { key, level: input.level, storeId, registerId, value: input.value }
}

async function registerOrRefuse({ tx, tenantId }: Unit<HqTx>, id: RegisterId, storeId: StoreId | null): Promise<void> {
  const found = await tx.query(sql`
    select id from registers where tenant_id = ${tenantId} and id = ${id} and store_id = ${storeId} and deleted_at is null`)
  if (found.length === 0) throw new DomainError('NOT_FOUND')
}
