import type { Awaitable, Unit } from '@pos/core'
import type { StoreTx } from '@pos/db'
import { recordAudit } from '@pos/server-kit'
import type { ApprovalDecision, ErrorCode } from '@pos/shared-types'
import type { StoredApproval } from '../../consent/approval-repository.ts'

/** Leaves the entry of a decision: who asked, who decided, and on what. A decision that does not hold is one too. */
export function auditDecision(
  unit: Unit<StoreTx>,
  asked: StoredApproval,
  { state, deciderId, method, decidedAt }: ApprovalDecision,
  fault?: ErrorCode,
): Awaitable<void> {
  const { id, action, subjectType, subjectId, partId, amountMinor, ratePpm, requestedById } = asked
  const about = { action, subjectType, subjectId, partId, amountMinor, ratePpm }
  return recordAudit(unit, {
    category: 'permission',
    action: 'approvals.decide',
    outcome: fault ? 'denied' : 'ok',
    entity: 'approval',
    entityId: id,
    userId: requestedById,
    approverId: deciderId,
    after: { ...about, state, method, decidedAt, ...(fault && { code: fault }) },
  })
}
