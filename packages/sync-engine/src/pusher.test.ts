import type { LineageId, PushBatch } from '@pos/shared-types'
import { beforeEach, expect, test } from 'vitest'
import { MemoryOutbox } from '../test/memory-outbox.ts'
import { silentLog } from '../test/silent-log.ts'
import { VirtualTime } from '@pos/testing'
import { LINEAGE, uuidOf } from '../test/world.ts'
import { createPusher, type Pusher } from './pusher.ts'
import type { PushAnswer } from './push-transport.ts'

let time: VirtualTime
let outbox: MemoryOutbox
let pusher: Pusher
let sent: { readonly at: number; readonly batch: PushBatch }[]
let answer: (batch: PushBatch) => Promise<PushAnswer> | PushAnswer

const applied = ({ events }: PushBatch): PushAnswer => ({
  verdicts: events.map(({ eventId }) => ({ eventId, verdict: 'applied' })),
})
const write = (aggregate: number, aggregateSeq = 1, payload = '{}') =>
  outbox.write(
    {
      eventId: uuidOf(1000 + outbox.entries.length),
      aggregateType: 'sale',
      aggregateId: uuidOf(aggregate),
      aggregateSeq,
      type: 'sale.completed',
      payload,
    },
    time.now(),
  )
const forked: PushAnswer = { refused: { status: 409, code: 'SYNC_LINEAGE_FORK' } }
const start = (random = () => 0.5, onForked?: (lineage: LineageId) => Promise<void>) => {
  const transport = {
    async push(batch: PushBatch) {
      sent.push({ at: time.now(), batch })
      return answer(batch)
    },
  }
  pusher = createPusher({ outbox, transport, clock: time, random, scheduler: time, log: silentLog, onForked })
  pusher.start()
}
const states = () => outbox.entries.map((entry) => entry.state)
const sizes = () => sent.map(({ batch }) => batch.events.length)

beforeEach(() => {
  time = new VirtualTime()
  outbox = new MemoryOutbox(LINEAGE)
  sent = []
  answer = applied
  return () => pusher.stop()
})

test('[SE4] a batch holds a hundred events at most, and they go one batch after another', async () => {
  for (let count = 0; count < 250; count += 1) write(count)
  start()
  await time.advance(0)
  expect(sizes()).toEqual([100, 100, 50])
  expect(states().every((state) => state === 'acked')).toBe(true)
})

test('[SE36] what waits because the peer was away leaves when it is heard', async () => {
  write(1)
  answer = () => Promise.reject(new Error('no line'))
  start(() => 0.999)
  await time.advance(60_000)
  const tries = sent.length
  answer = applied
  await time.advance(1)
  expect(sent).toHaveLength(tries)
  pusher.heard()
  await time.advance(0)
  expect(states()).toEqual(['acked'])
})

test('[SE36] a peer that is heard after it failed is asked at once, and after another failure soon, however long it was away', async () => {
  write(1)
  answer = () => Promise.reject(new Error('no line'))
  start(() => 0.999)
  await time.advance(600_000)
  answer = () => ({ refused: { status: 500, code: 'INTERNAL' } })
  pusher.heard()
  await time.advance(0)
  answer = applied
  await time.advance(2_000)
  expect(states()).toEqual(['acked'])
})

test('[SE36] a batch that was under way when the peer was heard fails as the first one', async () => {
  write(1)
  let lose = () => {}
  answer = () => Promise.reject(new Error('no line'))
  start(() => 0.999)
  await time.advance(120_000)
  answer = () =>
    new Promise((_, reject) => {
      lose = () => reject(new Error('cut'))
    })
  await time.advance(150_000)
  pusher.heard()
  answer = applied
  lose()
  await time.advance(2_000)
  expect(states()).toEqual(['acked'])
})

test('[SE36] a wait that the peer asked for is kept although it is heard', async () => {
  write(1)
  answer = () => ({ refused: { status: 503, code: 'OVERLOADED', retryAfterMs: 600_000 } })
  start()
  await time.advance(0)
  answer = applied
  pusher.heard()
  await time.advance(599_000)
  expect(states()).toEqual(['pending'])
  await time.advance(2_000)
  expect(states()).toEqual(['acked'])
})

test('[SE35] a batch says how many events wait behind it', async () => {
  for (let count = 0; count < 150; count += 1) write(count)
  start()
  await time.advance(0)
  const { pending, oldestPendingAt } = sent[0]?.batch ?? {}
  expect([pending, oldestPendingAt]).toEqual([50, time.now()])
  expect([sent[1]?.batch.pending, sent[1]?.batch.oldestPendingAt]).toEqual([0, null])
})

