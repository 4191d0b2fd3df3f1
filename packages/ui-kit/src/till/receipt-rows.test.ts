import { expect, test } from 'vitest'
import { RECEIPT } from '../../gallery/samples.ts'
import { receiptRows } from './receipt-rows.ts'

const writers = {
  say: (key: string, params: object = {}) => [key.split('.').at(-1), ...Object.values(params)].join(' '),
  amount: (cents: number) => (cents / 100).toFixed(2),
  money: (cents: number) => `$${cents / 100}`,
  quantity: (milli: number) => String(milli / 1000),
  rate: (ppm: number) => `${ppm / 10_000} %`,
  tender: (name: string) => `<${name}>`,
}
const taxed = (name: string, columns = 42) => {
  const tax = { letter: 'A', name, ratePpm: 88_750, baseMinor: 199, taxMinor: 18 }
  const rows = receiptRows({ ...RECEIPT, taxes: [tax] }, columns, false, writers)
  return rows.flatMap((row) => (row.kind === 'pair' ? [`${row.left}|${row.right}`] : []))
}

test('a tax says name, rate and what it is on in one row where that fits', () => {
  expect(taxed('Sales')).toContainEqual('A  Sales 8.875 %        on 1.99|0.18')
})

test('a rate is never cut: what a tax is on goes into the next row', () => {
  expect(taxed('New York City sales tax', 32)).toEqual(
    expect.arrayContaining(['A  New York City sales … 8.875 %|', '   on 1.99|0.18']),
  )
})

test('a name that says its rate is not followed by it once more', () => {
  expect(taxed('NYC 8.875%').join()).not.toContain('8.875 %')
})

test('a way to pay is said as the reader says it', () => {
  const [payment] = RECEIPT.payments
  expect(taxed('Sales').join()).toContain(`<${payment?.name}>`)
})
