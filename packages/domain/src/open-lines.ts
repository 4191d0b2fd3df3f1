import type { CartLine } from './cart.ts'
import { FIGURES, type Columns } from './columns.ts'
import { discountAmount } from './discount-amount.ts'
import { lineGross } from './line-gross.ts'

/**
 * Fills gross amount, own discounts and weight of each line. The weight is the size of what remains where the line takes
 * part in discounts of the cart; `isBack` says whether those are for goods that come back. Returns the sum of weights.
 */
export function openLines(lines: readonly CartLine[], { figures, weight }: Columns, isBack: boolean): number {
  let sum = 0
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i]
    if (line === undefined) break
    const { copy, quantityMilli } = line
    const grossMinor = copy === null ? lineGross(line.priceMinor, line.perMilli, quantityMilli) : copy.grossMinor
    const discountMinor = copy === null ? ownDiscount(line, grossMinor) : copy.discountMinor
    figures[FIGURES * i] = grossMinor
    figures[FIGURES * i + 1] = discountMinor
    const takesPart = line.isDiscountable && copy === null && quantityMilli < 0 === isBack
    const rest = takesPart ? Math.abs(grossMinor - discountMinor) : 0
    weight[i] = rest
    sum += rest
  }
  return sum
}

/** A line's discounts apply one after another, each to what remains. */
function ownDiscount({ discounts }: CartLine, grossMinor: number): number {
  if (discounts.length === 0) return 0
  let sum = 0
  for (let i = 0; i < discounts.length; i += 1) {
    const discount = discounts[i]
    if (discount === undefined) break
    sum += discountAmount(discount, grossMinor - sum)
  }
  return sum
}
