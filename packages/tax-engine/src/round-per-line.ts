import type { Exemption, LineTaxes, TaxedLine } from './rate.ts'
import { taxesFor } from './taxes-for.ts'

/** The taxes of a sale's lines, each line rounded by itself. */
export function roundPerLine(lines: readonly TaxedLine[], exemption: Exemption | null = null): LineTaxes[] {
  return lines.map((line) => taxesFor(line, exemption))
}
