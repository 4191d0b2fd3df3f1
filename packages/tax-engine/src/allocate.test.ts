import fc from 'fast-check'
import { expect, test } from 'vitest'
import { allocate } from './allocate.ts'

const weightLists = fc.oneof(
  fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1, maxLength: 40 }),
  fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 200 }),
  fc.array(fc.integer({ min: 0, max: 2 ** 48 }), { minLength: 1, maxLength: 8 }),
)
const totals = fc.oneof(fc.integer({ min: -100_000, max: 100_000 }), fc.integer({ min: -(2 ** 50), max: 2 ** 50 }))

/** Largest remainder as the books describe it, in exact arithmetic. */
function byTheBook(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + BigInt(b), 0n)
  const used = sum === 0n ? weights.map(() => 1n) : weights.map(BigInt)
  const whole = sum === 0n ? BigInt(weights.length) : sum
  const size = BigInt(Math.abs(total))
  const shares = used.map((weight, at) => ({ at, part: (size * weight) / whole, rest: (size * weight) % whole }))
  const left = Number(size - shares.reduce((a, { part }) => a + part, 0n))
  const lucky = new Set(
    shares
      .toSorted((a, b) => (a.rest === b.rest ? a.at - b.at : a.rest < b.rest ? 1 : -1))
      .slice(0, left)
      .map(({ at }) => at),
  )
  return shares.map(({ at, part }) => {
    const share = Number(part) + (lucky.has(at) ? 1 : 0)
    return total < 0 ? 0 - share : share
  })
}

test('100 over three equal lines is 34, 33, 33', () => {
  expect(allocate(100, [1, 1, 1])).toEqual([34, 33, 33])
})

test('a negative amount is divided as its mirror', () => {
  expect(allocate(-100, [1, 1, 1])).toEqual([-34, -33, -33])
})

test('weights that are all zero count as equal', () => {
  expect(allocate(5, [0, 0])).toEqual([3, 2])
})

test('nothing is divided into nothings, also among nobody', () => {
  expect(allocate(0, [])).toEqual([])
  expect(allocate(0, [3, 4])).toEqual([0, 0])
})

test('the parts sum to the whole and are those of the largest remainders, for any total and weights', () => {
  fc.assert(
    fc.property(totals, weightLists, (total, weights) => {
      const parts = allocate(total, weights)
      expect(parts.reduce((a, b) => a + b, 0)).toBe(total)
      expect(parts).toEqual(byTheBook(total, weights))
    }),
    { numRuns: 2000 },
  )
})

test('two thousand equal lines share fairly', () => {
  const parts = allocate(
    1_000_999,
    Array.from({ length: 2000 }, () => 7),
  )
  expect(parts).toEqual(
    byTheBook(
      1_000_999,
      Array.from({ length: 2000 }, () => 7),
    ),
  )
})

test('what cannot be divided is refused', () => {
  expect(() => allocate(1, [])).toThrow(RangeError)
  expect(() => allocate(1.5, [1])).toThrow(RangeError)
  expect(() => allocate(1, [-1, 2])).toThrow(RangeError)
  expect(() => allocate(1, [0.5])).toThrow(RangeError)
})
