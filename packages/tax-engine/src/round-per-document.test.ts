import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mirrored, soldLines, total } from '../test/arbitrary.ts'
import { groupOf, percent, perUnit } from '../test/rates.ts'
import type { TaxedLine, TaxGroup } from './rate.ts'
import { timesRatio } from './ratio.ts'
import { roundPerDocument } from './round-per-document.ts'
import { roundPerLine } from './round-per-line.ts'

function line(group: TaxGroup, baseMinor: number, isTaxIncluded = false, quantityMilli = 1000): TaxedLine {
  return { group, baseMinor, quantityMilli, isTaxIncluded }
}

function taxOf(lines: readonly { taxMinor: number }[]): number {
  return total(lines.map((each) => each.taxMinor))
}

const quebec = groupOf(percent('gst', 50_000), percent('qst', 99_750))

test('ten small lines owe the tax of their sum, not ten rounded taxes', () => {
  const lines = Array.from({ length: 10 }, () => line(quebec, 9))
  expect(taxOf(roundPerLine(lines))).toBe(10)
  expect(taxOf(roundPerDocument(lines))).toBe(5 + 9)
})

test('a rate that stands in two groups is rounded once for both', () => {
  const gstOnly = groupOf(percent('gst', 50_000))
  const result = roundPerDocument([line(quebec, 10), line(gstOnly, 10)])
  expect(result.map((each) => each.taxes[0]?.taxMinor)).toEqual([1, 0])
})

test('the lines sum to the tax of the document, rate by rate', () => {
  fc.assert(
    fc.property(fc.array(soldLines(fc.constant(false)), { maxLength: 12 }), (lines) => {
      const result = roundPerDocument(lines)
      const rates = new Map(lines.flatMap((each) => each.group.rates.map((rate) => [rate.id, rate])))
      for (const rate of rates.values()) {
        if (rate.isCompound || rate.kind !== 'percent') continue
        const own = result.flatMap((each) => each.taxes.filter((tax) => tax.rate.id === rate.id))
        const base = total(own.map((tax) => tax.baseMinor))
        expect(total(own.map((tax) => tax.taxMinor))).toBe(timesRatio(base, rate.ratePpm, 1_000_000))
      }
      result.forEach((each, i) => expect(each.netMinor).toBe(lines[i]?.baseMinor))
    }),
    { numRuns: 500 },
  )
})

test('no line is more than a unit per rate away from its own rounding, while its taxes leave something of its price', () => {
  fc.assert(
    fc.property(fc.array(soldLines(fc.boolean()), { maxLength: 12 }), (lines) => {
      const perLine = roundPerLine(lines)
      fc.pre(perLine.every(({ netMinor }, i) => netMinor > 0 || lines[i]?.baseMinor === 0))
      roundPerDocument(lines).forEach((each, i) => {
        const rates = each.taxes.length
        expect(Math.abs(each.taxMinor - (perLine[i]?.taxMinor ?? 0))).toBeLessThanOrEqual(2 * rates * (1 + rates))
        expect(each.netMinor + each.taxMinor).toBe((lines[i]?.baseMinor ?? 0) + each.taxAddedMinor)
      })
    }),
    { numRuns: 500 },
  )
})

test('a percentage of an included amount per unit stays with the goods that carry it', () => {
  const excise = groupOf(perUnit('excise', 137, 330), percent('pst', 75_000, true))
  const lines = [line(excise, 182, true, 402), line(excise, 1_000_000, true, 1)]
  expect(roundPerDocument(lines).map((each) => each.taxes[1]?.taxMinor)).toEqual(
    roundPerLine(lines).map((each) => each.taxes[1]?.taxMinor),
  )
})

test('one line alone is taxed the same either way', () => {
  fc.assert(
    fc.property(soldLines(fc.boolean()), fc.constantFrom(null, 'all' as const, new Set(['gst'])), (only, exemption) => {
      expect(roundPerDocument([only], exemption)).toEqual(roundPerLine([only], exemption))
    }),
    { numRuns: 1000 },
  )
})

test('returned goods mirror sold ones, alone and on one exchange', () => {
  fc.assert(
    fc.property(fc.array(soldLines(fc.boolean()), { maxLength: 8 }), (lines) => {
      const sold = roundPerDocument(lines).map((each) => each.taxMinor)
      const back = roundPerDocument(lines.map(mirrored)).map((each) => 0 - each.taxMinor)
      const both = roundPerDocument([...lines, ...lines.map(mirrored)]).map((each) => each.taxMinor)
      expect(back).toEqual(sold)
      expect(both).toEqual([...sold, ...sold.map((tax) => 0 - tax)])
    }),
    { numRuns: 500 },
  )
})

test('groups with the same included rate are taken together', () => {
  const goods = { ...groupOf(percent('iva', 210_000)), id: 'goods' }
  const services = { ...groupOf(percent('iva', 210_000)), id: 'services' }
  const lines = [line(goods, 100, true), line(services, 100, true), line(services, 100, true)]
  expect(taxOf(roundPerDocument(lines))).toBe(52)
  expect(taxOf(roundPerLine(lines))).toBe(51)
})

test('an amount per unit is rounded once for all quantities', () => {
  const deposit = groupOf(perUnit('deposit', 1, 3000))
  const lines = [line(deposit, 0), line(deposit, 0), line(deposit, 0)]
  expect(taxOf(roundPerLine(lines))).toBe(0)
  expect(roundPerDocument(lines).map((each) => each.taxMinor)).toEqual([1, 0, 0])
})

test('a sale without lines owes nothing', () => {
  expect(roundPerDocument([])).toEqual([])
})
