import { DomainError, type Unit } from '@pos/core'
import type { HqTx } from '@pos/db'
import { recordAudit } from '@pos/server-kit'
import type { BodyOf, saveApprovalPolicy as saveCommand } from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import { newRef } from '../../ref-columns.ts'
import { codeTaken } from '../../unique-violation.ts'

type ApprovalInput = BodyOf<typeof saveCommand>

/**
 * Says who approves an act, and above what it needs that. There is one answer for each act and threshold.
 *
 * @throws DomainError CODE_TAKEN, REVISION_CONFLICT
 */
export async function saveApproval(unit: Unit<HqTx>, id: string, input: ApprovalInput): Promise<void> {
  const { revision, ...row } = input
  if (revision === 0) {
    await codeTaken(input.action, () => unit.tx.insert('approvalPolicies', [{ ...newRef(unit), id, ...row }]))
  } else await codeTaken(input.action, () => updateApproval(unit, id, input))
  unit.tx.touch('approval_policy', id)
  await recordAudit(unit, {
    category: 'permission',
    action: 'approval-policies.save',
    entity: 'approval_policy',
    entityId: id,
    after: row,
  })
}

async function updateApproval(unit: Unit<HqTx>, id: string, input: ApprovalInput): Promise<void> {
  const { tx, tenantId, at, userId = null } = unit
  const updated = await tx.query(sql`
    update approval_policies set action = ${input.action}, permission_code = ${input.permissionCode},
      threshold_minor = ${input.thresholdMinor}, threshold_ppm = ${input.thresholdPpm},
      can_be_remote = ${input.canBeRemote}, ttl_s = ${input.ttlS}, revision = revision + 1,
      updated_at = ${tx.fragments.instant(at)}, updated_by_id = ${userId}
    where tenant_id = ${tenantId} and id = ${id} and revision = ${input.revision} and deleted_at is null returning id`)
  if (updated.length === 0) throw new DomainError('REVISION_CONFLICT')
}
