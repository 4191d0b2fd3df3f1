import { includedTaxesInto } from './included-taxes.ts'
import type { Exemption, TaxGroup } from './rate.ts'
import { isExempt } from './rate.ts'
import { partOf, timesRatio } from './ratio.ts'

/**
 * The lean core: writes the taxes of one line into `out`, without making objects. First stand the sum of the taxes
 * and what they add to the base, then base and tax of each rate in order: `2 + 2 × rates` numbers in all.
 */
export function taxesInto(
  out: Float64Array,
  group: TaxGroup,
  baseMinor: number,
  quantityMilli: number,
  isTaxIncluded: boolean,
  exemption: Exemption | null,
): void {
  if (isTaxIncluded) {
    const net = includedTaxesInto(out, group, baseMinor, quantityMilli)
    if (exemption === null || !group.rates.some((rate) => isExempt(rate, exemption))) return
    addedTaxesInto(out, group, net, quantityMilli, exemption)
    out[1] = net + (out[0] ?? 0) - baseMinor
    return
  }
  addedTaxesInto(out, group, baseMinor, quantityMilli, exemption)
}

function addedTaxesInto(
  out: Float64Array,
  group: TaxGroup,
  netMinor: number,
  quantityMilli: number,
  exemption: Exemption | null,
): void {
  const rates = group.rates
  let sum = 0
  for (let i = 0; i < rates.length; i += 1) {
    const rate = rates[i]
    if (rate === undefined) break
    const base = rate.isCompound ? netMinor + sum : netMinor
    let tax = 0
    if (exemption === null || !isExempt(rate, exemption)) {
      if (rate.kind === 'percent') tax = partOf(base, rate.ratePpm)
      else tax = timesRatio(rate.amountMinor, quantityMilli, rate.perMilli)
    }
    out[2 + 2 * i] = base
    out[3 + 2 * i] = tax
    sum += tax
  }
  out[0] = sum
  out[1] = sum
}
