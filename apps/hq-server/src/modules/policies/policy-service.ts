import { DomainError, type Unit } from '@pos/core'
import type { HqTx } from '@pos/db'
import { isSound } from '@pos/domain'
import { recordAudit, ValidationError } from '@pos/server-kit'
import type { BodyOf, savePolicy as saveCommand } from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import { newRef } from '../../ref-columns.ts'
import { codeTaken } from '../../unique-violation.ts'

type PolicyInput = BodyOf<typeof saveCommand>

/**
 * Adds or changes an access policy. It holds at once here, and in every store and till with the next pull.
 *
 * @throws DomainError CODE_TAKEN, REVISION_CONFLICT
 * @throws ValidationError for a condition whose operator or value does not fit its attribute
 */
export async function savePolicy(unit: Unit<HqTx>, id: string, input: PolicyInput): Promise<void> {
  const wrong = input.rules.flatMap((rule, index) =>
    isSound(rule) ? [] : [{ path: `body.rules.${index}.value`, problem: 'not_allowed' as const }],
  )
  if (wrong.length > 0) throw new ValidationError(wrong)
  const { code, name, action, effect, isActive, revision } = input
  const row = { id, code, name, action, effect, isActive }
  if (revision === 0) await codeTaken(code, () => unit.tx.insert('accessPolicies', [{ ...newRef(unit), ...row }]))
  else await codeTaken(code, () => updatePolicy(unit, id, input))
  await replaceParts(unit, id, input)
  unit.tx.touch('access_policy', id)
  await recordAudit(unit, {
    category: 'permission',
    action: 'policies.save',
    entity: 'access_policy',
    entityId: id,
    after: {
      code,
      name,
      action,
      effect,
      isActive,
      rules: JSON.stringify(input.rules),
      targets: JSON.stringify(input.targets),
    },
  })
}

/**
 * Deletes a policy; its row stays, out of force.
 *
 * @throws DomainError NOT_FOUND
 */
export async function removePolicy(
  unit: Unit<HqTx>,
  table: 'access_policies' | 'approval_policies',
  id: string,
): Promise<{ id: string }> {
  const { tx, tenantId, at, userId } = unit
  const freed = table === 'access_policies' ? sql`, code = code || ':' || id` : sql``
  const removed = await tx.query(sql`
    update ${sql.identifier(table)} set deleted_at = ${tx.fragments.instant(at)}, revision = revision + 1,
      updated_by_id = ${userId ?? null} ${freed}
    where tenant_id = ${tenantId} and id = ${id} and deleted_at is null returning id`)
  if (removed.length === 0) throw new DomainError('NOT_FOUND')
  const entity = table === 'access_policies' ? 'access_policy' : 'approval_policy'
  tx.touch(entity, id)
  const action = table === 'access_policies' ? 'policies.delete' : 'approval-policies.delete'
  await recordAudit(unit, { category: 'permission', action, entity, entityId: id })
  return { id }
}

async function updatePolicy(unit: Unit<HqTx>, id: string, input: PolicyInput): Promise<void> {
  const { tx, tenantId, at, userId = null } = unit
  const updated = await tx.query(sql`
    update access_policies set code = ${input.code}, name = ${input.name}, action = ${input.action},
      effect = ${input.effect}, is_active = ${input.isActive}, revision = revision + 1,
      updated_at = ${tx.fragments.instant(at)}, updated_by_id = ${userId}
    where tenant_id = ${tenantId} and id = ${id} and revision = ${input.revision} and deleted_at is null returning id`)
  if (updated.length === 0) throw new DomainError('REVISION_CONFLICT')
}

async function replaceParts({ tx, tenantId }: Unit<HqTx>, policyId: string, input: PolicyInput): Promise<void> {
  await tx.query(sql`delete from access_rules where tenant_id = ${tenantId} and policy_id = ${policyId}`)
  await tx.query(sql`delete from access_policy_targets where tenant_id = ${tenantId} and policy_id = ${policyId}`)
  const rules = input.rules.map((rule, index) => ({ policyId, lineNo: index + 1, ...rule }))
  if (rules.length > 0) await tx.insert('accessRules', rules, { tenantId })
  const targets = input.targets.map((target) => ({ policyId, ...target }))
  if (targets.length > 0) await tx.insert('accessPolicyTargets', targets, { tenantId })
}
