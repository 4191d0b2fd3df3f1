import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { amountOff, carts, GROUPS, mirrored, pricings, rateOff, sum } from '../test/arbitrary.ts'
import type { Cart, CartLine, PricingOptions } from './cart.ts'
import { priceCart } from './price-cart.ts'
import { lineDiscounts, lineTaxes } from './priced-line.ts'

const onTop: PricingOptions = { isTaxIncluded: false, taxRounding: 'line', exemption: null }
const included: PricingOptions = { ...onTop, isTaxIncluded: true }
const quebec = GROUPS.find((group) => group.id === 'quebec') ?? null
const spain = GROUPS.find((group) => group.id === 'spain') ?? null

function line(priceMinor: number, more: Partial<CartLine> = {}): CartLine {
  return {
    priceMinor,
    perMilli: 1000,
    quantityMilli: 1000,
    taxGroup: null,
    isDiscountable: true,
    discounts: [],
    copy: null,
    ...more,
  }
}

function cartOf(...lines: CartLine[]): Cart {
  return { lines, discounts: [] }
}

describe('one cart', () => {
  test('350 g at 19.99 a kilogram with Quebec taxes', () => {
    const priced = priceCart(cartOf(line(1999, { quantityMilli: 350, taxGroup: quebec })), onTop)
    expect(priced).toMatchObject({
      grossMinor: 700,
      discountMinor: 0,
      taxAddedMinor: 105,
      taxMinor: 105,
      totalMinor: 805,
      netMinor: 700,
    })
    expect(lineTaxes(priced, 0)).toMatchObject([
      { position: 1, code: 'gst', ratePpm: 50_000, baseMinor: 700, taxMinor: 35 },
      { position: 2, code: 'qst', ratePpm: 99_750, baseMinor: 700, taxMinor: 70 },
    ])
  })

  test('a price that includes its tax is what the customer pays', () => {
    const priced = priceCart(cartOf(line(1210, { taxGroup: spain })), included)
    expect(priced).toMatchObject({
      grossMinor: 1210,
      taxAddedMinor: 0,
      taxMinor: 210,
      totalMinor: 1210,
      netMinor: 1000,
    })
  })

  test('who is exempt pays a price that includes tax without it', () => {
    const priced = priceCart(cartOf(line(1210, { taxGroup: spain, discounts: [rateOff(500_000)] })), {
      ...included,
      exemption: 'all',
    })
    expect(priced).toMatchObject({
      grossMinor: 1105,
      discountMinor: 605,
      taxAddedMinor: 0,
      taxMinor: 0,
      totalMinor: 500,
    })
    expect(lineDiscounts(priced, 0)).toMatchObject([{ amountMinor: 605 }])
    expect(lineTaxes(priced, 0)).toMatchObject([{ baseMinor: 500, taxMinor: 0 }])
  })

  test('discounts of a line apply one after another to what remains', () => {
    const priced = priceCart(
      cartOf(line(1000, { discounts: [rateOff(100_000), amountOff(100), rateOff(500_000)] })),
      onTop,
    )
    expect(lineDiscounts(priced, 0).map((each) => each.amountMinor)).toEqual([100, 100, 400])
    expect(priced.totalMinor).toBe(400)
  })

  test('a cart discount loses no cent over its lines', () => {
    const cart = { lines: [line(100), line(100), line(100)], discounts: [amountOff(100, 'cart')] }
    const priced = priceCart(cart, onTop)
    expect(priced.lines.map((each) => each.discountMinor)).toEqual([34, 33, 33])
  })

  test('a line that is not discountable takes no part in a cart discount', () => {
    const cart = { lines: [line(100), line(900, { isDiscountable: false })], discounts: [rateOff(500_000, 'cart')] }
    expect(priceCart(cart, onTop).lines.map((each) => each.discountMinor)).toEqual([50, 0])
  })

  test('a sale discounted by 100 % owes nothing, not a cent', () => {
    const cart = {
      lines: [line(333, { taxGroup: quebec }), line(199, { taxGroup: spain })],
      discounts: [rateOff(1_000_000, 'cart')],
    }
    expect(priceCart(cart, onTop)).toMatchObject({ totalMinor: 0, taxMinor: 0 })
    expect(priceCart(cart, { ...included, taxRounding: 'sale' })).toMatchObject({ totalMinor: 0, taxMinor: 0 })
  })

  test('goods that come back on an exchange take no part in the discount of the new ones', () => {
    const cart = { lines: [line(1000), line(500, { quantityMilli: -1000 })], discounts: [rateOff(100_000, 'cart')] }
    expect(priceCart(cart, onTop).lines.map((each) => each.totalMinor)).toEqual([900, -500])
  })

  test('a line with figures of its original keeps them, whatever the discount of the cart', () => {
    const copy = {
      grossMinor: -500,
      discountMinor: -50,
      taxAddedMinor: -45,
      taxMinor: -45,
      totalMinor: -495,
      taxes: [],
      discounts: [],
    }
    const cart = {
      lines: [line(1000), line(500, { quantityMilli: -1000, copy, taxGroup: quebec })],
      discounts: [rateOff(100_000, 'cart')],
    }
    for (const taxRounding of ['line', 'sale'] as const) {
      const priced = priceCart(cart, { ...onTop, taxRounding })
      expect(priced.lines[1]).toEqual({
        grossMinor: -500,
        discountMinor: -50,
        taxAddedMinor: -45,
        taxMinor: -45,
        totalMinor: -495,
      })
      expect(priced.totalMinor).toBe(900 - 495)
    }
  })

  test('a negative discount and a cart beyond 2^53 are refused', () => {
    expect(() => priceCart(cartOf(line(100, { discounts: [rateOff(-100_000)] })), onTop)).toThrow(RangeError)
    expect(() => priceCart(cartOf(line(100, { discounts: [amountOff(-1)] })), onTop)).toThrow(RangeError)
    expect(() => priceCart(cartOf(line(Number.MAX_SAFE_INTEGER), line(Number.MAX_SAFE_INTEGER)), onTop)).toThrow(
      RangeError,
    )
  })

  test('a cart without lines costs nothing', () => {
    expect(priceCart({ lines: [], discounts: [rateOff(100_000, 'cart')] }, onTop)).toMatchObject({
      totalMinor: 0,
      lines: [],
    })
  })
})

