import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { groupOf, percent, perUnit } from '../test/rates.ts'
import { mirrored, soldLines, total } from '../test/arbitrary.ts'
import type { TaxGroup } from './rate.ts'
import { plainRates, plainTax } from './plain-rates.ts'
import { taxesFor } from './taxes-for.ts'

function onTop(group: TaxGroup, baseMinor: number, quantityMilli = 1000): number[] {
  return taxesFor({ group, baseMinor, quantityMilli, isTaxIncluded: false }).taxes.map((tax) => tax.taxMinor)
}

function inside(group: TaxGroup, baseMinor: number, quantityMilli = 1000): { net: number; taxes: number[] } {
  const { netMinor, taxes } = taxesFor({ group, baseMinor, quantityMilli, isTaxIncluded: true })
  return { net: netMinor, taxes: taxes.map((tax) => tax.taxMinor) }
}

describe('real places', () => {
  test('New York City adds 8.875 %', () => {
    const newYork = groupOf(percent('ny', 88_750))
    expect(onTop(newYork, 1999)).toEqual([177])
    expect(onTop(newYork, 10_000)).toEqual([888])
    expect(onTop(newYork, 400)).toEqual([36])
  })

  test('Quebec adds GST 5 % and QST 9.975 % of the same net amount', () => {
    const quebec = groupOf(percent('gst', 50_000), percent('qst', 99_750))
    expect(onTop(quebec, 10_000)).toEqual([500, 998])
    expect(onTop(quebec, 1999)).toEqual([100, 199])
  })

  test('Quebec before 2013 added QST to the net amount and the GST', () => {
    const old = groupOf(percent('gst', 50_000), percent('qst', 95_000, true))
    expect(taxesFor({ group: old, baseMinor: 10_000, quantityMilli: 1000, isTaxIncluded: false }).taxes).toMatchObject([
      { baseMinor: 10_000, taxMinor: 500 },
      { baseMinor: 10_500, taxMinor: 998 },
    ])
  })

  test('Prince Edward Island added 10 % to the price with GST', () => {
    const pei = groupOf(percent('gst', 50_000), percent('pst', 100_000, true))
    expect(onTop(pei, 10_000)).toEqual([500, 1050])
  })

  test('Spanish prices include 21, 10 or 4 %', () => {
    expect(inside(groupOf(percent('iva-21', 210_000)), 1210)).toEqual({ net: 1000, taxes: [210] })
    expect(inside(groupOf(percent('iva-10', 100_000)), 999)).toEqual({ net: 908, taxes: [91] })
    expect(inside(groupOf(percent('iva-4', 40_000)), 104)).toEqual({ net: 100, taxes: [4] })
    expect(inside(groupOf(percent('iva-21', 210_000)), 1)).toEqual({ net: 1, taxes: [0] })
  })

  test('Puerto Rico adds 10.5 % for the state and 1 % for the municipality', () => {
    expect(onTop(groupOf(percent('state', 105_000), percent('municipal', 10_000)), 1050)).toEqual([110, 11])
  })

  test('a container deposit is counted by the piece, whatever the price', () => {
    const deposit = groupOf(perUnit('deposit', 25))
    expect(onTop(deposit, 999, 6000)).toEqual([150])
    expect(onTop(deposit, 0, 6000)).toEqual([150])
  })

  test('an excise by the litre comes before a VAT that applies to it as well', () => {
    const spirits = groupOf(perUnit('excise', 1303, 1000), percent('vat', 200_000, true))
    expect(onTop(spirits, 1000, 700)).toEqual([912, 382])
    expect(inside(spirits, 2294, 700)).toEqual({ net: 1000, taxes: [912, 382] })
  })
})

describe('exemptions', () => {
  const quebec = groupOf(percent('gst', 50_000), percent('qst', 99_750))

  test('an exempt rate stands on the line with its base and no tax', () => {
    const line = { group: quebec, baseMinor: 10_000, quantityMilli: 1000, isTaxIncluded: false }
    expect(taxesFor(line, new Set(['gst']))).toMatchObject({
      taxMinor: 998,
      taxes: [
        { baseMinor: 10_000, taxMinor: 0 },
        { baseMinor: 10_000, taxMinor: 998 },
      ],
    })
    expect(taxesFor(line, 'all')).toMatchObject({ netMinor: 10_000, taxMinor: 0, taxAddedMinor: 0 })
  })

  test('who is exempt from an included tax pays the price without it', () => {
    const line = { group: groupOf(percent('iva', 210_000)), baseMinor: 1210, quantityMilli: 1000, isTaxIncluded: true }
    expect(taxesFor(line, 'all')).toMatchObject({ netMinor: 1000, taxMinor: 0, taxAddedMinor: -210 })
  })

  test('an exemption from a tax that is not in the group changes nothing', () => {
    fc.assert(
      fc.property(soldLines(fc.boolean()), (line) => {
        expect(taxesFor(line, new Set(['unheard-of']))).toEqual(taxesFor(line))
      }),
    )
  })
})

