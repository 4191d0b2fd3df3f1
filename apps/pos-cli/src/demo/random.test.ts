import { expect, test } from 'vitest'
import { between, pick, seededRandom, weightedPick } from './random.ts'

const draw = <T>(count: number, make: () => T) => Array.from({ length: count }, make)

test('a seed always gives the same numbers, and its neighbour others', () => {
  const numbers = (seed: string) => {
    const random = seededRandom(seed)
    return draw(5, () => random.next())
  }
  expect(numbers('a')).toEqual(numbers('a'))
  expect(numbers('a')).not.toEqual(numbers('b'))
})

test('numbers spread evenly from 0 to below 1', () => {
  const random = seededRandom('spread')
  const counts = new Array<number>(10).fill(0)
  for (const value of draw(20_000, () => random.next())) counts[Math.floor(value * 10)]! += 1
  expect(Math.min(...counts)).toBeGreaterThan(1850)
  expect(Math.max(...counts)).toBeLessThan(2150)
})

test('both ends of a range are drawn, and nothing outside', () => {
  const random = seededRandom('range')
  expect(new Set(draw(200, () => between(random, 3, 5)))).toEqual(new Set([3, 4, 5]))
})

test('a weight of zero is never picked, and double weight twice as often', () => {
  const random = seededRandom('weights')
  const next = weightedPick([0, 1, 2, 0])
  const picks = draw(9000, () => next(random))
  expect(new Set(picks)).toEqual(new Set([1, 2]))
  expect(picks.filter((at) => at === 2).length / 9000).toBeCloseTo(2 / 3, 1)
})

test('there is nothing to pick from an empty list', () => {
  expect(() => pick(seededRandom('none'), [])).toThrow(RangeError)
})
