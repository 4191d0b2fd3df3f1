/**
 * The names by which policies know a sale: goods that leave complete a sale, goods that come back are a return, and an
 * exchange is both.
 *
 * @example saleActions([{ quantityMilli: -1000 }]) // ['sale:return']
 */
export function saleActions(lines: readonly { readonly quantityMilli: number }[]): readonly string[] {
  const isSold = lines.some(({ quantityMilli }) => quantityMilli >= 0)
  const isReturned = lines.some(({ quantityMilli }) => quantityMilli < 0)
  return [...(isSold || !isReturned ? ['sale:complete'] : []), ...(isReturned ? ['sale:return'] : [])]
}

type Discounted = { readonly discountMinor: number; readonly grossMinor: number }

/** The deepest discount of any line, in parts per million of its price. */
export function deepestDiscount(lines: readonly Discounted[]): number {
  return lines.reduce((worst, { discountMinor, grossMinor }) => {
    if (grossMinor === 0) return worst
    return Math.max(worst, Math.round((Math.abs(discountMinor) / Math.abs(grossMinor)) * 1_000_000))
  }, 0)
}