describe('for any line', () => {
  test('net and taxes make up exactly what the customer pays', () => {
    fc.assert(
      fc.property(
        soldLines(fc.boolean()),
        fc.constantFrom(null, 'all' as const, new Set(['gst', 'deposit'])),
        (line, exemption) => {
          const result = taxesFor(line, exemption)
          expect(total(result.taxes.map((tax) => tax.taxMinor))).toBe(result.taxMinor)
          expect(result.netMinor + result.taxMinor).toBe(line.baseMinor + result.taxAddedMinor)
        },
      ),
      { numRuns: 1000 },
    )
  })

  test('taxes on top of a price are added, taxes inside it are not', () => {
    fc.assert(
      fc.property(soldLines(fc.constant(false)), (line) => {
        const put = taxesFor(line)
        expect(put.taxAddedMinor).toBe(put.taxMinor)
        expect(taxesFor({ ...line, isTaxIncluded: true }).taxAddedMinor).toBe(0)
      }),
    )
  })

  test('a return undoes the sale to the unit', () => {
    fc.assert(
      fc.property(
        soldLines(fc.boolean()),
        fc.constantFrom(null, 'all' as const, new Set(['gst'])),
        (line, exemption) => {
          const sold = taxesFor(line, exemption)
          const back = taxesFor(mirrored(line), exemption)
          expect(back.taxes.map((tax) => 0 - tax.taxMinor)).toEqual(sold.taxes.map((tax) => tax.taxMinor))
          expect(back.taxes.map((tax) => 0 - tax.baseMinor)).toEqual(sold.taxes.map((tax) => tax.baseMinor))
          expect([0 - back.netMinor, 0 - back.taxAddedMinor]).toEqual([sold.netMinor, sold.taxAddedMinor])
        },
      ),
      { numRuns: 1000 },
    )
  })

  test('included taxes are never negative and never more than the price', () => {
    fc.assert(
      fc.property(soldLines(fc.constant(true)), (line) => {
        const { netMinor, taxes } = taxesFor(line)
        expect(netMinor).toBeGreaterThanOrEqual(0)
        for (const tax of taxes) expect(tax.taxMinor).toBeGreaterThanOrEqual(0)
      }),
      { numRuns: 1000 },
    )
  })

  test('taking taxes out of a price finds those that were put on it, to the unit for each rate', () => {
    fc.assert(
      fc.property(soldLines(fc.constant(false)), (line) => {
        const put = taxesFor(line)
        const taken = taxesFor({ ...line, baseMinor: line.baseMinor + put.taxAddedMinor, isTaxIncluded: true })
        taken.taxes.forEach((tax, i) => {
          expect(Math.abs(tax.taxMinor - (put.taxes[i]?.taxMinor ?? 0))).toBeLessThanOrEqual(put.taxes.length)
        })
      }),
      { numRuns: 1000 },
    )
  })

  test('a whole multiple of one rate comes out of the price exactly as it went on', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), fc.integer({ min: 0, max: 300_000 }), (hundreds, ratePpm) => {
        const group = groupOf(percent('one', ratePpm))
        const put = taxesFor({ group, baseMinor: hundreds * 100, quantityMilli: 1000, isTaxIncluded: false })
        const gross = hundreds * 100 + put.taxMinor
        expect(taxesFor({ group, baseMinor: gross, quantityMilli: 1000, isTaxIncluded: true }).taxMinor).toBe(
          put.taxMinor,
        )
      }),
      { numRuns: 1000 },
    )
  })
})

test('the short way for plain rates gives what the full way gives', () => {
  const bases = fc.oneof(fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.integer({ min: -(2 ** 45), max: 2 ** 45 }))
  const rates = fc.array(fc.integer({ min: 0, max: 1_500_000 }), { maxLength: 5 })
  fc.assert(
    fc.property(bases, rates, (baseMinor, ppm) => {
      const group = groupOf(...ppm.map((rate, i) => percent(`r${i}`, rate)))
      const plain = plainRates(group)
      expect(plain).not.toBeNull()
      const full = taxesFor({ group, baseMinor, quantityMilli: 1000, isTaxIncluded: false })
      expect(plainTax(baseMinor, plain!)).toBe(full.taxMinor)
    }),
    { numRuns: 1000 },
  )
})
