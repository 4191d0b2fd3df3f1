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
 * The approval policies that are about an act: those that name it; without one, those for any act.
 *
 * @param action the rule that refused, or the right that is missing
 */
export function policiesAbout<Policy extends Pick<ApprovalPolicy, 'action'>>(
  policies: readonly Policy[],
  action: string,
): readonly Policy[] {
  const names: readonly string[] = NAMES[action] ?? ['sale:complete']
  const named = policies.filter((policy) => names.includes(policy.action))
  return named.length > 0 ? named : policies.filter((policy) => policy.action === ANY_ACTION)
}
