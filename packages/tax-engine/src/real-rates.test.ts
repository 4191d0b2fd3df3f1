import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { groupOf, percent } from '../test/rates.ts'
import { taxesFor } from './taxes-for.ts'

const DATA = join(import.meta.dirname, '../../../../shared/data')
const BASES = [1, 9, 99, 499, 1999, 10_000, 123_456, 99_999_999]

/** Used where the full tables are not at hand: a few places of every kind they hold. */
const US_SAMPLE = [
  ['0.04', '0', '0.045', '0.00375', '0.08875'],
  ['0.105', '0', '0.01', '0', '0.115'],
  ['0.06875', '0.0015', '0.005', '0.015', '0.09025'],
  ['0.06625', '0', '0', '0', '0.06625'],
  ['0', '0', '0', '0', '0'],
]
const VAT_SAMPLE = ['0.21', '0.2', '0.27', '0.081', '0.05', '0.09975', '0.045', '0.077', '0.25']

function ppmOf(fraction: string): number {
  const ppm = Number(fraction) * 1_000_000
  expect(Math.abs(ppm - Math.round(ppm))).toBeLessThan(1e-6)
  return Math.round(ppm)
}

function rows(file: string): Record<string, string>[] {
  const bytes = readFileSync(join(DATA, file))
  const [head = '', ...lines] = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').trim().split('\n')
  const names = head.split(',')
  return lines.map((each) => Object.fromEntries(each.split(',').map((value, i) => [names[i], value])))
}

function usPlaces(): string[][] {
  const file = 'us-sales-tax-by-zip.csv.gz'
  if (!existsSync(join(DATA, file))) return US_SAMPLE
  const all = rows(file).map((row) =>
    ['state_rate', 'county_rate', 'city_rate', 'special_rate', 'combined_rate'].map((name) => row[name] ?? ''),
  )
  return [...new Map(all.map((place) => [place.join(' '), place])).values()]
}

/** The rate of a part of a country is told as what it adds to the country's own: Ceuta is Spain's 21 % less 21 %. */
function vatPpm(): number[] {
  const file = 'world-vat-rates.csv'
  if (!existsSync(join(DATA, file))) return VAT_SAMPLE.map(ppmOf)
  const all = rows(file)
  const own = new Map(
    all.filter((row) => row['subdivision'] === '').map((row) => [row['country'], ppmOf(row['rate'] ?? '')]),
  )
  return [
    ...new Set(
      all.map((row) => ppmOf(row['rate'] ?? '') + (row['subdivision'] === '' ? 0 : (own.get(row['country']) ?? 0))),
    ),
  ]
}

test('every sales tax of the United States is a whole number of ppm, and its parts sum as they are rounded', () => {
  const places = usPlaces()
  expect(places.length).toBeGreaterThanOrEqual(US_SAMPLE.length)
  for (const place of places) {
    const [combined, ...parts] = place.map(ppmOf).toReversed()
    const split = groupOf(...parts.map((ratePpm, i) => percent(`part-${i}`, ratePpm)))
    const whole = groupOf(percent('combined', combined ?? 0))
    for (const baseMinor of BASES) {
      const line = { baseMinor, quantityMilli: 1000, isTaxIncluded: false }
      const inParts = taxesFor({ ...line, group: split })
      const inOne = taxesFor({ ...line, group: whole })
      const mirror = taxesFor({ ...line, baseMinor: -baseMinor, group: split })
      expect(0 - mirror.taxMinor).toBe(inParts.taxMinor)
      expect(Math.abs(inOne.taxMinor * 1_000_000 - baseMinor * (combined ?? 0))).toBeLessThanOrEqual(500_000)
      const sum = parts.reduce((a, b) => a + b, 0)
      expect(Math.abs(inParts.taxMinor * 1_000_000 - baseMinor * sum)).toBeLessThanOrEqual(4 * 500_000)
    }
  }
})

test('every VAT of the world comes out of a price as it goes on', () => {
  const rates = vatPpm()
  expect(rates.length).toBeGreaterThanOrEqual(VAT_SAMPLE.length)
  for (const ratePpm of rates) {
    expect(ratePpm).toBeGreaterThanOrEqual(0)
    const group = groupOf(percent('vat', ratePpm))
    for (const baseMinor of BASES) {
      const put = taxesFor({ group, baseMinor, quantityMilli: 1000, isTaxIncluded: false })
      const gross = baseMinor + put.taxMinor
      const taken = taxesFor({ group, baseMinor: gross, quantityMilli: 1000, isTaxIncluded: true })
      expect([taken.netMinor, taken.taxMinor]).toEqual([baseMinor, put.taxMinor])
    }
  }
})
