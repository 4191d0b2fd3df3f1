import { DomainError } from '@pos/core'
import type { RuleEngine } from '@pos/rule-engine'
import type { Rate } from '@pos/shared-types'
import type { TillActions, TillView } from './till-actions.ts'

const HOUR = 3_600_000
const PPM = 1_000_000

/** Basis points as the settings keep them, in parts per million. */
const ppm = (basisPoints: number): Rate => Math.round(basisPoints * 100)
const share = (part: number, whole: number): Rate =>
  whole === 0 ? 0 : Math.round((Math.abs(part) / Math.abs(whole)) * PPM)

/** The maker's and the approvable rules around a sale, as the catalogue of rules names them. */
export function addSaleRules(rules: RuleEngine<TillActions, TillView>): void {
  addLineRules(rules)
  addDiscountRules(rules)
  addCompleteRules(rules)
  addPayRules(rules)
}

function addLineRules(rules: RuleEngine<TillActions, TillView>): void {
  rules.before(
    'sale:add-line',
    'sales.variant-is-sellable',
    (_, { found: { product, variant } }) => {
      if (product.status === 'active' && variant.status === 'active') return
      throw new DomainError('SALE_PRODUCT_NOT_SELLABLE', { product: product.name })
    },
    { mode: 'M' },
  )
  rules.before(
    'sale:add-line',
    'sales.price-exists',
    (_, { found, isPriced }) => {
      if (!isPriced) throw new DomainError('SALE_PRICE_MISSING', { product: found.product.name })
    },
    { mode: 'M' },
  )
}

function addDiscountRules(rules: RuleEngine<TillActions, TillView>): void {
  rules.before('sale:discount', 'sales.variant-is-discountable', (_, { items }) => {
    const fixed = items.find((item) => !item.isDiscountable)
    if (fixed) throw new DomainError('SALE_NOT_DISCOUNTABLE', { product: fixed.details.name })
  })
  rules.before(
    'sale:complete',
    'sales.discount-has-reason',
    ({ tx }, { cart, priced }) => {
      const free = ppm(tx.setting('sales.free_discount_bp'))
      const isAboveFree = (amount: number, whole: number) => amount !== 0 && share(amount, whole) > free
      const lines = cart.items.some((item, i) => {
        const line = priced.lines[i]
        return item.discount?.reasonCodeId === null && line && isAboveFree(line.discountMinor, line.grossMinor)
      })
      const whole = cart.discount?.reasonCodeId === null && isAboveFree(priced.discountMinor, priced.grossMinor)
      if (lines || whole) throw new DomainError('SALE_REASON_MISSING')
    },
    { mode: 'M' },
  )
  rules.before(
    'sale:complete',
    'sales.discount-within-limit',
    ({ tx }, { cart, priced }) => {
      const lineLimit = tx.setting('sales.max_line_discount_bp')
      const cartLimit = tx.setting('sales.max_cart_discount_bp')
      const isOver = (part: number, whole: number, limit: number) => share(part, whole) > ppm(limit)
      const isLineOver = cart.items.some((item, i) => {
        const line = priced.lines[i]
        return item.discount && cart.discount === null && line && isOver(line.discountMinor, line.grossMinor, lineLimit)
      })
      if (isLineOver) throw new DomainError('SALE_DISCOUNT_TOO_HIGH', { limit: lineLimit / 100 })
      if (cart.discount && isOver(priced.discountMinor, priced.grossMinor, cartLimit)) {
        throw new DomainError('SALE_DISCOUNT_TOO_HIGH', { limit: cartLimit / 100 })
      }
    },
    { mode: 'P' },
  )
  rules.before(
    'sale:complete',
    'sales.override-within-limit',
    ({ tx }, { cart }) => {
      const limit = ppm(tx.setting('sales.max_override_bp'))
      const isTooFar = cart.items.some(
        ({ priceMinor, details }) =>
          details.priceSource === 'override' &&
          share(priceMinor - details.listPriceMinor, details.listPriceMinor) > limit,
      )
      if (isTooFar) throw new DomainError('SALE_OVERRIDE_TOO_FAR')
    },
    { mode: 'P' },
  )
}

function addCompleteRules(rules: RuleEngine<TillActions, TillView>): void {
  rules.before(
    'sale:complete',
    'sales.register-has-open-shift',
    ({ tx }) => {
      if (tx.shift?.state !== 'open') throw new DomainError('SALE_REGISTER_CLOSED', { register: tx.registerCode })
    },
    { mode: 'M' },
  )
  rules.before(
    'sale:complete',
    'sales.cart-is-not-empty',
    (_, { cart }) => {
      if (cart.items.length === 0) throw new DomainError('SALE_EMPTY')
    },
    { mode: 'M' },
  )
  rules.before(
    'sale:complete',
    'sales.business-date-is-open',
    ({ tx }) => {
      const hours = tx.setting('shift.max_hours')
      if (tx.shift && tx.now - tx.shift.openedAt > hours * HOUR) throw new DomainError('SALE_DAY_TOO_LONG', { hours })
    },
    { mode: 'P' },
  )
  rules.before(
    'sale:complete',
    'sales.total-within-limit',
    ({ tx }, { priced }) => {
      if (priced.totalMinor > tx.setting('sales.max_total_minor')) throw new DomainError('APPROVAL_REQUIRED')
    },
    { mode: 'P' },
  )
}

function addPayRules(rules: RuleEngine<TillActions, TillView>): void {
  rules.before(
    'sale:pay',
    'sales.tender-is-allowed',
    ({ tx }, { settlement }) => {
      if (!tx.isOffline) return
      for (const { tenderTypeId, amountMinor } of settlement.payments) {
        const tender = tx.catalogue.tender(tenderTypeId)
        const isOver = tender?.offline === 'limit' && amountMinor > (tender.offlineLimitMinor ?? 0)
        if (tender?.offline === 'deny' || isOver)
          throw new DomainError('SALE_TENDER_NOT_ALLOWED', { tender: tender.name })
      }
    },
    { mode: 'P' },
  )
  rules.before(
    'sale:pay',
    'sales.payments-cover-total',
    (_, { settlement }) => {
      const paid = settlement.payments.reduce((sum, payment) => sum + payment.amountMinor, 0)
      if (paid !== settlement.payableMinor)
        throw new DomainError('SALE_UNDERPAID', { amount: settlement.payableMinor - paid })
    },
    { mode: 'M' },
  )
  rules.before(
    'sale:pay',
    'sales.change-only-from-change-tenders',
    ({ tx }, { settlement }) => {
      const wrong = settlement.payments.find(
        (payment) => payment.changeMinor !== 0 && !tx.catalogue.tender(payment.tenderTypeId)?.canGiveChange,
      )
      if (wrong) throw new DomainError('SALE_OVERPAID')
    },
    { mode: 'M' },
  )
  rules.before(
    'sale:pay',
    'sales.rounding-follows-tender',
    ({ tx }, { settlement }) => {
      if (settlement.cashRoundingMinor === 0) return
      const rounding = settlement.payments.map(
        (payment) => tx.catalogue.tender(payment.tenderTypeId)?.roundingMinor ?? 1,
      )
      if (Math.abs(settlement.cashRoundingMinor) >= Math.max(...rounding)) throw new DomainError('SALE_TOTALS_DIFFER')
    },
    { mode: 'M' },
  )
}
