import { ANY_ACTION, type ApprovalPolicy, type PolicyAction } from '@pos/shared-types'

const SALE_ACTS: readonly PolicyAction[] = [
  'sale:add-line',
  'sale:discount',
  'sale:pay',
  'sale:complete',
  'sale:return',
]

/** What policies call an act that is approved, where that is not completing the sale. */
const NAMES: Readonly<Record<string, readonly PolicyAction[]>> = {
  'sales.discount-within-limit': ['sale:discount'],
  'pos:discount': ['sale:discount'],
  'pos:discount_cart': ['sale:discount'],
  'sales.override-within-limit': ['sale:add-line'],
  'pos:price_override': ['sale:add-line'],
  'pos:open_price': ['sale:add-line'],
  'sales.tender-is-allowed': ['sale:pay'],
  'pos:tender_manual': ['sale:pay'],
  'pos:foreign_cash': ['sale:pay'],
  'pos:value_redeem': ['sale:pay'],
  'pos:store_credit_issue': ['sale:pay'],
  'pos:house_account_charge': ['sale:pay'],
  'pos:offline_over_limit': ['sale:pay'],
  'returns.in-time': ['sale:return'],
  'returns.product-is-returnable': ['sale:return'],
  'returns.tender-follows-payment': ['sale:return'],
  'returns.without-receipt-to-credit': ['sale:return'],
  'pos:refund': ['sale:return'],
  'pos:refund_other_store': ['sale:return'],
  'pos:refund_without_receipt': ['sale:return'],
  // Which act of the sale the policy stands on is not said: none of them may be against it.
  'access.policies-hold': SALE_ACTS,
}

/**
 * Whether somebody in the back office may approve an act that a till asks about. The approval policies that name the act
 * say so; without one, those for any act; without any, nobody may. Where several are about it, all of them must allow it.
 *
 * @param action the rule that refused, or the right that is missing
 */
export function mayBeRemote(
  policies: readonly Pick<ApprovalPolicy, 'action' | 'canBeRemote'>[],
  action: string,
): boolean {
  const names: readonly string[] = NAMES[action] ?? ['sale:complete']
  const named = policies.filter((policy) => names.includes(policy.action))
  const about = named.length > 0 ? named : policies.filter((policy) => policy.action === ANY_ACTION)
  return about.length > 0 && about.every(({ canBeRemote }) => canBeRemote)
}
