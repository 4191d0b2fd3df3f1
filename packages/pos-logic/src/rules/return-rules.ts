import { DomainError } from '@pos/core'
import type { RuleEngine } from '@pos/rule-engine'
import type { TillActions, TillView } from './till-actions.ts'

const DAY = 86_400_000

/** The approvable rules for goods that come back. Quantity and amounts cannot be wrong: `returnLines` makes them. */
export function addReturnRules(rules: RuleEngine<TillActions, TillView>): void {
  rules.before(
    'sale:complete',
    'returns.in-time',
    ({ tx }, { cart }) => {
      const today = Date.parse(tx.shift?.businessOn ?? '')
      const days = tx.setting('returns.days')
      const isLate = cart.items.some(({ returned }) => returned && (today - Date.parse(returned.soldOn)) / DAY > days)
      if (isLate) throw new DomainError('RETURN_TOO_LATE')
    },
    { mode: 'P' },
  )
  rules.before(
    'sale:complete',
    'returns.product-is-returnable',
    (_, { cart }) => {
      const fixed = cart.items.find(({ returned }) => returned && !returned.isReturnable)
      if (fixed) throw new DomainError('RETURN_NOT_ALLOWED', { product: fixed.details.name })
    },
    { mode: 'P' },
  )
  rules.before(
    'sale:pay',
    'returns.without-receipt-to-credit',
    ({ tx }, { cart, priced, settlement }) => {
      const isUnknown = ({ quantityMilli, returned }: (typeof cart.items)[number]) =>
        quantityMilli < 0 && returned === null
      const unknown = cart.items.flatMap((item, i) =>
        isUnknown(item) ? [{ item, total: priced.lines[i]?.totalMinor ?? 0 }] : [],
      )
      const [first] = unknown
      if (first === undefined) return
      const policy = tx.setting('returns.without_receipt')
      const amount = -unknown.reduce((sum, { total }) => sum + total, 0)
      const isElsewhere = settlement.payments.some(
        ({ amountMinor, tenderKind }) => amountMinor < 0 && tenderKind !== 'store_credit',
      )
      const isTooMuch = amount > tx.setting('returns.without_receipt_limit_minor')
      if (policy === 'any' && !isTooMuch) return
      if (policy === 'deny' || isTooMuch || isElsewhere) {
        throw new DomainError('RETURN_NOT_ALLOWED', { product: first.item.details.name })
      }
    },
    { mode: 'P' },
  )
}
