import { DomainError } from '@pos/core'
import {
  actsOf,
  isApprovableRule,
  isCovered,
  type ActLimits,
  type ApprovableRule,
  type ApprovedSale,
} from '@pos/domain'
import type { IsApproved } from '@pos/rule-engine'
import type { StoreTx } from '@pos/db'
import { sha256, type Settings } from '@pos/server-kit'
import type { Approval } from '@pos/shared-types'
import { rightsAt } from './approval-repository.ts'

/** What other people have consented to for a sale, beside what the sale itself says it is about. */
export type Consent = {
  readonly approvals: readonly Approval[]
  readonly sale: () => ApprovedSale
  readonly limits: () => ActLimits
}

/** Rules about a sale that has arrived, by the rule whose refusal the till let another person lift. */
const ARRIVED: Readonly<Record<string, ApprovableRule>> = {
  'sales.arrived-discount-within-limit': 'sales.discount-within-limit',
  'returns.arrived-without-receipt': 'returns.without-receipt-to-credit',
}

/** Whether another person's consent covers what a rule of selling refused. */
export const isSaleApproved: IsApproved<StoreTx> = (unit, { ruleId, code, params }, action, input) => {
  if (!action.startsWith('sale:')) return false
  const rule = ARRIVED[ruleId] ?? ruleId
  if (!isApprovableRule(rule) || code === 'POLICY_DENIED') return false
  const { approvals, sale, limits } = (input as { readonly consent: Consent }).consent
  const given =
    rule === 'access.policies-hold' ? givenWith(unit.tx, approvals, String(params['permission'])) : approvals
  return given.length > 0 && isCovered(rule, given, sale(), limits(), sha256)
}

/** Consent of people who had the right that the policy names when they gave it. */
function givenWith(tx: StoreTx, approvals: readonly Approval[], permission: string): readonly Approval[] {
  return approvals.filter(({ request, decision }) =>
    rightsAt(tx, decision.deciderId, request.storeId, decision.decidedAt)(permission),
  )
}

export function limitsOf(settings: Settings): ActLimits {
  return {
    lineDiscountPpm: settings['sales.max_line_discount_bp'] * 100,
    cartDiscountPpm: settings['sales.max_cart_discount_bp'] * 100,
    overridePpm: settings['sales.max_override_bp'] * 100,
  }
}

/** Consent to a discount of a line, which stands on the discount and not on the line. */
export function isLineDiscount(action: string): boolean {
  return action === 'sales.discount-within-limit' || action === 'pos:discount'
}

/**
 * Refuses a line or a cart of which a person took off more than he may alone.
 *
 * @throws DomainError SALE_DISCOUNT_TOO_HIGH naming the limit
 */
export function refuseDiscounts({ sale, limits }: Pick<Consent, 'sale' | 'limits'>, settings: Settings): void {
  const [act] = actsOf('sales.discount-within-limit', sale(), limits())
  if (act === undefined) return
  const limit = settings[act.partId === null ? 'sales.max_cart_discount_bp' : 'sales.max_line_discount_bp']
  throw new DomainError('SALE_DISCOUNT_TOO_HIGH', { limit: limit / 100 })
}
