import fc from 'fast-check'
import { expect, test } from 'vitest'
import { HybridClock } from './hybrid-clock.ts'

test('whatever the wall clock does, an event sorts after the ones before it', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 4_000_000_000_000 }), { minLength: 2 }), (instants) => {
      const clock = new HybridClock('a')
      const marks = instants.map((at) => clock.next(at))
      expect(marks).toEqual(marks.toSorted((a, b) => (a < b ? -1 : 1)))
      expect(new Set(marks).size).toBe(marks.length)
    }),
  )
})

test('a mark begins with the instant, so that events of two machines sort by time', () => {
  expect(new HybridClock('till').next(1_700_000_000_000)).toBe('001700000000000-0000-till')
})
