import type { TaxGroup } from './rate.ts'
import { EXACT_PARTS, partOf } from './ratio.ts'

/**
 * The rates (ppm) of a group that holds only plain percentages, as nearly all do, laid out for the inner loop: two by
 * name (0 where there is none), because a loop over two costs more than the two. `limit` is how large a base may be for
 * the estimate of `partOf` to hold with each of them.
 */
export type PlainRates = {
  readonly first: number
  readonly second: number
  readonly more: readonly number[]
  readonly limit: number
}

const known = new WeakMap<TaxGroup, PlainRates | null>()

/** The plain rates of a group; null when it has another kind of rate as well. Kept for each group. */
export function plainRates(group: TaxGroup): PlainRates | null {
  const before = known.get(group)
  if (before !== undefined) return before
  const ppm = group.rates.flatMap((rate) => (rate.kind === 'percent' && !rate.isCompound ? [rate.ratePpm] : []))
  const [first = 0, second = 0, ...more] = ppm
  const isPlain = ppm.length === group.rates.length && ppm.every((rate) => rate >= 0)
  const plain = isPlain ? { first, second, more, limit: EXACT_PARTS / Math.max(1, ...ppm) } : null
  known.set(group, plain)
  return plain
}

/** What plain rates add to a base without taxes, each rounded by itself: the sum that `taxesFor` gives rate by rate. */
export function plainTax(baseMinor: number, rates: PlainRates): number {
  const size = Math.abs(baseMinor)
  if (!(size < rates.limit)) return plainTaxWide(baseMinor, rates)
  let sum = Math.floor(size * rates.first * 1e-6 + 0.5000002) + Math.floor(size * rates.second * 1e-6 + 0.5000002)
  if (rates.more.length > 0) sum += moreTax(size, rates.more)
  return baseMinor < 0 ? 0 - sum : sum
}

function moreTax(size: number, more: readonly number[]): number {
  return more.reduce((sum, rate) => sum + partOf(size, rate), 0)
}

function plainTaxWide(baseMinor: number, { first, second, more }: PlainRates): number {
  return partOf(baseMinor, first) + partOf(baseMinor, second) + moreTax(baseMinor, more)
}
