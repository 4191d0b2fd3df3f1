import type { Cart, Discount, PricingOptions } from '@pos/domain'
import type { TaxGroup, TaxRate } from '@pos/tax-engine'

export const LINES = 20
export const LINE_DISCOUNT_AT = 3
export const LINE_DISCOUNT_PPM = 100_000
export const CART_DISCOUNT_PPM = 50_000
export const TAX_PPM = [50_000, 99_750] as const

export const PRICING: PricingOptions = { isTaxIncluded: false, taxRounding: 'line', exemption: null }

const origin = { reasonCodeId: null, approvalId: null, userId: null }
const LINE_DISCOUNT: Discount = { ...origin, source: 'line', ratePpm: LINE_DISCOUNT_PPM, amountMinor: null }
const CART_DISCOUNT: Discount = { ...origin, source: 'cart', ratePpm: CART_DISCOUNT_PPM, amountMinor: null }

const QUEBEC: TaxGroup = { id: 'quebec', rates: [rate('gst', TAX_PPM[0]), rate('qst', TAX_PPM[1])] }

function rate(code: string, ratePpm: number): TaxRate {
  return { id: code, code, name: code, kind: 'percent', ratePpm, isCompound: false, amountMinor: null, perMilli: null }
}

/** Sixteen carts of twenty lines: a quarter of the lines weighed, one with a discount, another discount on the cart. */
export function sampleCarts(): Cart[] {
  const random = seeded(42)
  return Array.from({ length: 16 }, () => ({
    lines: Array.from({ length: LINES }, (_, at) => ({
      priceMinor: 99 + random(20_000),
      perMilli: 1000,
      quantityMilli: random(4) === 0 ? 1 + random(3000) : 1000 * (1 + random(5)),
      taxGroup: QUEBEC,
      isDiscountable: true,
      discounts: at === LINE_DISCOUNT_AT ? [LINE_DISCOUNT] : [],
      copy: null,
    })),
    discounts: [CART_DISCOUNT],
  }))
}

/** The same numbers on every machine. */
function seeded(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state % below
  }
}
