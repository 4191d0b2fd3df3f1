import { deepestDiscount, policyRefusal, saleActions } from '@pos/domain'
import type { RuleEngine } from '@pos/rule-engine'
import type { CartItem } from '../cart/cart-state.ts'
import { wallTime } from '../catalogue/wall-time.ts'
import { TILL_ACTIONS, type SaleDraft, type TillActions, type TillView } from './till-actions.ts'

type ActFacts = {
  readonly actions: readonly string[]
  readonly departmentIds: readonly string[]
  readonly amountMinor?: number
  readonly discountPpm?: number
}

/** The facts of each act that the till's rules run around. */
const ACT_FACTS: { readonly [Name in keyof TillActions]: (input: TillActions[Name]['input']) => ActFacts } = {
  'sale:add-line': ({ found }) => ({ actions: ['sale:add-line'], departmentIds: [found.product.departmentId] }),
  'sale:discount': ({ items }) => ({ actions: ['sale:discount'], departmentIds: departmentsOf(items) }),
  'sale:complete': (draft) => ({ actions: saleActions(draft.cart.items), ...saleFacts(draft) }),
  'sale:pay': (draft) => ({ actions: ['sale:pay'], ...saleFacts(draft) }),
  'shift:open': ({ floatMinor }) => ({ actions: ['shift:open'], departmentIds: [], amountMinor: floatMinor }),
  'shift:close': () => ({ actions: ['shift:close'], departmentIds: [] }),
}

/** Head office's policies around every act of the till, from its own copy of them. */
export function addPolicyRules(rules: RuleEngine<TillActions, TillView>): void {
  rules.before(
    TILL_ACTIONS,
    'access.policies-hold',
    ({ tx: { catalogue, now }, userId, storeId }, input, action) => {
      if (!catalogue.hasPolicies) return
      const user = userId === undefined ? undefined : catalogue.user(userId)
      const attempt = {
        // Each act has its own facts; the engine has paired name and input.
        ...(ACT_FACTS[action] as (input: unknown) => ActFacts)(input),
        localTime: wallTime(now, catalogue.store.timeZone),
        userId,
        storeId,
        roleIds: user ? catalogue.rolesOf(user).map(({ id }) => id) : [],
      }
      const refusal = policyRefusal(catalogue.accessPolicies, catalogue.approvalPolicies, attempt, 'pos:approve')
      if (refusal) throw refusal
    },
    { mode: 'P' },
  )
}

function departmentsOf(items: readonly CartItem[]): string[] {
  return items.flatMap(({ details }) => details.departmentId ?? [])
}

function saleFacts({ cart, priced }: SaleDraft) {
  return {
    departmentIds: departmentsOf(cart.items),
    amountMinor: priced.totalMinor,
    discountPpm: deepestDiscount(priced.lines),
  }
}
