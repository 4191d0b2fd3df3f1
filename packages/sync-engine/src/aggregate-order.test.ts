import type { PushEvent } from '@pos/shared-types'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { uuidOf } from '../test/world.ts'
import { headMoves, inOrder, runsOf } from './aggregate-order.ts'
import { aggregateKey } from './ingest-store.ts'

const event = (aggregate: number, aggregateSeq: number): PushEvent => ({
  eventId: uuidOf(aggregate * 1000 + aggregateSeq),
  seq: 1,
  aggregateType: 'sale',
  aggregateId: uuidOf(aggregate),
  aggregateSeq,
  type: 'sale.completed',
  schema: 1,
  hlc: '1',
  wallTime: 1,
  catalogueVersion: 0,
  payload: '{}',
  sha256: '',
})
const nowhere = new Map()

test('[SE3] however events arrive, each aggregate is taken in its own order and nothing that fits is left out', () => {
  const lengths = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 5 })
  const shuffled = lengths.chain((given) => {
    const events = given.flatMap((length, aggregate) =>
      Array.from({ length }, (_, index) => event(aggregate, index + 1)),
    )
    return fc.shuffledSubarray(events, { minLength: events.length })
  })
  fc.assert(
    fc.property(shuffled, (events) => {
      const { next, blocked } = inOrder(events, nowhere)
      expect(blocked).toEqual([])
      expect(next).toHaveLength(events.length)
      expect(headMoves(next, nowhere)).toBeDefined()
    }),
  )
})

test('[SE15] everything behind a gap is blocked, and only in that aggregate', () => {
  const heads = new Map([[aggregateKey({ type: 'sale', id: uuidOf(1) }), { lastSeq: 1, blockedBy: uuidOf(9) }]])
  const { next, blocked } = inOrder([event(1, 3), event(1, 4), event(2, 1)], heads)
  expect(next).toEqual([event(2, 1)])
  expect(blocked).toEqual([
    { event: event(1, 3), by: uuidOf(9) },
    { event: event(1, 4), by: uuidOf(9) },
  ])
})

test('[SE14] a position that is taken or not reached moves no head', () => {
  expect(headMoves([event(1, 2)], nowhere)).toBeUndefined()
  expect(headMoves([event(1, 1), event(1, 1)], nowhere)).toBeUndefined()
})

test('[SE22] neighbours of one handler are one run, and the order across handlers stays', () => {
  const runs = runsOf(['open', 'sale', 'sale', 'close', 'sale'].map((handler, at) => ({ handler, at })))
  expect(runs.map((run) => run.map((item) => item.at))).toEqual([[0], [1, 2], [3], [4]])
})
