import { plainRates, plainTax, taxesInto, type PlainRates, type TaxGroup } from '@pos/tax-engine'
import type { Cart, PricingOptions } from './cart.ts'
import { FIGURES, type Columns } from './columns.ts'
import { addedOtherwise } from './line-copy.ts'

/** The taxes of the line being priced, as `taxesInto` writes them. */
let taxFigures = new Float64Array(32)

/**
 * Adds the shares of the last cart discount and fills the tax of each line, rounded by itself, and the totals. Taxes
 * that an exemption takes out of a price that includes them leave the gross amount, so no amount points against the
 * quantity.
 */
export function taxEachLine(
  { lines }: Cart,
  { figures, share, totals }: Columns,
  { isTaxIncluded, exemption }: PricingOptions,
): void {
  const isPlain = !isTaxIncluded && exemption === null
  let group: TaxGroup | null = null
  let plain: PlainRates | null = null
  let sumGross = 0
  let sumDiscount = 0
  let sumTax = 0
  let sumAdded = 0
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i]
    if (line === undefined) break
    let gross = figures[FIGURES * i] ?? 0
    const discount = (figures[FIGURES * i + 1] ?? 0) + (share[i] ?? 0)
    let tax = 0
    if (line.copy !== null) {
      tax = line.copy.taxMinor
      sumAdded += addedOtherwise(line.copy, isTaxIncluded)
    } else if (line.taxGroup !== null) {
      if (line.taxGroup !== group) {
        group = line.taxGroup
        plain = isPlain ? plainRates(group) : null
      }
      if (plain !== null) tax = plainTax(gross - discount, plain)
      else {
        const out = roomFor(group.rates.length)
        taxesInto(out, group, gross - discount, line.quantityMilli, isTaxIncluded, exemption)
        tax = out[0] ?? 0
        if (isTaxIncluded) {
          gross += out[1] ?? 0
          figures[FIGURES * i] = gross
        }
      }
    }
    figures[FIGURES * i + 1] = discount
    figures[FIGURES * i + 2] = tax
    sumGross += gross
    sumDiscount += discount
    sumTax += tax
  }
  totals[0] = sumGross
  totals[1] = sumDiscount
  totals[2] = sumTax
  totals[3] = sumAdded + (isTaxIncluded ? 0 : sumTax)
}

function roomFor(rates: number): Float64Array {
  if (2 + 2 * rates > taxFigures.length) taxFigures = new Float64Array(4 + 4 * rates)
  return taxFigures
}
