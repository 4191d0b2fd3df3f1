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
 * Spreads the cart's discounts, one after another, over the weights, which sum to `sum`, and adds them to the lines'
 * discounts. Returns the shares of all discounts but the last, whose shares are what the others leave: all lines for the
 * first, then for the next.
 */
export function spreadDiscounts(cart: Cart, columns: Columns, sum: number, isBack: boolean): readonly number[] {
  const { lines, discounts } = cart
  let shares = NO_SHARES
  let left = sum
  for (let c = 0; c < discounts.length; c += 1) {
    const discount = discounts[c]
    if (discount === undefined) break
    const total = discountAmount(discount, left)
    spread(columns, lines.length, total, left, isBack)
    if (c === discounts.length - 1) break
    left -= total
    shares = [...shares, ...keepShares(columns, lines.length, isBack)]
  }
  return shares
}

function spread({ figures, weight, share }: Columns, count: number, total: number, sum: number, isBack: boolean): void {
  if (total > 0) allocateInto(share, total, weight, count, sum)
  else share.fill(0, 0, count)
  for (let i = 0; i < count; i += 1) {
    const size = share[i] ?? 0
    const at = FIGURES * i + 1
    figures[at] = (figures[at] ?? 0) + (isBack ? 0 - size : size)
  }
}

/** Takes the shares from the weights, for the next discount, and returns them. */
function keepShares({ share, weight }: Columns, count: number, isBack: boolean): number[] {
  for (let i = 0; i < count; i += 1) weight[i] = (weight[i] ?? 0) - (share[i] ?? 0)
  return Array.from(share.subarray(0, count), (size) => (isBack ? 0 - size : size))
}
