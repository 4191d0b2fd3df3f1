import type { Unit } from '@pos/core'
import type { HqTx } from '@pos/db'
import { approvalFault, rightToApprove, type ApprovalAction } from '@pos/domain'
import { factReader, sha256 } from '@pos/server-kit'
import {
  ApprovalDecision,
  ApprovalRequest,
  type ErrorCode,
  type EventId,
  type SaleFact,
  type SaleId,
  type TenantId,
} from '@pos/shared-types'
import { anyFact, type EventHandler } from '@pos/sync-engine'
import {
  findApproval,
  hadRights,
  insertRequests,
  requestIn,
  storeDecision,
  useApprovals,
} from '../../consent/approval-repository.ts'

/** How the sales module finds a sale that is here already. */
export type FindSale = (tx: HqTx, tenantId: TenantId, id: SaleId) => Promise<SaleFact | undefined>

/** Takes what was asked and decided in stores, judged as the store judges it. */
export function approvalIngest(findSale: FindSale): readonly EventHandler<HqTx>[] {
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
          const fault = await recordDecision(unit, fact, findSale)
          if (fault) codes.set(eventId, [fault])
        }
        return codes
      },
    }),
  ]
}

/** The sale may have come before: events of different aggregates keep no order among each other. */
async function recordDecision(
  unit: Unit<HqTx>,
  decision: ApprovalDecision,
  findSale: FindSale,
): Promise<ErrorCode | undefined> {
  const stored = await findApproval(unit, decision.id)
  if (!stored) return 'APPROVAL_INVALID'
  const request = requestIn(stored)
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
