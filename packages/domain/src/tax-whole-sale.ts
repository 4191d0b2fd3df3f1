import { roundPerDocument, type LineTaxes } from '@pos/tax-engine'
import { addShares } from './cart-discounts.ts'
import type { Cart, PricingOptions } from './cart.ts'
import { FIGURES, type Columns } from './columns.ts'
import { addedOtherwise } from './line-copy.ts'

/**
 * The same as `taxEachLine` for taxes that are rounded once per rate for the whole sale. Returns the taxes; null for a
 * line without its own.
 */
export function taxWholeSale(
  { lines }: Cart,
  { figures, share, totals }: Columns,
  { isTaxIncluded, exemption }: PricingOptions,
): (LineTaxes | null)[] {
  addShares(figures, share, lines.length)
  const taxed = lines.flatMap(({ taxGroup, copy, quantityMilli }, index) => {
    if (taxGroup === null || copy !== null) return []
    const baseMinor = (figures[FIGURES * index] ?? 0) - (figures[FIGURES * index + 1] ?? 0)
    return [{ index, group: taxGroup, baseMinor, quantityMilli, isTaxIncluded }]
  })
  const byLine: (LineTaxes | null)[] = lines.map(() => null)
  roundPerDocument(taxed, exemption).forEach((taxes, i) => {
    const index = taxed[i]?.index
    if (index !== undefined) byLine[index] = taxes
  })
  lines.forEach(({ copy }, i) => {
    const taxes = byLine[i]
    if (isTaxIncluded) figures[FIGURES * i] = (figures[FIGURES * i] ?? 0) + (taxes?.taxAddedMinor ?? 0)
    figures[FIGURES * i + 2] = copy?.taxMinor ?? taxes?.taxMinor ?? 0
  })
  totals.fill(0)
  for (let at = 0; at < lines.length * FIGURES; at += 1) {
    totals[at % FIGURES] = (totals[at % FIGURES] ?? 0) + (figures[at] ?? 0)
  }
  const copied = lines.reduce((sum, { copy }) => sum + (copy === null ? 0 : addedOtherwise(copy, isTaxIncluded)), 0)
  totals[3] = copied + (isTaxIncluded ? 0 : (totals[2] ?? 0))
  return byLine
}
