import type { Unit } from '@pos/core'
import type { HqTx } from '@pos/db'
import { approvalFault, rightToApprove, type ApprovalAction } from '@pos/domain'
import { factReader, sha256 } from '@pos/server-kit'
import { ApprovalDecision, ApprovalRequest, type ErrorCode, type EventId } from '@pos/shared-types'
import { anyFact, type EventHandler } from '@pos/sync-engine'
import { findSale } from '../sales/lists.ts'
import { findApproval, hadRights, insertRequests, storeDecision, useApprovals } from './approval-repository.ts'

/** Takes what was asked and decided in stores, judged as the store judges it. */
export function approvalIngest(): readonly EventHandler<HqTx>[] {
  return [
    anyFact<HqTx, ApprovalRequest>({
      type: 'approval.requested',
      schema: 1,
      read: factReader(ApprovalRequest),
      storeOf: (fact) => fact.storeId,
      apply: (unit, events) =>
        insertRequests(
          unit,
          events.map(({ fact }) => fact),
        ),
    }),
    anyFact<HqTx, ApprovalDecision>({
      type: 'approval.decided',
      schema: 1,
      read: factReader(ApprovalDecision),
      storeOf: (fact) => fact.storeId,
      apply: async (unit, events) => {
        const codes = new Map<EventId, ErrorCode[]>()
        for (const { eventId, fact } of events) {
          const fault = await recordDecision(unit, fact)
          if (fault) codes.set(eventId, [fault])
        }
        return codes
      },
    }),
  ]
}

/** The sale may have come before: events of different aggregates keep no order among each other. */
async function recordDecision(unit: Unit<HqTx>, decision: ApprovalDecision): Promise<ErrorCode | undefined> {
  const stored = await findApproval(unit, decision.id)
  if (!stored) return 'APPROVAL_INVALID'
  const { state: _, approverId, method, decidedAt, ...request } = stored
  if (decision.state === 'approved') {
    const fault = approvalFault({ request, decision }, sha256)
    if (fault) return fault
    const right = rightToApprove({ action: request.action as ApprovalAction, partId: request.partId })
    const rights = ['pos:approve', right]
    const { deciderId, decidedAt: at } = decision
    if (!(await hadRights(unit, deciderId, request.storeId, at, rights))) return 'APPROVAL_INVALID'
  }
  await storeDecision(unit, decision)
  const sale = await findSale(unit.tx, unit.tenantId, request.subjectId)
  if (sale) await useApprovals(unit, [sale])
  return undefined
}
