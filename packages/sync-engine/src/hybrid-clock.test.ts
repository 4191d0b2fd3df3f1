import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clampMark, HybridClock, markAfter } from './hybrid-clock.ts'

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

test('[SE54] what follows sorts after what its writer saw, however far his clock is behind', () => {
  const marks = fc.record({ at: fc.integer({ min: 0, max: 4_000_000_000_000 }), node: fc.constantFrom('a', 'b') })
  fc.assert(
    fc.property(marks, fc.array(marks, { maxLength: 5 }), (first, others) => {
      const markOf = ({ at, node }: { at: number; node: string }) => new HybridClock(node).next(at)
      let seen = markOf(first)
      for (const other of others) {
        const next = markAfter(markOf(other), seen)
        expect(next > seen).toBe(true)
        expect(next.endsWith(`-${other.node}`)).toBe(true)
        seen = next
      }
    }),
  )
  expect(markAfter('000000000000001-0000-a', '000000000000009-ffff-b')).toBe('000000000000010-0000-a')
})

test('[SE56] a mark from the future counts as of now, and one of a minute ahead as it stands', () => {
  expect(clampMark('001700000060000-0003-a', 1_700_000_000_000)).toBe('001700000060000-0003-a')
  expect(clampMark('001700000060001-0003-a', 1_700_000_000_000)).toBe('001700000000000-0003-a')
})
