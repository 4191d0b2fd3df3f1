import fc from 'fast-check'
import type { TaxGroup, TaxRate } from '@pos/tax-engine'
import type { Cart, CartLine, Discount, PricingOptions } from '../src/index.ts'

function percent(code: string, ratePpm: number, isCompound = false): TaxRate {
  return {
    id: `rate-${code}`,
    code,
    name: code,
    kind: 'percent',
    ratePpm,
    isCompound,
    amountMinor: null,
    perMilli: null,
  }
}

export const RATES = {
  newYork: percent('new-york', 88_750),
  gst: percent('gst', 50_000),
  qst: percent('qst', 99_750),
  iva21: percent('iva-21', 210_000),
  pst: percent('pst', 75_000, true),
  deposit: {
    id: 'rate-deposit',
    code: 'deposit',
    name: 'deposit',
    kind: 'per_unit',
    ratePpm: null,
    isCompound: false,
    amountMinor: 25,
    perMilli: 1000,
  },
} as const satisfies Record<string, TaxRate>

export const GROUPS: readonly TaxGroup[] = [
  { id: 'ny', rates: [RATES.newYork] },
  { id: 'quebec', rates: [RATES.gst, RATES.qst] },
  { id: 'spain', rates: [RATES.iva21] },
  { id: 'three', rates: [RATES.gst, RATES.qst, RATES.newYork] },
  { id: 'compound', rates: [RATES.gst, RATES.pst] },
  { id: 'bottle', rates: [RATES.deposit, RATES.gst] },
  { id: 'none', rates: [] },
]

const origin = { reasonCodeId: null, approvalId: null, userId: null }

export function rateOff(ratePpm: number, source: Discount['source'] = 'line'): Discount {
  return { ...origin, source, ratePpm, amountMinor: null }
}

export function amountOff(amountMinor: number, source: Discount['source'] = 'line'): Discount {
  return { ...origin, source, ratePpm: null, amountMinor }
}

function discounts(source: Discount['source']): fc.Arbitrary<Discount> {
  return fc.oneof(
    fc.integer({ min: 0, max: 1_000_000 }).map((rate) => rateOff(rate, source)),
    fc.constantFrom(0, 50_000, 1_000_000).map((rate) => rateOff(rate, source)),
    fc.integer({ min: 0, max: 20_000 }).map((amount) => amountOff(amount, source)),
  )
}

export const cartLines: fc.Arbitrary<CartLine> = fc.record({
  priceMinor: fc.oneof(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 5_000_000 })),
  perMilli: fc.constantFrom(1000, 1000, 100, 12_000),
  quantityMilli: fc.oneof(
    fc.integer({ min: 1, max: 9 }).map((pieces) => pieces * 1000),
    fc.integer({ min: 1, max: 5000 }),
  ),
  taxGroup: fc.constantFrom(null, ...GROUPS),
  isDiscountable: fc.boolean(),
  discounts: fc.array(discounts('line'), { maxLength: 2 }),
  copy: fc.constant(null),
})

export const carts: fc.Arbitrary<Cart> = fc.record({
  lines: fc.array(cartLines, { minLength: 1, maxLength: 25 }),
  discounts: fc.array(discounts('cart'), { maxLength: 3 }),
})

export const pricings: fc.Arbitrary<PricingOptions> = fc.record({
  isTaxIncluded: fc.boolean(),
  taxRounding: fc.constantFrom('line' as const, 'sale' as const),
  exemption: fc.constantFrom(null, null, 'all' as const, new Set(['gst'])),
})

/** The same goods coming back. */
export function mirrored(cart: Cart): Cart {
  return { ...cart, lines: cart.lines.map((line) => ({ ...line, quantityMilli: -line.quantityMilli })) }
}

export function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0)
}
