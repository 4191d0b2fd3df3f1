import type { Exemption, LineTaxes, TaxedLine } from './rate.ts'
import { taxesInto } from './taxes-into.ts'

/**
 * The taxes of one line, each rounded half away from zero to whole minor units.
 *
 * Rates are applied in order of position. On top of the price a plain rate applies to the base, a compound rate to the
 * base plus the taxes before it. Included taxes are taken out of the base so that net plus taxes is the base exactly.
 * Whoever is exempt pays the net amount plus the taxes that remain. Negative lines are the mirror of positive ones.
 *
 * @throws RangeError when an amount is beyond ±(2^53 − 1)
 * @example taxesFor({ group: newYork, baseMinor: 1999, quantityMilli: 1000, isTaxIncluded: false }).taxMinor // 177
 */
export function taxesFor(line: TaxedLine, exemption: Exemption | null = null): LineTaxes {
  const figures = new Float64Array(2 + 2 * line.group.rates.length)
  taxesInto(figures, line.group, line.baseMinor, line.quantityMilli, line.isTaxIncluded, exemption)
  return lineTaxesOf(figures, line)
}

/** Reads what `taxesInto` wrote. */
export function lineTaxesOf(figures: ArrayLike<number>, line: TaxedLine): LineTaxes {
  const taxMinor = figures[0] ?? 0
  const taxAddedMinor = figures[1] ?? 0
  return {
    netMinor: line.baseMinor + taxAddedMinor - taxMinor,
    taxMinor,
    taxAddedMinor,
    taxes: line.group.rates.map((rate, i) => ({
      rate,
      baseMinor: figures[2 + 2 * i] ?? 0,
      taxMinor: figures[3 + 2 * i] ?? 0,
    })),
  }
}
