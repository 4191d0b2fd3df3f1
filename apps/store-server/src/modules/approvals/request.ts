import { DomainError, type Unit } from '@pos/core'
import type { StoreTx } from '@pos/db'
import { actHash, approvalLifeMs, isApprovableRule, mayBeRemote, type ApprovalAct } from '@pos/domain'
import { sha256, type CataloguePolicies } from '@pos/server-kit'
import { PERMISSIONS, type ApprovalRequest, type BodyOf, type requestApproval, type UserId } from '@pos/shared-types'
import { approvalsFor, insertRequest, stateAt } from '../../consent/approval-repository.ts'
import { identityOrRefuse } from '../../identity.ts'
import type { StoreNeeds } from '../../needs.ts'
import { cancel, tellApproval } from './decide.ts'

type Asked = BodyOf<typeof requestApproval>['acts'][number]

/**
 * Asks the back office to consent to exactly these acts: one request for each, bound to its hash. What the same person had
 * open for the same sale is withdrawn, so that nobody decides what she waits for no more.
 *
 * @throws DomainError VALIDATION_FAILED for what nobody can consent to, APPROVAL_IN_PLACE for what head office lets nobody
 *   approve from another place
 */
export async function requestApprovals(
  unit: Unit<StoreTx>,
  needs: StoreNeeds & { readonly policiesOf: CataloguePolicies },
  userId: UserId,
  asked: readonly Asked[],
): Promise<ApprovalRequest[]> {
  refuseUnknown(asked)
  const { approvals } = needs.policiesOf(unit.tx.catalog, unit.tenantId)
  if (!asked.every(({ act }) => mayBeRemote(approvals, act.action))) throw new DomainError('APPROVAL_IN_PLACE')
  for (const saleId of new Set(asked.map(({ act }) => act.subjectId))) await withdrawOpen(unit, needs, saleId, userId)
  const { storeId } = identityOrRefuse(needs.identity())
  const { 'approvals.till_ttl_s': ttlS } = needs.settings(unit.tx.catalog, unit.tenantId, { storeId })
  const actions = asked.map(({ act }) => act.action)
  const expiresAt = unit.at + approvalLifeMs(approvals, actions, ttlS)
  const requests = asked.map(({ act, reason }): ApprovalRequest => ({
    id: needs.ids.next(),
    storeId,
    deviceId: unit.deviceId ?? null,
    ...act,
    actionHash: actHash(act, sha256),
    reason,
    requestedById: userId,
    requestedAt: unit.at,
    expiresAt,
  }))
  for (const request of requests) {
    insertRequest(unit, request)
    tellApproval(unit, needs, 'approval.requested', 1, request)
  }
  return requests
}

function refuseUnknown(asked: readonly Asked[]): void {
  const isKnown = (action: string): action is ApprovalAct['action'] =>
    isApprovableRule(action) || PERMISSIONS.some((permission) => permission === action)
  const hashes = new Set(asked.map(({ act }) => actHash(act, sha256)))
  if (hashes.size < asked.length || !asked.every(({ act }) => isKnown(act.action)))
    throw new DomainError('VALIDATION_FAILED')
}

async function withdrawOpen(unit: Unit<StoreTx>, needs: StoreNeeds, saleId: string, userId: UserId): Promise<void> {
  for (const stored of approvalsFor(unit.tx, saleId)) {
    const isOpen = stateAt(stored, unit.at) === 'pending' && stored.requestedById === userId
    if (isOpen) await cancel(unit, needs, stored.id, userId)
  }
}
