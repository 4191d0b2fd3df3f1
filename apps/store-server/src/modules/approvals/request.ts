import { DomainError, type Unit } from '@pos/core'
import type { StoreTx } from '@pos/db'
import { actHash, actsOf, isApprovableRule, type ApprovalAct, type ApprovalAction } from '@pos/domain'
import { sha256, type UserCaller } from '@pos/server-kit'
import type { ApprovalRequest, PermissionCode, SaleContent } from '@pos/shared-types'
import type { StoreActions } from '../../actions.ts'
import type { StoreNeeds } from '../../needs.ts'
import { approvalsFor, insertRequest } from '../../consent/approval-repository.ts'
import { tellApproval } from './decide.ts'

type SaleDraft = StoreActions['sale:complete']['input']

/** How the sales module reads a sale that is asked about. */
export type SaleAsked = {
  readonly draftSale: (unit: Unit<StoreTx>, needs: StoreNeeds, content: SaleContent) => SaleDraft
  readonly missingContentRights: (
    needs: StoreNeeds,
    caller: UserCaller,
    draft: SaleDraft,
  ) => Promise<readonly PermissionCode[]>
}

/**
 * Asks another person to let through what keeps this sale from being made: one request for each act.
 *
 * @throws DomainError VALIDATION_FAILED when the sale or a line has no id, which consent could be bound to
 */
export async function requestApprovals(
  unit: Unit<StoreTx>,
  needs: StoreNeeds & SaleAsked,
  caller: UserCaller,
  { sale, reason }: { readonly sale: SaleContent; readonly reason?: string | undefined },
): Promise<ApprovalRequest[]> {
  if (sale.id === undefined || sale.lines.some(({ id }) => id === undefined)) throw new DomainError('VALIDATION_FAILED')
  const draft = needs.draftSale(unit, needs, sale)
  const requests = (await openActs(unit, needs, caller, draft)).map((act) =>
    requestOf(unit, needs, caller, draft, act, reason ?? null),
  )
  for (const request of requests) {
    insertRequest(unit, request)
    tellApproval(unit, needs, 'approval.requested', 1, request)
  }
  return requests
}

/** The acts of the draft that a rule refuses or a right is missing for, without those that were asked for already. */
async function openActs(
  unit: Unit<StoreTx>,
  needs: StoreNeeds & SaleAsked,
  caller: UserCaller,
  draft: SaleDraft,
): Promise<ApprovalAct[]> {
  const findings = await needs.rules.findings('sale:complete', unit, draft)
  const refused: ApprovalAction[] = findings.flatMap(({ ruleId, mode }) =>
    mode === 'P' && isApprovableRule(ruleId) ? [ruleId] : [],
  )
  const missing = await needs.missingContentRights(needs, caller, draft)
  if (missing.includes('pos:sell')) throw new DomainError('PERMISSION_DENIED', { permission: 'pos:sell' })
  const asked = new Set(
    approvalsFor(unit.tx, draft.id)
      .filter(({ state, expiresAt }) => (state === 'pending' || state === 'approved') && expiresAt >= unit.at)
      .map(({ actionHash }) => actionHash),
  )
  return [...refused, ...missing]
    .flatMap((action) => actsOf(action, draft.consent.sale(), draft.consent.limits()))
    .filter((act) => !asked.has(actHash(act, sha256)))
}

function requestOf(
  unit: Unit<StoreTx>,
  { ids }: StoreNeeds,
  { userId }: UserCaller,
  { view, settings }: SaleDraft,
  act: ApprovalAct,
  reason: string | null,
): ApprovalRequest {
  return {
    id: ids.next(),
    storeId: view.profile.id,
    deviceId: unit.deviceId ?? null,
    ...act,
    actionHash: actHash(act, sha256),
    reason,
    requestedById: userId,
    requestedAt: unit.at,
    expiresAt: unit.at + settings['approvals.till_ttl_s'] * 1000,
  }
}
