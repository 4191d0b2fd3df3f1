import type { Cart } from '@pos/domain'
import {
  add,
  CAD,
  dinero,
  halfAwayFromZero,
  multiply,
  subtract,
  toSnapshot,
  transformScale,
  type Dinero,
} from 'dinero.js'
import { CART_DISCOUNT_PPM, LINE_DISCOUNT_AT, LINE_DISCOUNT_PPM, TAX_PPM } from './samples.ts'

type Money = Dinero<number>
export type DineroTotals = {
  readonly gross: number
  readonly discount: number
  readonly tax: number
  readonly lines: readonly number[]
}

const ZERO = dinero({ amount: 0, currency: CAD })

/** The same cart with dinero.js, as its documentation writes it: multiply by a scaled amount, then back to two digits. */
export function priceDinero(cart: Cart): DineroTotals {
  const gross = cart.lines.map((line) =>
    part(dinero({ amount: line.priceMinor, currency: CAD }), line.quantityMilli, 3),
  )
  const own = gross.map((amount, i) => (i === LINE_DISCOUNT_AT ? part(amount, LINE_DISCOUNT_PPM, 6) : ZERO))
  const rests = gross.map((amount, i) => subtract(amount, own[i] ?? ZERO))
  const shares = byLargestRemainder(part(total(rests), CART_DISCOUNT_PPM, 6), rests)
  const bases = rests.map((rest, i) => subtract(rest, shares[i] ?? ZERO))
  const taxes = bases.map((base) => add(part(base, TAX_PPM[0], 6), part(base, TAX_PPM[1], 6)))
  return {
    gross: minor(total(gross)),
    discount: minor(add(total(own), total(shares))),
    tax: minor(total(taxes)),
    lines: bases.map((base, i) => minor(add(base, taxes[i] ?? ZERO))),
  }
}

function part(money: Money, amount: number, scale: number): Money {
  return transformScale(multiply(money, { amount, scale }), 2, halfAwayFromZero)
}

function total(amounts: readonly Money[]): Money {
  return amounts.reduce((sum, amount) => add(sum, amount), ZERO)
}

/**
 * `allocate` of dinero.js gives the units that remain to the largest ratios, not to the largest remainders. So that all
 * contenders divide alike, the division is done on its numbers by hand, which is in its favour.
 */
function byLargestRemainder(money: Money, weights: readonly Money[]): Money[] {
  const amount = minor(money)
  const ratios = weights.map(minor)
  const sum = ratios.reduce((a, b) => a + b, 0)
  const parts = ratios.map((ratio) => Math.floor((amount * ratio) / sum))
  const left = amount - parts.reduce((a, b) => a + b, 0)
  const rest = (i: number): number => amount * ratios[i]! - parts[i]! * sum
  const order = ratios.map((_, i) => i).sort((a, b) => rest(b) - rest(a) || a - b)
  for (const i of order.slice(0, left)) parts[i]! += 1
  return parts.map((share) => dinero({ amount: share, currency: CAD }))
}

function minor(money: Money): number {
  return toSnapshot(money).amount
}
