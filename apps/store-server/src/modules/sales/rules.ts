import { DomainError } from '@pos/core'
import { refuseDiscounts } from '../../consent/consent.ts'
import type { SaleDraft } from './sale-draft.ts'
import type { StoreRules } from '../../needs.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const MADE = ['sale:complete', 'sale:return'] as const

/** Registers the rules of selling. A permission says who may try; these say whether it follows the rules of the shop. */
export function salesRules(rules: StoreRules): void {
  rules.before(
    MADE,
    'sales.cart-is-not-empty',
    (_, { lines }) => {
      if (lines.length === 0) throw new DomainError('SALE_EMPTY')
    },
    { mode: 'M' },
  )

  rules.before(
    MADE,
    'sales.business-date-is-open',
    (unit, { register, settings }) => {
      const hours = settings['shift.max_hours']
      if (register && unit.at - register.shift.openedAt > hours * HOUR_MS)
        throw new DomainError('SALE_DAY_TOO_LONG', { hours })
    },
    { mode: 'P' },
  )

  rules.before('sale:complete', 'sales.variant-is-discountable', (_, { lines }) => {
    const line = lines.find((each) => each.input.discount && !each.item.isDiscountable)
    if (line) throw new DomainError('SALE_NOT_DISCOUNTABLE', { product: line.item.name })
  })

  rules.before(
    'sale:complete',
    'sales.discount-has-reason',
    (_, draft) => {
      const free = draft.settings['sales.free_discount_bp'] * 100
      const isUnexplained = (each: Reduction) => each.share > free && !draft.view.reason(each.reasonCodeId, 'discount')
      if ([...lineReductions(draft), ...cartReductions(draft)].some(isUnexplained))
        throw new DomainError('SALE_REASON_MISSING')
    },
    { mode: 'M' },
  )

  rules.before(
    'sale:complete',
    'sales.discount-within-limit',
    (_, draft) => {
      const isReduced = draft.priced.cart.discounts.length > 0 || draft.lines.some(({ input }) => input.discount)
      if (isReduced) refuseDiscounts(draft.consent, draft.settings)
    },
    { mode: 'P' },
  )

  rules.before(
    'sale:complete',
    'sales.override-within-limit',
    (_, { lines, settings }) => {
      const limit = settings['sales.max_override_bp']
      const line = lines.find((each) => each.priceSource === 'override' && isOverriddenBeyond(each, limit))
      if (line) throw new DomainError('SALE_OVERRIDE_TOO_FAR')
    },
    { mode: 'P' },
  )

  rules.before(
    'sale:complete',
    'returns.without-receipt-to-credit',
    (_, { lines, priced, settings }) => {
      const isBack = (each: SaleDraft['lines'][number]) => each.quantityMilli < 0 && each.original === null
      const line = lines.find(isBack)
      if (!line || settings['returns.without_receipt'] === 'any') return
      const worth = lines.reduce((sum, each, at) => sum - (isBack(each) ? (priced.lines[at]?.totalMinor ?? 0) : 0), 0)
      if (settings['returns.without_receipt'] === 'deny' || worth > settings['returns.without_receipt_limit_minor']) {
        throw new DomainError('RETURN_NOT_ALLOWED', { product: line.item.name })
      }
      throw new DomainError('RETURN_TENDER_MISMATCH', { tender: 'store_credit' })
    },
    { mode: 'P' },
  )

  rules.before(
    'sale:return',
    'returns.product-is-returnable',
    (_, { lines }) => {
      const line = lines.find((each) => !each.item.isReturnable)
      if (line) throw new DomainError('RETURN_NOT_ALLOWED', { product: line.item.name })
    },
    { mode: 'P' },
  )

  rules.before(
    'sale:return',
    'returns.in-time',
    (unit, { original, settings }) => {
      if (original && unit.at - original.sale.completedAt > settings['returns.days'] * DAY_MS) {
        throw new DomainError('RETURN_TOO_LATE')
      }
    },
    { mode: 'P' },
  )

  rules.before(
    'sale:complete',
    'sales.total-within-limit',
    (_, { priced, settings }) => {
      const limit = settings['sales.max_total_minor']
      if (limit !== null && priced.totalMinor > limit) throw new DomainError('APPROVAL_REQUIRED')
    },
    { mode: 'P' },
  )

  rules.before(
    MADE,
    'sales.tender-is-allowed',
    (_, { tenders, tenderTypes, view }) => {
      for (const { tenderTypeId } of tenders) {
        const type = tenderTypes.find((each) => each.id === tenderTypeId)
        if (!type?.isActive || (type.currency ?? view.profile.currency) !== view.profile.currency)
          throw new DomainError('SALE_TENDER_NOT_ALLOWED', { tender: type?.name ?? tenderTypeId })
      }
    },
    { mode: 'P' },
  )

  rules.before(
    'sale:return',
    'returns.tender-follows-payment',
    (_, { original, tenders, tenderTypes, settings }) => {
      if (!settings['returns.same_tender_only'] || !original || original.payments.length === 0) return
      const paid = new Set(original.payments.map((payment) => payment.tenderTypeId))
      if (tenders.every(({ tenderTypeId }) => paid.has(tenderTypeId))) return
      const names = tenderTypes.filter((type) => paid.has(type.id)).map((type) => type.name)
      throw new DomainError('RETURN_TENDER_MISMATCH', { tender: names.join(', ') })
    },
    { mode: 'P' },
  )

  rules.before('sale:complete', 'sales.prices-are-current', (_, { expectedPayableMinor, tenders, priced }) => {
    if (tenders.length > 0 || expectedPayableMinor === undefined) return
    if (expectedPayableMinor !== priced.totalMinor) throw new DomainError('SALE_TOTALS_DIFFER')
  })

  rules.before(MADE, 'sales.totals-are-right', (_, { expectedPayableMinor, tenders, settlement }) => {
    if (tenders.length === 0 || expectedPayableMinor === undefined) return
    if (expectedPayableMinor !== settlement().payableMinor) throw new DomainError('SALE_TOTALS_DIFFER')
  })

  rules.before(MADE, 'sales.payments-cover-total', (_, draft) => void draft.settlement(), { mode: 'M' })
}

