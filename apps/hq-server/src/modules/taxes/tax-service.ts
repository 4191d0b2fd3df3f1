import { DomainError, type Ids, type Unit } from '@pos/core'
import type { HqTx } from '@pos/db'
import { recordAudit } from '@pos/server-kit'
import {
  basisPoints,
  type BodyOf,
  type ResponseOf,
  type saveTaxGroup as saveGroupCommand,
  type saveTaxRate as saveRateCommand,
} from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import { newRef } from '../../ref-columns.ts'
import { codeTaken, onceOnly } from '../../unique-violation.ts'

type Rate = ResponseOf<typeof saveRateCommand>
type RateInput = BodyOf<typeof saveRateCommand>
type Group = ResponseOf<typeof saveGroupCommand>
type GroupInput = BodyOf<typeof saveGroupCommand>

/**
 * Adds a rate or a new start date of one. A start date that exists is never changed.
 *
 * @throws DomainError TAX_RATE_FIXED, VALIDATION_FAILED when the value does not fit the kind
 */
export async function saveTaxRate(unit: Unit<HqTx>, ids: Ids, input: RateInput): Promise<Rate> {
  const value = valueOf(input)
  const [existing] = await unit.tx.query(sql`
    select id from tax_rates
    where tenant_id = ${unit.tenantId} and code = ${input.code} and valid_from_on = ${input.validFromOn}`)
  if (existing) throw new DomainError('TAX_RATE_FIXED')
  const id = ids.next()
  const row = { id, code: input.code, name: input.name, kind: input.kind, validFromOn: input.validFromOn, ...value }
  await onceOnly(
    () => unit.tx.insert('taxRates', [{ ...newRef(unit), ...row }]),
    (cause) => new DomainError('TAX_RATE_FIXED', {}, { cause }),
  )
  unit.tx.touch('tax_rate', id)
  await recordAudit(unit, { category: 'catalogue', action: 'taxes.save-rate', entityId: id, after: input })
  return {
    id,
    code: input.code,
    name: input.name,
    kind: input.kind,
    validFromOn: input.validFromOn,
    rateBp: input.rateBp ?? null,
    amountMinor: value.amountMinor,
    perMilli: value.perMilli,
  }
}

function valueOf(input: RateInput) {
  if (input.kind === 'percent') {
    if (input.rateBp === undefined) throw new DomainError('VALIDATION_FAILED')
    return { ratePpm: ratePpm(input.rateBp), amountMinor: null, perMilli: null }
  }
  if (input.amountMinor === undefined) throw new DomainError('VALIDATION_FAILED')
  return { ratePpm: null, amountMinor: input.amountMinor, perMilli: input.perMilli ?? 1000 }
}

function ratePpm(bp: number) {
  try {
    return basisPoints(bp)
  } catch (error) {
    throw new DomainError('VALIDATION_FAILED', {}, { cause: error })
  }
}

/**
 * Adds or changes a group: which rates it carries in each zone, in order.
 *
 * @throws DomainError CODE_TAKEN, NOT_FOUND when a rate or zone does not exist: a till would tax with nothing
 */
export async function saveTaxGroup(unit: Unit<HqTx>, id: string, input: GroupInput): Promise<Group> {
  await refuseUnknownRates(
    unit,
    input.rates.map((rate) => rate.taxRateCode),
  )
  const now = unit.tx.fragments.instant(unit.at)
  const before = await groupOf(unit, id)
  await codeTaken(input.code, () =>
    unit.tx.query(sql`
      insert into tax_groups (tenant_id, id, code, name, revision, created_at, updated_at, updated_by_id)
      values (${unit.tenantId}, ${id}, ${input.code}, ${input.name}, 1, ${now}, ${now}, ${unit.userId ?? null})
      on conflict (tenant_id, id) do update set code = excluded.code, name = excluded.name,
        revision = tax_groups.revision + 1, updated_at = excluded.updated_at, updated_by_id = excluded.updated_by_id`),
  )
  await unit.tx.query(sql`delete from tax_group_rates where tenant_id = ${unit.tenantId} and tax_group_id = ${id}`)
  if (input.rates.length > 0) {
    await unit.tx.insert('taxGroupRates', input.rates, { tenantId: unit.tenantId, taxGroupId: id })
  }
  unit.tx.touch('tax_group', id)
  await recordAudit(unit, {
    category: 'catalogue',
    action: 'taxes.save-group',
    entityId: id,
    before,
    after: { code: input.code, name: input.name, rates: input.rates.map((rate) => rate.taxRateCode) },
  })
  return { id, ...input }
}

type NotedGroup = { readonly code: string; readonly name: string; readonly rates: readonly string[] }

async function groupOf({ tx, tenantId }: Unit<HqTx>, id: string): Promise<NotedGroup | undefined> {
  const [group] = await tx.query<{ code: string; name: string }>(sql`
    select code, name from tax_groups where tenant_id = ${tenantId} and id = ${id}`)
  const rates = await tx.query<{ code: string }>(sql`
    select tax_rate_code as code from tax_group_rates
    where tenant_id = ${tenantId} and tax_group_id = ${id} order by tax_zone_id, position`)
  return group && { ...group, rates: rates.map(({ code }) => code) }
}

async function refuseUnknownRates({ tx, tenantId }: Unit<HqTx>, codes: readonly string[]): Promise<void> {
  const unknown = await tx.query(sql`
    select c.value from json_array_elements_text(${JSON.stringify(codes)}::json) c
    where not exists (select 1 from tax_rates r
      where r.tenant_id = ${tenantId} and r.code = c.value and r.deleted_at is null)`)
  if (unknown.length > 0) throw new DomainError('NOT_FOUND')
}