describe('any cart', () => {
  test('adds up: total = gross − discount + tax added, net = total − tax, lines sum to the sale', () => {
    fc.assert(
      fc.property(carts, pricings, (cart, pricing) => {
        const priced = priceCart(cart, pricing)
        expect(priced.totalMinor).toBe(priced.grossMinor - priced.discountMinor + priced.taxAddedMinor)
        expect(priced.netMinor).toBe(priced.totalMinor - priced.taxMinor)
        for (const figure of ['grossMinor', 'discountMinor', 'taxAddedMinor', 'taxMinor', 'totalMinor'] as const) {
          expect(sum(priced.lines.map((each) => each[figure]))).toBe(priced[figure])
        }
        priced.lines.forEach((each, i) => {
          expect(sum(lineTaxes(priced, i).map((tax) => tax.taxMinor))).toBe(each.taxMinor)
          expect(sum(lineDiscounts(priced, i).map((discount) => discount.amountMinor))).toBe(each.discountMinor)
        })
      }),
      { numRuns: 500 },
    )
  })

  test('has no line that is discounted below nothing, and no amount below zero', () => {
    fc.assert(
      fc.property(carts, pricings, (cart, pricing) => {
        for (const each of priceCart(cart, pricing).lines) {
          expect(each.discountMinor).toBeLessThanOrEqual(each.grossMinor)
          for (const amount of Object.values(each)) expect(amount).toBeGreaterThanOrEqual(0)
        }
      }),
      { numRuns: 500 },
    )
  })

  test('is undone by the same goods coming back', () => {
    fc.assert(
      fc.property(carts, pricings, (cart, pricing) => {
        const sold = priceCart(cart, pricing)
        const back = priceCart(mirrored(cart), pricing)
        const negated = back.lines.map((each) =>
          Object.fromEntries(Object.entries(each).map(([name, amount]) => [name, 0 - amount])),
        )
        expect(negated).toEqual(sold.lines.map((each) => ({ ...each })))
        expect(0 - back.totalMinor).toBe(sold.totalMinor)
      }),
      { numRuns: 500 },
    )
  })

  test('gives a cart discount exactly: its rate of what remains, or its amount', () => {
    fc.assert(
      fc.property(carts, fc.integer({ min: 0, max: 1_000_000 }), (cart, amountMinor) => {
        const before = priceCart({ ...cart, discounts: [] }, onTop)
        const room = sum(
          before.lines.map((each, i) => (cart.lines[i]?.isDiscountable ? each.grossMinor - each.discountMinor : 0)),
        )
        const after = priceCart({ ...cart, discounts: [amountOff(amountMinor, 'cart')] }, onTop)
        expect(after.discountMinor - before.discountMinor).toBe(Math.min(room, amountMinor))
      }),
      { numRuns: 300 },
    )
  })

  test('is priced the same again after any other cart', () => {
    fc.assert(
      fc.property(carts, carts, pricings, (cart, other, pricing) => {
        const first = priceCart(cart, pricing)
        const lines = first.lines
        priceCart(other, pricing)
        expect(priceCart(cart, pricing).lines).toEqual(lines)
        expect(first.lines).toEqual(lines)
      }),
      { numRuns: 200 },
    )
  })
})
