import { expect, test } from 'vitest'
import { addDays, datesBetween } from './calendar.ts'
import { spanOf } from './report-period.ts'
import { currenciesOf, dayChart, sortedRows, topChart, totalsOf, type Report } from './report-shape.ts'

const BY_DAY: Report = {
  columns: [
    { key: 'business_on', label: 'Day', kind: 'date' },
    { key: 'store_code', label: 'Store', kind: 'text' },
    { key: 'currency', label: 'Currency', kind: 'text' },
    { key: 'sales', label: 'Sales', kind: 'count' },
    { key: 'sold_milli', label: 'Sold', kind: 'quantity' },
    { key: 'total_minor', label: 'Total', kind: 'money' },
  ],
  rows: [
    { business_on: '2026-11-20', store_code: 'NYC', currency: 'USD', sales: 2, sold_milli: 1000, total_minor: 900 },
    { business_on: '2026-11-20', store_code: 'SJU', currency: 'USD', sales: 1, sold_milli: 350, total_minor: -250 },
    { business_on: '2026-11-21', store_code: 'MAD', currency: 'EUR', sales: 5, total_minor: 7000 },
  ],
  chart: { kind: 'line', x: 'business_on', y: ['total_minor'] },
  asOf: [],
}

test('sums are made of amounts and counts of one currency, never of pieces and kilograms', () => {
  expect(currenciesOf(BY_DAY)).toEqual(['EUR', 'USD'])
  expect(totalsOf(BY_DAY, 'USD')).toEqual({ sales: 3, total_minor: 650 })
})

test('a chart by day has a line for each store, and days without a sale are zero', () => {
  expect(dayChart(BY_DAY, 'USD', ['2026-11-20', '2026-11-21'])).toEqual({
    labels: ['2026-11-20', '2026-11-21'],
    series: [
      { name: 'NYC', values: [900, 0] },
      { name: 'SJU', values: [-250, 0] },
    ],
  })
})

test('a chart by product shows the twelve that matter, and one that head office does not know by its SKU', () => {
  const rows = Array.from({ length: 20 }, (_, at) => ({
    name: at === 19 ? null : `P${at}`,
    sku: `S${at}`,
    currency: 'USD',
    total_minor: at,
  }))
  const chart = topChart({ ...BY_DAY, rows, chart: { kind: 'bar', x: 'name', y: ['total_minor'] } }, 'USD')
  expect([chart.labels.length, chart.labels.slice(0, 2), chart.series[0]?.name]).toEqual([12, ['S19', 'P18'], 'Total'])
})

test('amounts sort as numbers and names as words', () => {
  const rows = [
    { n: 'Ñame', v: 10 },
    { n: 'nuez', v: 9 },
    { n: 'oca', v: -1 },
  ]
  expect(sortedRows(rows, { key: 'v', direction: 'desc' }).map(({ v }) => v)).toEqual([10, 9, -1])
  expect(sortedRows(rows, { key: 'n', direction: 'asc' }).at(-1)?.n).toBe('oca')
})

test('days go over the ends of months and years', () => {
  expect([addDays('2026-02-28', 1), addDays('2028-02-28', 1), addDays('2027-01-01', -1)]).toEqual([
    '2026-03-01',
    '2028-02-29',
    '2026-12-31',
  ])
  expect(datesBetween('2026-12-30', '2027-01-02')).toHaveLength(4)
  expect(datesBetween('2026-11-21', '2026-11-20')).toEqual([])
})

test('a period ends today, and last month is whole', () => {
  expect(spanOf('week', '2026-11-03')).toEqual({ from: '2026-10-28', to: '2026-11-03' })
  expect(spanOf('month', '2026-11-03')).toEqual({ from: '2026-11-01', to: '2026-11-03' })
  expect(spanOf('lastMonth', '2026-03-31')).toEqual({ from: '2026-02-01', to: '2026-02-28' })
})
