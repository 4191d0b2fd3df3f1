import { DomainError } from '@pos/core'
import type { StoreRules } from '../../needs.ts'
import type { SaleDraft } from './sale-draft.ts'

const DAY_MS = 86_400_000
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

  rules.before('sale:complete', 'sales.variant-is-discountable', (_, { lines }) => {
    const line = lines.find((each) => each.input.discount && !each.item.isDiscountable)
    if (line) throw new DomainError('SALE_NOT_DISCOUNTABLE', { product: line.item.name })
  })

  rules.before(
    'sale:complete',
    'sales.discount-has-reason',
    (_, draft) => {
      const free = draft.settings['sales.free_discount_bp'] * 100
      const isUnexplained = (each: Reduction) => (each.reasonCodeId ?? null) === null && each.share > free
      if ([...lineReductions(draft), ...cartReductions(draft)].some(isUnexplained))
        throw new DomainError('SALE_REASON_MISSING')
    },
    { mode: 'M' },
  )

  rules.before(
    'sale:complete',
    'sales.discount-within-limit',
    (_, draft) => {
      refuseReductionsAbove(draft.settings['sales.max_line_discount_bp'], lineReductions(draft))
      refuseReductionsAbove(draft.settings['sales.max_cart_discount_bp'], cartReductions(draft))
    },
    { mode: 'P' },
  )

  rules.before(
    'sale:complete',
    'sales.override-within-limit',
    (_, { lines, settings }) => {
      const limit = settings['sales.max_override_bp'] / 10_000
      const line = lines.find(
        (each) =>
          each.priceSource === 'override' &&
          Math.abs(each.priceMinor - each.listPriceMinor) > each.listPriceMinor * limit,
      )
      if (line) throw new DomainError('SALE_OVERRIDE_TOO_FAR')
    },
    { mode: 'P' },
  )

  rules.before(
    'sale:complete',
    'returns.without-receipt-to-credit',
    (_, { lines, priced, settings }) => {
      const line = lines.find((each) => each.quantityMilli < 0 && each.original === null)
      if (!line || settings['returns.without_receipt'] === 'any') return
      if (
        settings['returns.without_receipt'] === 'deny' ||
        -priced.totalMinor > settings['returns.without_receipt_limit_minor']
      ) {
        throw new DomainError('RETURN_NOT_ALLOWED', { product: line.item.name })
      }
      throw new DomainError('RETURN_TENDER_MISMATCH', { tender: 'store credit' })
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
    (unit, { originalCompletedAt, settings }) => {
      if (originalCompletedAt !== null && unit.at - originalCompletedAt > settings['returns.days'] * DAY_MS) {
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

  rules.before(MADE, 'sales.totals-are-right', (_, { expectedPayableMinor, priced }) => {
    if (expectedPayableMinor !== undefined && expectedPayableMinor !== priced.totalMinor)
      throw new DomainError('SALE_TOTALS_DIFFER')
  })

  rules.before(MADE, 'sales.payments-cover-total', (_, draft) => void draft.settlement(), { mode: 'M' })
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

function refuseReductionsAbove(limitBp: number, reductions: readonly Reduction[]): void {
  if (reductions.some(({ share }) => share > limitBp * 100))
    throw new DomainError('SALE_DISCOUNT_TOO_HIGH', { limit: limitBp / 100 })
}
