import type { TaxGroup } from './rate.ts'
import { PPM, roundedQuotient, timesRatio } from './ratio.ts'

/**
 * Takes the taxes out of an amount that includes them, in the layout of `taxesInto`, and returns the net amount. Each
 * tax is rounded by itself and the net amount is what remains, so net plus taxes is the amount exactly. The taxes
 * together never exceed the amount: amounts per unit come first, and what does not fit is cut from the later ones.
 */
export function includedTaxesInto(
  out: Float64Array,
  group: TaxGroup,
  amountMinor: number,
  quantityMilli: number,
): number {
  fixedTaxesInto(out, group, amountMinor, quantityMilli)
  return sharedTaxesInto(out, group, amountMinor)
}

/** The first half: the amounts per unit, as far as there is room for them. */
export function fixedTaxesInto(
  out: Float64Array,
  { rates }: TaxGroup,
  amountMinor: number,
  quantityMilli: number,
): void {
  let room = amountMinor
  for (let i = 0; i < rates.length; i += 1) {
    const rate = rates[i]
    if (rate?.kind !== 'per_unit') continue
    const tax = within(timesRatio(rate.amountMinor, quantityMilli, rate.perMilli), room)
    out[3 + 2 * i] = tax
    room -= tax
  }
}

/** The second half: the percentages of what the amounts per unit, which `out` holds already, leave. */
export function sharedTaxesInto(out: Float64Array, group: TaxGroup, amountMinor: number): number {
  const rates = group.rates
  let rest = amountMinor
  let whole = PPM
  let isCompound = false
  for (let i = 0; i < rates.length; i += 1) {
    const rate = rates[i]
    if (rate === undefined) break
    if (rate.kind === 'per_unit') rest -= out[3 + 2 * i] ?? 0
    else {
      whole += rate.ratePpm
      if (rate.isCompound) isCompound = true
    }
  }
  if (isCompound) compoundInto(out, group, amountMinor)
  else {
    for (let i = 0; i < rates.length; i += 1) {
      const rate = rates[i]
      if (rate?.kind === 'percent') out[3 + 2 * i] = timesRatio(rest, rate.ratePpm, whole)
    }
  }
  return closeInto(out, group, amountMinor, rest)
}

/** Cuts percentages that exceed what the amounts per unit leave, then writes sums and bases. */
function closeInto(out: Float64Array, { rates }: TaxGroup, amountMinor: number, restMinor: number): number {
  let net = restMinor
  for (let i = 0; i < rates.length; i += 1) {
    if (rates[i]?.kind !== 'percent') continue
    const tax = within(out[3 + 2 * i] ?? 0, net)
    out[3 + 2 * i] = tax
    net -= tax
  }
  let before = net
  for (let i = 0; i < rates.length; i += 1) {
    out[2 + 2 * i] = rates[i]?.isCompound ? before : net
    before += out[3 + 2 * i] ?? 0
  }
  out[0] = amountMinor - net
  out[1] = 0
  return net
}

/** `tax`, or all of `room` when the tax is larger; nothing when they point in different directions. */
function within(tax: number, room: number): number {
  if (tax >= 0) return tax <= room ? tax : room > 0 ? room : 0
  return tax >= room ? tax : room < 0 ? room : 0
}

/**
 * With compound rates each tax is `(share × net + fixed)`, and so is their sum; solving for the net amount gives each
 * tax as one exact fraction. All numerators stand over one denominator: a power of a million, one for each compound
 * level and one for the plain rates.
 */
function compoundInto(out: Float64Array, group: TaxGroup, amountMinor: number): void {
  const million = BigInt(PPM)
  const levels = group.rates.filter((rate) => rate.isCompound && rate.kind === 'percent').length
  const unit = million ** BigInt(levels + 1)
  let shares = 0n
  let fixed = 0n
  const terms = group.rates.map((rate, i) => {
    const term =
      rate.kind === 'per_unit'
        ? { share: 0n, fixed: BigInt(out[3 + 2 * i] ?? 0) * unit }
        : rate.isCompound
          ? {
              share: ((unit + shares) * BigInt(rate.ratePpm)) / million,
              fixed: (fixed * BigInt(rate.ratePpm)) / million,
            }
          : { share: (unit * BigInt(rate.ratePpm)) / million, fixed: 0n }
    shares += term.share
    fixed += term.fixed
    return term
  })
  const net = BigInt(amountMinor) * unit - fixed
  terms.forEach((term, i) => {
    if (group.rates[i]?.kind !== 'percent') return
    out[3 + 2 * i] = roundedQuotient(term.share * net + term.fixed * (unit + shares), unit * (unit + shares))
  })
}
