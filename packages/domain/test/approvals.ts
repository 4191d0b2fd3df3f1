import type { Approval, SaleFact } from '@pos/shared-types'
import { actHash, type ApprovalAct, type ApprovedSale } from '../src/index.ts'
import { sha256 } from './facts.ts'

export const approvedSale = (fact: SaleFact): ApprovedSale => ({
  ...fact,
  sellerId: fact.sale.userId,
  completedAt: fact.sale.completedAt,
})

/** Consent to an act by the manager, asked for by the cashier a minute before the sale of `facts.ts` is completed. */
export function consentTo(
  act: ApprovalAct,
  { request, decision }: { request?: Partial<Approval['request']>; decision?: Partial<Approval['decision']> } = {},
): Approval {
  const at = Date.UTC(2026, 0, 15, 10, 0)
  const actionHash = actHash(act, sha256)
  return {
    request: {
      ...act,
      id: 'approval-1',
      storeId: 'store-1',
      deviceId: 'device-1',
      actionHash,
      reason: null,
      requestedById: 'user-1',
      requestedAt: at,
      expiresAt: at + 120_000,
      ...request,
    },
    decision: {
      id: 'approval-1',
      storeId: 'store-1',
      actionHash,
      state: 'approved',
      deciderId: 'manager-1',
      method: 'pin',
      decidedAt: at + 5_000,
      ...decision,
    },
  }
}
