import type { Cart } from '@pos/domain'
import { CART_DISCOUNT_PPM, LINE_DISCOUNT_AT, LINE_DISCOUNT_PPM, LINES, TAX_PPM } from './samples.ts'

/** A cart as two columns of numbers: nothing to look up, nothing to decide. */
export type BareCart = { readonly prices: Float64Array; readonly quantities: Float64Array }

export function bareCart(cart: Cart): BareCart {
  return {
    prices: Float64Array.from(cart.lines, (line) => line.priceMinor),
    quantities: Float64Array.from(cart.lines, (line) => line.quantityMilli),
  }
}

/** Of the last cart: gross, discount, tax. */
export const bareFigures = { gross: 0, discount: 0, tax: 0 }
export const bareTotals = new Float64Array(LINES)

const gross = new Float64Array(LINES)
const discount = new Float64Array(LINES)
const remainders = new Float64Array(LINES)
const [gst, qst] = TAX_PPM

/** The arithmetic of this one kind of cart written out for it, without a single rule: the limit for `priceCart`. */
export function priceBare({ prices, quantities }: BareCart): number {
  let sum = 0
  for (let i = 0; i < LINES; i += 1) {
    const amount = ratio(prices[i]!, quantities[i]!, 1000)
    gross[i] = amount
    discount[i] = i === LINE_DISCOUNT_AT ? ratio(amount, LINE_DISCOUNT_PPM, 1_000_000) : 0
    sum += amount - discount[i]!
  }
  spread(ratio(sum, CART_DISCOUNT_PPM, 1_000_000), sum)
  bareFigures.gross = 0
  bareFigures.discount = 0
  bareFigures.tax = 0
  for (let i = 0; i < LINES; i += 1) {
    const base = gross[i]! - discount[i]!
    const tax = ratio(base, gst, 1_000_000) + ratio(base, qst, 1_000_000)
    bareTotals[i] = base + tax
    bareFigures.gross += gross[i]!
    bareFigures.discount += discount[i]!
    bareFigures.tax += tax
  }
  return bareFigures.gross - bareFigures.discount + bareFigures.tax
}

function ratio(value: number, numerator: number, denominator: number): number {
  return Math.floor((value * numerator) / denominator + 0.5)
}

function spread(total: number, sum: number): void {
  let left = total
  for (let i = 0; i < LINES; i += 1) {
    const exact = total * (gross[i]! - discount[i]!)
    const share = Math.floor(exact / sum)
    remainders[i] = exact - share * sum
    discount[i]! += share
    left -= share
  }
  for (; left > 0; left -= 1) {
    let best = 0
    for (let i = 1; i < LINES; i += 1) if (remainders[i]! > remainders[best]!) best = i
    remainders[best] = -1
    discount[best]! += 1
  }
}
