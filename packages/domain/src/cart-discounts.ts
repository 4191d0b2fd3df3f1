import { allocateInto } from '@pos/tax-engine'
import type { Cart, CartLine } from './cart.ts'
import { FIGURES, type Columns } from './columns.ts'
import { discountAmount } from './discount-amount.ts'

const NO_SHARES: readonly number[] = []

/** Whether the cart's discounts are for goods that come back: only when none of the discountable goods goes out. */
export function isCartBack(lines: readonly CartLine[]): boolean {
  return !lines.some((line) => line.quantityMilli > 0 && line.isDiscountable && line.copy === null)
}

/**
 * Spreads the cart's discounts, one after another, over the weights, which sum to `sum`. The shares of the last one are
 * left in the column `share`; those before are added to the lines' discounts and returned: all lines for the first
 * discount, then for the next.
 */
export function spreadDiscounts(cart: Cart, columns: Columns, sum: number, isBack: boolean): readonly number[] {
  const { lines, discounts } = cart
  const { share, weight } = columns
  if (discounts.length === 0) share.fill(0, 0, lines.length)
  let shares = NO_SHARES
  let left = sum
  for (let c = 0; c < discounts.length; c += 1) {
    const discount = discounts[c]
    if (discount === undefined) break
    const total = discountAmount(discount, left)
    if (total > 0) allocateInto(share, total, weight, lines.length, left)
    else share.fill(0, 0, lines.length)
    if (c < discounts.length - 1) {
      left -= total
      shares = [...shares, ...settleShares(columns, lines.length, isBack)]
    } else if (isBack) turn(share, lines.length)
  }
  return shares
}

/** Adds the shares to the discounts, takes them from the weights of the next discount, and returns them. */
function settleShares({ figures, share, weight }: Columns, count: number, isBack: boolean): number[] {
  for (let i = 0; i < count; i += 1) weight[i] = (weight[i] ?? 0) - (share[i] ?? 0)
  if (isBack) turn(share, count)
  addShares(figures, share, count)
  return Array.from(share.subarray(0, count))
}

/** Adds shares to the discounts among the figures. */
export function addShares(figures: number[], share: Float64Array, count: number): void {
  for (let i = 0; i < count; i += 1) figures[FIGURES * i + 1] = (figures[FIGURES * i + 1] ?? 0) + (share[i] ?? 0)
}

function turn(share: Float64Array, count: number): void {
  for (let i = 0; i < count; i += 1) share[i] = 0 - (share[i] ?? 0)
}
