import { expect, test } from 'vitest'
import { readNumber } from './read-number.ts'

test.each([
  ['1287.67', 128_767],
  ['1,287.67', 128_767],
  ['1.287,67', 128_767],
  ['1.287.000', 128_700_000],
  ['12,345', 1_234_500],
  ['12,3', 1230],
  ['.5', 50],
  ['0.005', null],
  ['-3', -300],
  ['−3,10', -310],
  ['$ 5.90', 590],
])('%j typed as an amount is %j cents', (text, cents) => {
  expect(readNumber(text, 2)).toBe(cents)
})

test.each(['', '-', '.', 'abc', '12.34.56', '1,23,4', '1.2345', '90071992547409.92'])('%j is no amount', (text) => {
  expect(readNumber(text, 2)).toBeNull()
})

test('a weight has three decimals, so a comma before three figures is its sign', () => {
  expect([readNumber('0,350', 3), readNumber('1.250', 3)]).toEqual([350, 1250])
})