test('[SE4] a batch ends before a mebibyte, but one event always goes', async () => {
  for (let count = 0; count < 3; count += 1) write(count, 1, 'x'.repeat(600_000))
  write(9, 1, 'x'.repeat(2_000_000))
  start()
  await time.advance(0)
  expect(sizes()).toEqual([1, 1, 1, 1])
})

test('[SE4] a batch that is too large is halved down to one event, and an event that never fits holds up no other', async () => {
  for (let count = 0; count < 8; count += 1) write(count, 1, count === 3 ? 'huge' : '{}')
  answer = (batch) =>
    batch.events.some((event) => event.payload === 'huge')
      ? { refused: { status: 413, code: 'BODY_TOO_LARGE' } }
      : applied(batch)
  start()
  await time.advance(0)
  expect(states()).toEqual(['acked', 'acked', 'acked', 'pending', 'acked', 'acked', 'acked', 'acked'])
  expect(outbox.entries[3]).toMatchObject({ lastCode: 'BODY_TOO_LARGE', attempts: 1 })
})

test('[SE4] a batch that the peer calls malformed is halved too: the event to blame waits alone', async () => {
  for (let count = 0; count < 8; count += 1) write(count, 1, count === 5 ? 'odd' : '{}')
  answer = (batch) =>
    batch.events.some((event) => event.payload === 'odd')
      ? { refused: { status: 400, code: 'VALIDATION_FAILED' } }
      : applied(batch)
  start()
  await time.advance(0)
  expect(states()).toEqual(['acked', 'acked', 'acked', 'acked', 'acked', 'pending', 'acked', 'acked'])
  expect(outbox.entries[5]).toMatchObject({ lastCode: 'VALIDATION_FAILED', attempts: 1 })
})

test('[SE5] an event leaves when its commit wakes the pusher; those written meanwhile go together', async () => {
  start()
  await time.advance(100)
  for (let count = 0; count < 5; count += 1) {
    write(count)
    pusher.wake()
  }
  await time.advance(0)
  expect(sizes()).toEqual([1, 4])
})

test('[SE5] an event that nobody woke the pusher for leaves with the next tick', async () => {
  start()
  await time.advance(0)
  write(1)
  await time.advance(5_000)
  expect(sizes()).toEqual([1])
})

test('[SE6] no answer within thirty seconds means unknown: the same bytes are sent again', async () => {
  write(1)
  let tries = 0
  answer = (batch) => ((tries += 1) === 1 ? new Promise<PushAnswer>(() => {}) : applied(batch))
  start()
  await time.advance(29_999)
  expect(sent).toHaveLength(1)
  await time.advance(2_000)
  expect(sent).toHaveLength(2)
  expect(sent[1]?.batch).toEqual(sent[0]?.batch)
  expect(states()).toEqual(['acked'])
})

test('[SE7] while the peer is away nothing leaves before the back-off ends, however much is written', async () => {
  write(1)
  answer = () => Promise.reject(new Error('connection refused'))
  start()
  await time.advance(0)
  for (let count = 2; count < 50; count += 1) {
    write(count)
    pusher.wake()
    await time.advance(10)
  }
  expect(sent).toHaveLength(1)
  expect((await pusher.status()).linkCode).toBe('HQ_UNREACHABLE')
  answer = applied
  await time.advance(1_000)
  expect(states().every((state) => state === 'acked')).toBe(true)
  expect(await pusher.status()).toMatchObject({ pending: 0, linkCode: null })
})

test('[SE7] the next attempt is stored with the events, so a restart does not hammer', async () => {
  write(1)
  answer = () => ({ refused: { status: 503, code: 'OVERLOADED', retryAfterMs: 60_000 } })
  start()
  await time.advance(0)
  await pusher.stop()
  start()
  await time.advance(59_000)
  expect(sent).toHaveLength(1)
  answer = applied
  await time.advance(2_000)
  expect(sent).toHaveLength(2)
})

test('[SE8] a blocked event costs no attempt, and leaves as soon as its predecessor is through', async () => {
  write(1, 1)
  write(1, 2)
  let round = 0
  answer = ({ events }) => {
    round += 1
    const first = round === 1 ? ({ verdict: 'retry', afterMs: 3_000 } as const) : ({ verdict: 'applied' } as const)
    const verdicts = events.map((event) =>
      event.aggregateSeq === 1
        ? { eventId: event.eventId, ...first }
        : { eventId: event.eventId, verdict: round === 1 ? ('blocked' as const) : ('applied' as const) },
    )
    return { verdicts }
  }
  start()
  await time.advance(0)
  expect(outbox.entries[1]).toMatchObject({ state: 'blocked', attempts: 0 })
  await time.advance(3_000)
  expect(states()).toEqual(['acked', 'acked'])
})

