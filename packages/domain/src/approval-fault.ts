import type { Approval, ErrorCode, Instant, UserId } from '@pos/shared-types'
import {
  actHash,
  actsOf,
  isDoneInCart,
  NO_LIMIT,
  type ActLimits,
  type ActSource,
  type ApprovalAction,
} from './approval-act.ts'
import type { Sha256 } from './receipt-chain.ts'
import { LONGEST_APPROVAL_MS } from './access/approval-life.ts'

/** How far the clock of a till may be from that of its store for consent from the one to count at the other. */
export const CLOCKS_APART_MS = 60_000

/**
 * What is wrong with a consent by itself: made by whoever asked, for another act than its words say, or too late.
 * Whether its giver had the right to give it only a node with the rights can say.
 */
export function approvalFault({ request, decision }: Approval, sha256: Sha256): ErrorCode | undefined {
  if (decision.deciderId === request.requestedById) return 'APPROVAL_SELF'
  const isOne = request.id === decision.id && request.storeId === decision.storeId
  const isSame = request.actionHash === decision.actionHash && actHash(asAct(request), sha256) === request.actionHash
  if (!isOne || !isSame || decision.state !== 'approved') return 'APPROVAL_INVALID'
  const { requestedAt, expiresAt } = request
  const isInTime = requestedAt <= decision.decidedAt && decision.decidedAt <= expiresAt
  return isInTime && expiresAt - requestedAt <= LONGEST_APPROVAL_MS ? undefined : 'APPROVAL_EXPIRED'
}

/** A sale that is about to be made or was made, as consent to parts of it is judged by. */
export type ApprovedSale = ActSource & { readonly sellerId: UserId | null; readonly completedAt: Instant }

/**
 * What is wrong with a consent that is shown for this sale: one that is good in itself may be for another sale, another
 * line, amount or rate, or may have run out before the sale was completed. Limits do not matter: consent to what needed
 * none does no harm, and limits change. Consent from another place was given by the store's clock and used by the till's.
 */
export function misfit(approval: Approval, source: ApprovedSale, sha256: Sha256): ErrorCode | undefined {
  const fault = approvalFault(approval, sha256)
  if (fault) return fault
  const { request, decision } = approval
  if (decision.deciderId === source.sellerId) return 'APPROVAL_SELF'
  const hashes = actsOf(request.action as ApprovalAction, source, NO_LIMIT).map((each) => actHash(each, sha256))
  if (request.subjectId !== source.sale.id || !hashes.includes(request.actionHash)) return 'APPROVAL_INVALID'
  const apartMs = decision.method === 'remote' ? CLOCKS_APART_MS : 0
  if (decision.decidedAt > source.completedAt + apartMs) return 'APPROVAL_INVALID'
  const isTooLate = !isDoneInCart(request.action) && source.completedAt > request.expiresAt + apartMs
  return isTooLate ? 'APPROVAL_EXPIRED' : undefined
}

/** Whether there is consent to every act of the sale that `action` is about. */
export function isCovered(
  action: ApprovalAction,
  approvals: readonly Approval[],
  source: ApprovedSale,
  limits: ActLimits,
  sha256: Sha256,
): boolean {
  const given = new Set(
    approvals
      .filter((each) => each.request.action === action && misfit(each, source, sha256) === undefined)
      .map(({ request }) => request.actionHash),
  )
  const acts = actsOf(action, source, limits)
  return acts.length > 0 && acts.every((each) => given.has(actHash(each, sha256)))
}

function asAct({ action, subjectType, subjectId, partId, quantityMilli, amountMinor, ratePpm }: Approval['request']) {
  return { action, subjectType, subjectId, partId, quantityMilli, amountMinor, ratePpm }
}
