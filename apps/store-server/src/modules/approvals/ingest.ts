import type { Unit } from '@pos/core'
import type { StoreTx } from '@pos/db'
import { factReader } from '@pos/server-kit'
import { ApprovalDecision, ApprovalRequest, type ErrorCode, type EventId } from '@pos/shared-types'
import { anyFact, type EventHandler, type ReceivedEvent } from '@pos/sync-engine'
import { identityOrRefuse } from '../../identity.ts'
import type { StoreNeeds } from '../../needs.ts'
import { addToOutbox } from '../../outbox.ts'
import { auditDecision } from './audit.ts'
import { findApproval, insertRequest, storeDecision } from '../../consent/approval-repository.ts'
import { announce, decisionFault, type ApprovalEvent } from './decide.ts'

type Needs = Pick<StoreNeeds, 'identity'>

/**
 * Takes what was asked and decided at tills. A decision that does not hold is not kept as consent: the sale that leans on
 * it is flagged when it comes.
 */
export function approvalIngest({ identity }: Needs): readonly EventHandler<StoreTx>[] {
  const forward = (unit: Unit<StoreTx>, type: ApprovalEvent, event: ReceivedEvent<unknown>) => {
    const { eventId, aggregateId, aggregateSeq, hlc, payload } = event
    const { lineage } = identityOrRefuse(identity())
    addToOutbox(unit, lineage, { eventId, type, aggregateType: 'approval', aggregateId, aggregateSeq, hlc, payload })
    announce(unit, type, aggregateId)
  }
  return [
    anyFact<StoreTx, ApprovalRequest>({
      type: 'approval.requested',
      schema: 1,
      read: factReader(ApprovalRequest),
      storeOf: (fact) => fact.storeId,
      apply: (unit, events) => {
        for (const event of events) {
          insertRequest(unit, event.fact)
          forward(unit, 'approval.requested', event)
        }
      },
    }),
    anyFact<StoreTx, ApprovalDecision>({
      type: 'approval.decided',
      schema: 1,
      read: factReader(ApprovalDecision),
      storeOf: (fact) => fact.storeId,
      apply: async (unit, events) => {
        const codes = new Map<EventId, ErrorCode[]>()
        for (const event of events) {
          const fault = await recordDecision(unit, event.fact)
          if (fault) codes.set(event.eventId, [fault])
          forward(unit, 'approval.decided', event)
        }
        return codes
      },
    }),
  ]
}

/** From another place only the store server itself decides. */
function isOfTill({ state, method }: ApprovalDecision): boolean {
  return state !== 'approved' || method === 'pin' || method === 'badge'
}

async function recordDecision(unit: Unit<StoreTx>, decision: ApprovalDecision): Promise<ErrorCode | undefined> {
  const stored = findApproval(unit.tx, decision.id)
  if (!stored) return 'APPROVAL_INVALID'
  const found = isOfTill(decision) ? decisionFault(unit.tx, stored, decision) : 'APPROVAL_INVALID'
  const fault = found ?? (storeDecision(unit.tx, decision) ? undefined : 'APPROVAL_INVALID')
  await auditDecision(unit, stored, decision, fault)
  return fault
}
