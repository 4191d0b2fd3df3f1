import fc from 'fast-check'
import { expect, test } from 'vitest'
import { backoff, jittered, waitAfter } from './backoff.ts'

const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

test('[SE7] the wait doubles with every failure up to five minutes, and any part of it may be drawn', () => {
  expect([1, 2, 3, 9, 500].map((attempts) => backoff(attempts, () => 0.999_999))).toEqual([
    1_999, 3_999, 7_999, 299_999, 299_999,
  ])
  fc.assert(
    fc.property(fc.nat(1000), random, (attempts, value) => {
      const wait = backoff(attempts, () => value)
      return wait >= 0 && wait < 300_000 && Number.isSafeInteger(wait)
    }),
  )
})

test('[SE7] a wait the peer asks for is honoured up to one hour', () => {
  expect(waitAfter(1, 20_000, () => 0.5)).toBe(20_000)
  expect(waitAfter(9, 20_000, () => 0.5)).toBe(150_000)
  expect(waitAfter(1, 86_400_000, () => 0.5)).toBe(3_600_000)
})

test('[SE26] polls of equal settings spread by a fifth to either side', () => {
  expect([0, 0.5, 1].map((value) => jittered(60_000, () => value))).toEqual([48_000, 60_000, 72_000])
})
