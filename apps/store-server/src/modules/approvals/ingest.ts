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
import { decisionFault } from './decide.ts'

type Needs = Pick<StoreNeeds, 'identity'>

/**
 * Takes what was asked and decided at tills. A decision that does not hold is not kept as consent: the sale that leans on
 * it is flagged when it comes.
 */
export function approvalIngest({ identity }: Needs): readonly EventHandler<StoreTx>[] {
  const forward = (unit: Unit<StoreTx>, event: ReceivedEvent<unknown>) => {
    const { eventId, type, aggregateId, aggregateSeq, hlc, payload } = event
    const { lineage } = identityOrRefuse(identity())
    addToOutbox(unit, lineage, { eventId, type, aggregateType: 'approval', aggregateId, aggregateSeq, hlc, payload })
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
          forward(unit, event)
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
          forward(unit, event)
        }
        return codes
      },
    }),
  ]
}

async function recordDecision(unit: Unit<StoreTx>, decision: ApprovalDecision): Promise<ErrorCode | undefined> {
  const stored = findApproval(unit.tx, decision.id)
  if (!stored) return 'APPROVAL_INVALID'
  const found = decisionFault(unit.tx, stored, decision)
  const fault = found ?? (storeDecision(unit.tx, decision) ? undefined : 'APPROVAL_INVALID')
  await auditDecision(unit, stored, decision, fault)
  return fault
}
