import fc from 'fast-check'
import { expect, test } from 'vitest'
import { partOf, PPM, timesRatio } from './ratio.ts'

/** The definition, digit by digit: half away from zero. */
function exactly(value: number, numerator: number, denominator: number): number {
  const product = BigInt(value) * BigInt(numerator)
  const size = product < 0n ? -product : product
  const doubled = (2n * size) / BigInt(denominator)
  const rounded = Number((doubled + 1n) / 2n)
  return product < 0n ? 0 - rounded : rounded
}

test('8.875 % of 19.99 is 1.77', () => {
  expect(timesRatio(1999, 88_750, PPM)).toBe(177)
})

test('a half is rounded away from zero, both ways', () => {
  expect(timesRatio(5, 1, 2)).toBe(3)
  expect(timesRatio(-5, 1, 2)).toBe(-3)
  expect(partOf(1, 500_000)).toBe(1)
  expect(partOf(-1, 500_000)).toBe(-1)
  expect(partOf(1, 499_999)).toBe(0)
})

test('nothing is nothing, never minus zero', () => {
  expect(Object.is(timesRatio(-1, 1, 1000), 0)).toBe(true)
  expect(Object.is(partOf(-1, 1), 0)).toBe(true)
  expect(Object.is(timesRatio(0, -5, 3), 0)).toBe(true)
})

test('a ratio is exact for any whole numbers, however large', () => {
  const any = fc.oneof(fc.integer({ min: -100_000, max: 100_000 }), fc.maxSafeInteger())
  const denominators = fc.oneof(fc.constantFrom(1, 2, 3, 1000, PPM), fc.integer({ min: 1, max: 2 ** 31 }))
  fc.assert(
    fc.property(any, fc.integer({ min: -(2 ** 31), max: 2 ** 31 }), denominators, (value, numerator, denominator) => {
      const expected = exactly(value, numerator, denominator)
      fc.pre(Math.abs(expected) <= Number.MAX_SAFE_INTEGER)
      expect(timesRatio(value, numerator, denominator)).toBe(expected)
    }),
    { numRuns: 3000 },
  )
})

test('a part is exact for any amount and rate, also right beside a half', () => {
  const amounts = fc.oneof(fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.maxSafeInteger())
  const beside = fc
    .tuple(fc.integer({ min: 0, max: 200_000_000 }), fc.integer({ min: -2, max: 2 }))
    .map(([whole, off]) => ({ value: whole * PPM + 500_000 + off, rate: 1 }))
  fc.assert(
    fc.property(amounts, fc.integer({ min: 0, max: 2_000_000 }), (value, rate) => {
      const expected = exactly(value, rate, PPM)
      fc.pre(Math.abs(expected) <= Number.MAX_SAFE_INTEGER)
      expect(partOf(value, rate)).toBe(expected)
    }),
    { numRuns: 3000 },
  )
  fc.assert(
    fc.property(beside, ({ value, rate }) => {
      expect(partOf(value, rate)).toBe(exactly(value, rate, PPM))
    }),
    { numRuns: 3000 },
  )
})

test('a ratio at the border of the fast path is still exact', () => {
  for (const size of [2 ** 50 - 1, 2 ** 50, 2 ** 50 + 1, 2e14 - 1, 2e14, 2e14 + 1]) {
    for (const denominator of [1, 2, 3, 7, 999, 1000, PPM, 2 ** 49 - 1]) {
      expect(timesRatio(size, 1, denominator)).toBe(exactly(size, 1, denominator))
      expect(partOf(size, 1)).toBe(exactly(size, 1, PPM))
    }
  }
})

test('a result that JavaScript cannot hold is refused, and so is a number that is not whole', () => {
  expect(() => timesRatio(Number.MAX_SAFE_INTEGER, 2, 1)).toThrow(RangeError)
  expect(() => timesRatio(Number.NaN, 1, 1)).toThrow(RangeError)
  expect(() => timesRatio(2 ** 60 + 0.5, Infinity, 1)).toThrow(RangeError)
})
