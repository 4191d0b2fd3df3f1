import { DomainError, type Unit } from '@pos/core'
import type { StoreTx } from '@pos/db'
import { approvalFault, rightToApprove, type ApprovalAction } from '@pos/domain'
import { sha256 } from '@pos/server-kit'
import type { ApprovalDecision, ErrorCode, UserId } from '@pos/shared-types'
import { identityOrRefuse } from '../../identity.ts'
import type { StoreNeeds } from '../../needs.ts'
import { addToOutbox } from '../../outbox.ts'
import { auditDecision } from './audit.ts'
import {
  findApproval,
  requestIn,
  rightsAt,
  stateAt,
  storeDecision,
  type StoredApproval,
} from '../../consent/approval-repository.ts'

type Needs = Pick<StoreNeeds, 'identity' | 'ids' | 'mark'>
export type ApprovalEvent = 'approval.requested' | 'approval.decided'
type Decided = Pick<ApprovalDecision, 'state' | 'deciderId' | 'method'>

/**
 * What is wrong with a decision. It was taken by whoever asked, for another act, too late, or by somebody who had not
 * the right to approve and the right of the act itself when he took it.
 */
export function decisionFault(tx: StoreTx, stored: StoredApproval, decision: ApprovalDecision): ErrorCode | undefined {
  if (decision.state !== 'approved') return undefined
  const request = requestIn(stored)
  const fault = approvalFault({ request, decision }, sha256)
  if (fault) return fault
  const may = rightsAt(tx, decision.deciderId, request.storeId, decision.decidedAt)
  const right = rightToApprove({ action: request.action as ApprovalAction, partId: request.partId })
  return may('pos:approve') && may(right) ? undefined : 'APPROVAL_INVALID'
}

/** Decides a request of this store server and tells head office. */
async function decide(unit: Unit<StoreTx>, needs: Needs, id: string, { state, deciderId, method }: Decided) {
  const stored = openRequest(unit, id)
  const decision: ApprovalDecision = {
    id,
    storeId: stored.storeId,
    actionHash: stored.actionHash,
    state,
    deciderId,
    method,
    decidedAt: unit.at,
  }
  if (state !== 'cancelled' && deciderId === stored.requestedById) throw new DomainError('APPROVAL_SELF')
  const fault = decisionFault(unit.tx, stored, decision)
  if (fault) throw new DomainError(fault)
  if (!storeDecision(unit.tx, decision)) throw new DomainError('STATE_NOT_ALLOWED', { state: stored.state })
  tellApproval(unit, needs, 'approval.decided', 2, decision)
  await auditDecision(unit, stored, decision)
  return { id, state, expiresAt: stored.expiresAt }
}

/** Approves or refuses in the back office. */
export function decideRemotely(unit: Unit<StoreTx>, needs: Needs, id: string, deciderId: UserId, isApproved: boolean) {
  return decide(unit, needs, id, { state: isApproved ? 'approved' : 'rejected', deciderId, method: 'remote' })
}

/** Withdraws a request; only whoever made it may. */
export function cancel(unit: Unit<StoreTx>, needs: Needs, id: string, userId: UserId) {
  if (openRequest(unit, id).requestedById !== userId) throw new DomainError('NOT_FOUND')
  return decide(unit, needs, id, { state: 'cancelled', deciderId: userId, method: null })
}

/** Sends an event of an approval up, in the order in which things happened to it, and tells the pages. */
export function tellApproval(
  unit: Unit<StoreTx>,
  { identity, ids, mark }: Needs,
  type: ApprovalEvent,
  aggregateSeq: number,
  fact: { readonly id: string },
): void {
  addToOutbox(unit, identityOrRefuse(identity()).lineage, {
    eventId: ids.next(),
    type,
    aggregateType: 'approval',
    aggregateId: fact.id,
    aggregateSeq,
    hlc: mark(unit.at),
    payload: JSON.stringify(fact),
  })
  announce(unit, type, fact.id)
}

/** Tells whoever looks at approvals that there is something new. */
export function announce(unit: Unit<StoreTx>, type: ApprovalEvent, approvalId: string): void {
  const name = type === 'approval.requested' ? 'approval:requested' : 'approval:decided'
  unit.emitAfterCommit({ name, payload: { approvalId } })
}

function openRequest(unit: Unit<StoreTx>, id: string): StoredApproval {
  const stored = findApproval(unit.tx, id)
  if (!stored) throw new DomainError('NOT_FOUND')
  const state = stateAt(stored, unit.at)
  if (state === 'expired') throw new DomainError('APPROVAL_EXPIRED')
  if (state !== 'pending') throw new DomainError('STATE_NOT_ALLOWED', { state })
  return stored
}
