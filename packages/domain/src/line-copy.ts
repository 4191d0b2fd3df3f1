import type { LineCopy } from './cart.ts'

/** What a copied line adds beyond a line priced here: its sale may have had prices of the other kind. */
export function addedOtherwise(copy: LineCopy, isTaxIncluded: boolean): number {
  return copy.taxAddedMinor - (isTaxIncluded ? 0 : copy.taxMinor)
}