test('[SE8] a parked event is kept for a person and told; the others go on', async () => {
  write(1)
  write(2)
  answer = ({ events }) => ({
    verdicts: events.map(({ eventId }, index) =>
      index === 0
        ? { eventId, verdict: 'parked', codes: ['VALIDATION_FAILED'] }
        : { eventId, verdict: 'accepted_flagged', codes: ['SALE_PRICE_CHANGED'] },
    ),
  })
  start()
  await time.advance(0)
  expect(outbox.entries).toMatchObject([
    { state: 'parked', lastCode: 'VALIDATION_FAILED' },
    { state: 'acked', lastCode: 'SALE_PRICE_CHANGED' },
  ])
  expect(await pusher.status()).toMatchObject({ pending: 0, parked: 1 })
})

test('[SE9] an event without a verdict counts as unknown', async () => {
  write(1)
  write(2)
  answer = ({ events }) => applied({ lineage: LINEAGE, events: events.slice(0, 1) })
  start()
  await time.advance(0)
  expect(outbox.entries).toMatchObject([{ state: 'acked' }, { state: 'pending', attempts: 1 }])
})

test('[SE10] stopping lets the batch that is under way end', async () => {
  write(1)
  const reply = Promise.withResolvers<PushAnswer>()
  answer = () => reply.promise
  start()
  await time.advance(0)
  const stopped = pusher.stop()
  reply.resolve({ verdicts: [{ eventId: uuidOf(1000), verdict: 'applied' }] })
  await stopped
  expect(states()).toEqual(['acked'])
})

test('[SE39] events of a lineage that the peer knows another life of leave at once under a new one, with the ids they had', async () => {
  const renewed = uuidOf(0xbb)
  write(1)
  write(2)
  answer = (batch) => (batch.lineage === LINEAGE ? forked : applied(batch))
  start(undefined, async (lineage) => {
    expect(lineage).toBe(LINEAGE)
    outbox.beginLineage(renewed, true)
  })
  await time.advance(0)
  expect(sent.map(({ batch }) => batch.lineage)).toEqual([LINEAGE, renewed])
  expect(sent[1]?.batch.events).toEqual(sent[0]?.batch.events)
  expect(states()).toEqual(['acked', 'acked'])
})

test('[SE39] a peer that refuses the new lineage too is asked more and more seldom', async () => {
  write(1)
  answer = () => forked
  start(
    () => 0.999,
    async () => {
      outbox.beginLineage(uuidOf(0xb0 + sent.length), true)
    },
  )
  await time.advance(20_000)
  expect(sent.length).toBeGreaterThan(2)
  expect(sent.length).toBeLessThan(10)
})

test('[SE43] [SE49] a parked event is offered again, after a minute at first and an hour at most, until it is settled', async () => {
  const at: number[] = []
  write(1)
  answer = ({ events }) => {
    at.push(time.now())
    return { verdicts: events.map(({ eventId }) => ({ eventId, verdict: 'parked', codes: ['INTERNAL'] })) }
  }
  start()
  await time.advance(12 * 3_600_000)
  const waits = at.slice(1).map((moment, place) => (moment - (at[place] ?? 0)) / 60_000)
  expect(waits.slice(0, 8)).toEqual([1, 2, 4, 8, 16, 32, 60, 60])
  expect(outbox.entries).toMatchObject([{ state: 'parked', lastCode: 'INTERNAL' }])
  answer = ({ events }) => ({
    verdicts: events.map(({ eventId }) => ({ eventId, verdict: 'accepted_flagged', codes: ['SYNC_DISCARDED'] })),
  })
  await time.advance(3_600_000)
  expect(outbox.entries).toMatchObject([{ state: 'acked', lastCode: 'SYNC_DISCARDED' }])
})

test('[SE43] while the peer is away a parked event stays parked', async () => {
  write(1)
  answer = ({ events }) => ({ verdicts: events.map(({ eventId }) => ({ eventId, verdict: 'parked' })) })
  start()
  await time.advance(0)
  answer = () => Promise.reject(new Error('no line'))
  await time.advance(3_600_000)
  expect(sent.length).toBeGreaterThan(2)
  expect(await pusher.status()).toMatchObject({ pending: 0, parked: 1 })
})
