import type { PushBatch, PushEvent, Verdict } from '@pos/shared-types'
import { VirtualTime } from '@pos/testing'
import { expect, test } from 'vitest'
import { leftAfter } from './left-after.ts'
import { backlogAlarms, storeAlarms } from './watchdog.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** Everything it has sent is here. */
const WHOLE = { silentAfterMs: 2 * HOUR, pending: 0, received: { count: 0, missing: 0, missingSince: null } }

test('[SE70] what the peer could have had for more than fifteen minutes is stuck, and overdue after a day', async () => {
  const time = new VirtualTime()
  const backlog = { oldestPendingAt: time.now(), answersSince: time.now() - HOUR }
  const alarms = () => backlogAlarms(backlog, time.now())
  await time.advance(15 * MINUTE)
  expect(alarms()).toEqual([])
  await time.advance(1)
  expect(alarms()).toEqual(['stuck'])
  await time.advance(24 * HOUR)
  expect(alarms()).toEqual(['overdue'])
})

test('[SE70] an outage is no alarm before a day is over, and its end none before what waits had time to leave', async () => {
  const time = new VirtualTime()
  const oldestPendingAt = time.now()
  await time.advance(23 * HOUR)
  expect(backlogAlarms({ oldestPendingAt, answersSince: null }, time.now())).toEqual([])
  const answersSince = time.now()
  await time.advance(15 * MINUTE)
  expect(backlogAlarms({ oldestPendingAt, answersSince }, time.now())).toEqual([])
  await time.advance(1)
  expect(backlogAlarms({ oldestPendingAt, answersSince }, time.now())).toEqual(['stuck'])
  await time.advance(HOUR)
  expect(backlogAlarms({ oldestPendingAt, answersSince: null }, time.now())).toEqual(['overdue'])
  expect(backlogAlarms({ oldestPendingAt: null, answersSince }, time.now())).toEqual([])
})

test('[SE71] head office misses a store that trades and was not heard for two hours', async () => {
  const time = new VirtualTime()
  const heard = { ...WHOLE, lastSeenAt: time.now(), oldestPendingAt: null, isTrading: true }
  await time.advance(2 * HOUR)
  expect(storeAlarms(heard, time.now())).toEqual([])
  await time.advance(1)
  expect(storeAlarms(heard, time.now())).toEqual(['silent'])
  expect(storeAlarms({ ...heard, isTrading: false }, time.now())).toEqual([])
  expect(storeAlarms({ ...heard, lastSeenAt: null }, time.now())).toEqual([])
})

test('[SE71] of a store that answers head office knows what is stuck there, and of a silent one what is overdue', async () => {
  const time = new VirtualTime()
  const oldestPendingAt = time.now()
  await time.advance(16 * MINUTE)
  const lastSeenAt = time.now()
  const store = { ...WHOLE, lastSeenAt, oldestPendingAt, isTrading: false }
  expect(storeAlarms(store, time.now())).toEqual(['stuck'])
  await time.advance(3 * MINUTE)
  expect(storeAlarms(store, time.now())).toEqual([])
  await time.advance(24 * HOUR)
  expect(storeAlarms({ ...store, isTrading: true }, time.now())).toEqual(['silent', 'overdue'])
})

test('[SE92] what is missing below later events is an alarm when the store has not so much to send', () => {
  const [missingSince, lastSeenAt] = [0, 3 * MINUTE]
  const store = (pending: number, missing: number) => ({
    lastSeenAt,
    oldestPendingAt: null,
    isTrading: true,
    silentAfterMs: 2 * HOUR,
    pending,
    received: { count: 100, missing, missingSince },
  })
  expect(storeAlarms(store(0, 1), 2 * MINUTE)).toEqual([])
  expect(storeAlarms(store(0, 1), 2 * MINUTE + 1)).toEqual(['gap'])
  expect(storeAlarms(store(1, 1), 3 * MINUTE)).toEqual([])
  expect(storeAlarms(store(1, 2), 3 * MINUTE)).toEqual(['gap'])
})

test('[SE71] what must come again still waits, since it was made', () => {
  const events = [
    { eventId: 'a', wallTime: 5 },
    { eventId: 'b', wallTime: 3 },
    { eventId: 'c', wallTime: 9 },
  ] as PushEvent[]
  const batch: PushBatch = { lineage: 'l', events, pending: 2, oldestPendingAt: 4 }
  const verdicts = (...kinds: Verdict['verdict'][]) =>
    kinds.map((verdict, index): Verdict => ({ eventId: events[index]?.eventId ?? '', verdict }))
  expect(leftAfter(batch, verdicts('applied', 'duplicate', 'parked'))).toEqual({})
  expect(leftAfter(batch, verdicts('applied', 'retry', 'blocked'))).toEqual({ pending: 4, oldestPendingAt: 3 })
  const alone = { ...batch, pending: 0, oldestPendingAt: null }
  expect(leftAfter(alone, verdicts('retry', 'applied'))).toEqual({ pending: 2, oldestPendingAt: 5 })
})
