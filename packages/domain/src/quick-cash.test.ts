import fc from 'fast-check'
import { expect, test } from 'vitest'
import { denominationsOf, handOut } from './denominations.ts'
import { quickCash } from './quick-cash.ts'

const CURRENCIES = ['USD', 'EUR', 'MXN', 'CAD', 'DOP', 'JPY', 'XXX']
const currency = fc.constantFrom(...CURRENCIES)

test('a cashier sees the exact amount and the next round sums', () => {
  expect(quickCash(2324, 'USD')).toEqual([2324, 2400, 2500, 3000, 4000, 5000])
  expect(quickCash(10_000, 'USD')).toEqual([10_000])
  expect(quickCash(1, 'EUR')).toEqual([1, 100, 200, 500, 1000, 2000])
  expect(quickCash(980, 'JPY')).toEqual([980, 1000, 5000, 10_000])
  expect(quickCash(0, 'USD')).toEqual([])
  expect(quickCash(-500, 'USD')).toEqual([])
})

test('every quick sum is enough, none is there twice, and the exact one is first', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 50 }), currency, fc.integer({ min: 1, max: 8 }), (due, money, limit) => {
      const sums = quickCash(due, money, limit)
      expect(sums[0]).toBe(due)
      expect(sums).toEqual([...new Set(sums)].toSorted((a, b) => a - b))
      expect(sums.length).toBeLessThanOrEqual(limit)
      const largest = denominationsOf(money)[0]!.valueMinor
      expect(sums.every((sum) => sum - due < largest)).toBe(true)
    }),
  )
})

test('change is handed out whole, from the largest note down', () => {
  expect(handOut(1676, 'USD')).toEqual([
    { valueMinor: 1000, count: 1 },
    { valueMinor: 500, count: 1 },
    { valueMinor: 100, count: 1 },
    { valueMinor: 25, count: 3 },
    { valueMinor: 1, count: 1 },
  ])
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000 }), currency, (amount, money) => {
      const sum = handOut(amount, money).reduce((total, { valueMinor, count }) => total + valueMinor * count, 0)
      const smallest = denominationsOf(money).at(-1)!.valueMinor
      expect(amount - sum).toBe(amount % smallest)
    }),
  )
})
