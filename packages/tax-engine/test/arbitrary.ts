import fc from 'fast-check'
import type { TaxedLine, TaxGroup } from '../src/index.ts'
import { groupOf, percent, perUnit } from './rates.ts'

const POOL = [
  percent('gst', 50_000),
  percent('qst', 99_750),
  percent('vat', 210_000),
  percent('low', 40_000),
  percent('zero', 0),
  percent('new-york', 88_750),
  percent('pst', 75_000, true),
  percent('levy', 13_333, true),
  perUnit('deposit', 25),
  perUnit('excise', 137, 330),
]

export const groups: fc.Arbitrary<TaxGroup> = fc
  .uniqueArray(fc.constantFrom(...POOL), { maxLength: 4, selector: (rate) => rate.id })
  .map((rates) => groupOf(...rates))

/** Goods sold: amount and quantity as they come in shops, up to nearly a billion minor units. */
export function soldLines(isTaxIncluded: fc.Arbitrary<boolean>): fc.Arbitrary<TaxedLine> {
  return fc.record({
    group: groups,
    baseMinor: fc.oneof(fc.integer({ min: 0, max: 50_000 }), fc.integer({ min: 0, max: 900_000_000 })),
    quantityMilli: fc.integer({ min: 1, max: 100_000 }),
    isTaxIncluded,
  })
}

export function mirrored(line: TaxedLine): TaxedLine {
  return { ...line, baseMinor: 0 - line.baseMinor, quantityMilli: -line.quantityMilli }
}

export function total(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum + amount, 0)
}
