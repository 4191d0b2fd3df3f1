import { sequentialIds, testContext, testStoreDatabase, type TestStoreDatabase } from '@pos/testing'
import type { OutboxPort } from '@pos/sync-engine'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sha256 } from '../adapters/sha256.ts'
import { appendToOutbox, OUTBOX_WRITTEN, type NewEvent } from './outbox-append.ts'
import { DUE, NEXT_DUE, PARKED_DUE, STATUS, storeOutbox } from './store-outbox.ts'

const ids = sequentialIds(0x0b)
const lineage = ids.next()
let store: TestStoreDatabase
let outbox: OutboxPort
const now = testContext().at

beforeAll(async () => {
  store = await testStoreDatabase()
  outbox = storeOutbox(store.database.unitOfWork, () => testContext())
})
beforeEach(() =>
  store.database.unitOfWork.write(testContext(), 'empty', ({ tx }) => void tx.prepare('delete from outbox').run()),
)
afterAll(() => store.remove())

const append = (...events: readonly Partial<NewEvent>[]) =>
  store.database.unitOfWork.write(testContext(), 'sell', (unit) =>
    events.map((event) => {
      const whole: NewEvent = {
        eventId: ids.next(),
        lineage,
        aggregateType: 'customer',
        aggregateId: ids.next(),
        type: 'customer.changed',
        schema: 1,
        payload: '{"name":"Añejo"}',
        hlc: '1',
        catalogueVersion: 3,
        ...event,
      }
      appendToOutbox(unit, whole)
      return whole
    }),
  )
const change = (eventId: string, state: 'pending' | 'blocked' | 'acked' | 'parked', nextAttemptAt = now) => ({
  eventId,
  state,
  attempts: 1,
  nextAttemptAt,
  lastCode: null,
  ackedAt: state === 'acked' ? now : null,
})

test('[SE2] an event comes out with the bytes it went in with, and their hash', async () => {
  const [written] = await append({})
  const batch = await outbox.due(now, 100, 1_000_000)
  expect(batch).toMatchObject({
    lineage,
    events: [{ eventId: written?.eventId, payload: '{"name":"Añejo"}', catalogueVersion: 3, attempts: 0 }],
  })
  expect(batch?.events[0]?.sha256).toBe(sha256('{"name":"Añejo"}'))
})

test('[SE11] an event exists exactly when the change it tells of does, and only then is the pusher woken', async () => {
  const before = store.committed.length
  const refused = store.database.unitOfWork.write(testContext(), 'sell', (unit) => {
    appendToOutbox(unit, {
      eventId: ids.next(),
      lineage,
      aggregateType: 'sale',
      aggregateId: ids.next(),
      aggregateSeq: 1,
      type: 't',
      schema: 1,
      payload: '{}',
      hlc: '1',
      catalogueVersion: 0,
    })
    throw new Error('the sale was refused')
  })
  await expect(refused).rejects.toThrow('refused')
  expect(await outbox.status()).toEqual({ pending: 0, parked: 0, oldestPendingAt: null })
  expect(store.committed.length).toBe(before)
  await append({})
  await new Promise((resolve) => setImmediate(resolve))
  expect(store.committed.slice(before)).toMatchObject([{ name: OUTBOX_WRITTEN }])
})

test('[SE3] events of an aggregate are counted, and a later one waits while an earlier one is not due', async () => {
  const aggregateId = ids.next()
  const [first, second] = await append({ aggregateId }, { aggregateId })
  const other = await append({})
  await outbox.settle([change(first?.eventId ?? '', 'pending', now + 1000)])
  const due = async (at: number) =>
    (await outbox.due(at, 100, 1_000_000))?.events.map((event) => [event.eventId, event.aggregateSeq])
  expect(await due(now)).toEqual([[other[0]?.eventId, 1]])
  expect(await due(now + 1000)).toEqual([
    [first?.eventId, 1],
    [second?.eventId, 2],
    [other[0]?.eventId, 1],
  ])
  expect(await outbox.nextDueAt(now)).toBe(now + 1000)
})

test('[SE4] a batch ends before the limit of bytes, but never empty', async () => {
  await append({ payload: 'x'.repeat(900) }, { payload: 'x'.repeat(900) })
  expect((await outbox.due(now, 100, 1000))?.events).toHaveLength(1)
  expect((await outbox.due(now, 100, 10))?.events).toHaveLength(1)
  expect((await outbox.due(now, 100, 1800))?.events).toHaveLength(2)
})

test('[SE8] an acknowledged event releases those of its aggregate that were blocked', async () => {
  const aggregateId = ids.next()
  const [first, second] = await append({ aggregateId }, { aggregateId })
  const [stranger] = await append({})
  const later = now + 60_000
  await outbox.settle([second, stranger].map((event) => change(event?.eventId ?? '', 'blocked', later)))
  await outbox.settle([change(first?.eventId ?? '', 'acked')])
  expect((await outbox.due(now, 100, 1_000_000))?.events.map((event) => event.eventId)).toEqual([second?.eventId])
})

test('[SE8] an acknowledged event is not sent again nor a parked one for now, and the oldest that waits is known', async () => {
  const [acked, parked, waiting] = await append({}, {}, {})
  await outbox.settle([change(acked?.eventId ?? '', 'acked'), change(parked?.eventId ?? '', 'parked', now + 60_000)])
  expect((await outbox.due(now, 100, 1_000_000))?.events.map((event) => event.eventId)).toEqual([waiting?.eventId])
  expect(await outbox.status()).toEqual({ pending: 1, parked: 1, oldestPendingAt: now })
})

test('[SE43] a parked event is offered again when its time has come, in its place, and holds up nothing meanwhile', async () => {
  const aggregateId = ids.next()
  const [parked, follower] = await append({ aggregateId }, { aggregateId })
  await outbox.settle([change(parked?.eventId ?? '', 'parked', now + 60_000)])
  const due = async (at: number) =>
    (await outbox.due(at, 100, 1_000_000))?.events.map((event) => [event.eventId, event.isParked])
  expect(await due(now)).toEqual([[follower?.eventId, false]])
  expect(await outbox.nextDueAt(now)).toBe(now + 60_000)
  expect(await due(now + 60_000)).toEqual([
    [parked?.eventId, true],
    [follower?.eventId, false],
  ])
})

test('[SE16] a batch holds events of one lineage', async () => {
  await append({}, { lineage: ids.next() }, {})
  expect((await outbox.due(now, 100, 1_000_000))?.events).toHaveLength(1)
})

test('what the pusher asks is answered without reading past what was acknowledged', async () => {
  const questions = [
    [DUE, { now, limit: 100 }] as const,
    [PARKED_DUE, { now, limit: 100 }] as const,
    [NEXT_DUE, { now }] as const,
    [STATUS] as const,
  ]
  const steps = await store.database.unitOfWork.read(testContext(), (tx) =>
    questions.flatMap(([text, params]) => tx.prepare<{ detail: string }>(`explain query plan ${text}`).all(params)),
  )
  const readings = steps.map(({ detail }) => detail).filter((detail) => /^(SCAN|SEARCH) (o|outbox)\b/.test(detail))
  expect(readings.length).toBeGreaterThan(4)
  for (const reading of readings) expect(reading).toMatch(/INDEX outbox_(open|parked)/)
})
