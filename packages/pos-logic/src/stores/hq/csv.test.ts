import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toCsv } from './csv.ts'

const columns = [
  { key: 'name', label: 'Product', kind: 'text' },
  { key: 'currency', label: 'Currency', kind: 'text' },
  { key: 'net_minor', label: 'Net', kind: 'money' },
  { key: 'sold_milli', label: 'Sold', kind: 'quantity' },
]
const decimalsOf = (currency: string) => (currency === 'JPY' ? 0 : 2)
const linesOf = (text: string) => text.slice(1).split('\r\n')

test('amounts and quantities are decimals to the last digit', () => {
  const rows = [
    { name: 'Tea', currency: 'USD', net_minor: 120_005, sold_milli: 1250 },
    { name: 'Tea', currency: 'USD', net_minor: -7, sold_milli: -1000 },
    { name: 'Tea', currency: 'JPY', net_minor: 450, sold_milli: 0 },
    { name: null, currency: 'USD', net_minor: 0, sold_milli: null },
  ]
  expect(linesOf(toCsv(columns, rows, decimalsOf))).toEqual([
    'Product,Currency,Net,Sold',
    'Tea,USD,1200.05,1.250',
    'Tea,USD,-0.07,-1.000',
    'Tea,JPY,450,0.000',
    ',USD,0.00,',
    '',
  ])
})

test('commas, quotes and line ends stay inside their cell', () => {
  const rows = [{ name: 'Rice, "long"\nwhite', currency: 'USD', net_minor: 1, sold_milli: 1 }]
  expect(toCsv(columns, rows, decimalsOf)).toContain('"Rice, ""long""\nwhite",USD,0.01,0.001\r\n')
})

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx'])('%j is a text for a spreadsheet, not a formula', (name) => {
  expect(toCsv(columns, [{ name, currency: 'USD', net_minor: 0, sold_milli: 0 }], decimalsOf)).toContain(`\r\n'${name}`)
})

test('the sum of the decimals is the sum of the amounts', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -1e12, max: 1e12 }), { maxLength: 30 }), (amounts) => {
      const rows = amounts.map((net_minor) => ({ name: 'x', currency: 'USD', net_minor, sold_milli: 0 }))
      const cells = linesOf(toCsv(columns, rows, decimalsOf))
        .slice(1, -1)
        .map((line) => line.split(',')[2] ?? '')
      const minor = cells.map((cell) => BigInt(cell.replace('.', '')))
      expect(minor.reduce((sum, each) => sum + each, 0n)).toBe(amounts.reduce((sum, each) => sum + BigInt(each), 0n))
    }),
  )
})
