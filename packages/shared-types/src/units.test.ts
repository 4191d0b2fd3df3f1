import fc from 'fast-check'
import { expect, test } from 'vitest'
import { basisPoints, cents, MAX_SAFE, quantity, toBasisPoints, type Cents, type Quantity, type Rate } from './index.ts'

const whole = () => fc.integer({ min: -MAX_SAFE, max: MAX_SAFE })
const notWhole = () =>
  fc.oneof(
    fc.double({ noInteger: true, noNaN: true }),
    fc.constantFrom(Number.NaN, Infinity, -Infinity, 2 ** 53, -(2 ** 53), 1e21),
  )

test.each([
  ['cents', cents],
  ['quantity', quantity],
])('%s passes every whole number that a JavaScript number holds exactly', (_, unit) => {
  fc.assert(fc.property(whole(), (value) => unit(value) === value))
})

test.each([
  ['cents', cents],
  ['quantity', quantity],
])('%s refuses fractions, what is no number, and what loses units', (_, unit) => {
  fc.assert(
    fc.property(notWhole(), (value) => {
      expect(() => unit(value)).toThrow(RangeError)
    }),
  )
})

test.each([
  [825, 82_500, 'Texas'],
  [887.5, 88_750, 'New York City'],
  [997.5, 99_750, 'Quebec'],
  [0, 0, 'nowhere'],
  [0.01, 1, 'the smallest rate'],
  [-150, -15_000, 'a reduction'],
])('%d basis points are %d parts per million (%s)', (points, ppm) => {
  expect(basisPoints(points)).toBe(ppm)
})

test.each([0.001, 887.505, 0.015, Number.NaN, Infinity, 1e15])('%d basis points are refused', (points) => {
  expect(() => basisPoints(points)).toThrow(RangeError)
})

test('a rate of two decimals of a basis point comes back as it was given', () => {
  fc.assert(
    fc.property(fc.integer({ min: -100_000_000, max: 100_000_000 }), (hundredths) => {
      const points = hundredths / 100
      expect(basisPoints(points)).toBe(hundredths)
      expect(toBasisPoints(basisPoints(points))).toBe(points)
    }),
  )
})

test('units of different things do not mix, and arithmetic stays arithmetic', () => {
  const price: Cents = cents(1250)
  const rate: Rate = basisPoints(825)
  const sum: Cents = price + price
  // @ts-expect-error a rate is no amount
  const wrongAmount: Cents = rate
  // @ts-expect-error an amount is no quantity
  const wrongQuantity: Quantity = price
  expect([sum, wrongAmount, wrongQuantity]).toEqual([2500, 82_500, 1250])
})
