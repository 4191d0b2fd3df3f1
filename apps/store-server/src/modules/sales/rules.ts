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
    'sales.discount-within-limit',
    (_, draft) => {
      refuseLineDiscounts(draft)
      refuseCartDiscount(draft)
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

type Judged = {
  readonly lines: readonly {
    readonly input: { readonly discount?: { readonly ratePpm?: number; readonly amountMinor?: number } | undefined }
  }[]
  readonly priced: {
    readonly grossMinor: number
    readonly lines: readonly { readonly grossMinor: number }[]
    readonly cart: {
      readonly discounts: readonly { readonly ratePpm: number | null; readonly amountMinor: number | null }[]
    }
  }
  readonly settings: Pick<SaleDraft['settings'], 'sales.max_line_discount_bp' | 'sales.max_cart_discount_bp'>
}

function refuseLineDiscounts({ lines, priced, settings }: Judged): void {
  const limit = settings['sales.max_line_discount_bp']
  for (const [index, line] of lines.entries()) {
    const figures = priced.lines[index]
    if (!line.input.discount || !figures) continue
    const own =
      line.input.discount.ratePpm ?? ((line.input.discount.amountMinor ?? 0) / Math.abs(figures.grossMinor)) * 1_000_000
    if (own > limit * 100) throw new DomainError('SALE_DISCOUNT_TOO_HIGH', { limit: limit / 100 })
  }
}

function refuseCartDiscount({ priced, settings }: Judged): void {
  const limit = settings['sales.max_cart_discount_bp']
  for (const { ratePpm, amountMinor } of priced.cart.discounts) {
    const share = ratePpm ?? (Math.abs(amountMinor ?? 0) / Math.max(1, Math.abs(priced.grossMinor))) * 1_000_000
    if (share > limit * 100) throw new DomainError('SALE_DISCOUNT_TOO_HIGH', { limit: limit / 100 })
  }
}