/** Compares prices per unit, exactly: 20.00 for ten is another price than 20.00 for one. */
function isOverriddenBeyond(line: SaleDraft['lines'][number], limitBp: number): boolean {
  const keyed = BigInt(line.priceMinor) * BigInt(line.item.perMilli)
  const listed = BigInt(line.listPriceMinor) * BigInt(line.perMilli)
  const difference = keyed > listed ? keyed - listed : listed - keyed
  return difference * 10_000n > listed * BigInt(limitBp)
}

type Reduced = {
  readonly ratePpm?: number | null
  readonly amountMinor?: number | null
  readonly reasonCodeId?: string | null
}
type Judged = {
  readonly lines: readonly { readonly input: { readonly discount?: Reduced | undefined } }[]
  readonly priced: {
    readonly grossMinor: number
    readonly lines: readonly { readonly grossMinor: number }[]
    readonly cart: { readonly discounts: readonly Reduced[] }
  }
}
/** What a person took off, in parts per million of what it was taken off. */
type Reduction = Reduced & { readonly share: number }

function lineReductions({ lines, priced }: Judged): Reduction[] {
  return lines.flatMap(({ input: { discount } }, index) => {
    const figures = priced.lines[index]
    return discount && figures ? [{ ...discount, share: shareOf(discount, figures.grossMinor) }] : []
  })
}

function cartReductions({ priced }: Judged): Reduction[] {
  return priced.cart.discounts.map((discount) => ({ ...discount, share: shareOf(discount, priced.grossMinor) }))
}

function shareOf({ ratePpm, amountMinor }: Reduced, grossMinor: number): number {
  return ratePpm ?? (Math.abs(amountMinor ?? 0) / Math.max(1, Math.abs(grossMinor))) * 1_000_000
}
