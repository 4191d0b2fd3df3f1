import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDemoApp, type DemoApp } from '../test/support/demo-app.ts'
import { OWNER, TENANT } from '../test/support/demo-store.ts'
import { pruneIdempotencyKeys } from './idempotency.ts'

let demo: DemoApp

beforeAll(async () => {
  demo = await openDemoApp()
})

afterAll(() => demo.close())

async function ring(key: string | undefined, payload: object, userId?: string) {
  return demo.app.inject({
    method: 'POST',
    url: '/api/v1/demo/sales',
    headers: { authorization: await demo.bearer(userId), ...(key !== undefined && { 'idempotency-key': key }) },
    payload,
  })
}

test('[G-009] without a key nothing is rung', async () => {
  const before = demo.rung()

  const response = await ring(undefined, { totalMinor: 5 })

  expect(response.statusCode).toBe(400)
  expect(response.json()).toMatchObject({ code: 'IDEMPOTENCY_KEY_MISSING' })
  expect(demo.rung()).toBe(before)
})

test.each(['has space', 'ünïcode', 'x'.repeat(201)])('a key that is no key is refused: %s', async (key) => {
  expect((await ring(key, { totalMinor: 5 })).statusCode).toBe(400)
})

test('[G-001] the same sale posted five times at once gives one sale and five equal answers', async () => {
  const before = demo.rung()

  const responses = await Promise.all(Array.from({ length: 5 }, () => ring('twins', { totalMinor: 700 })))

  expect(demo.rung()).toBe(before + 1)
  expect(new Set(responses.map((response) => response.body)).size).toBe(1)
  expect(responses.map((response) => response.statusCode)).toEqual([201, 201, 201, 201, 201])
  expect(responses.every((response) => response.headers['content-type'] === 'application/json; charset=utf-8')).toBe(
    true,
  )
})

test('a repeat long after gets the stored answer byte for byte', async () => {
  const first = await ring('repeat', { totalMinor: 800, note: 'café' })
  demo.store.clock.advance(3_600_000)
  const second = await ring('repeat', { totalMinor: 800, note: 'café' })

  expect(second.body).toBe(first.body)
})

test('a key that came with another request is refused', async () => {
  await ring('reused', { totalMinor: 1 })
  const before = demo.rung()

  const response = await ring('reused', { totalMinor: 2 })

  expect(response.statusCode).toBe(422)
  expect(response.json()).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' })
  expect(demo.rung()).toBe(before)
})

test('two people may use the same key for different sales', async () => {
  const mine = await ring('shared', { totalMinor: 1 })
  const theirs = await ring('shared', { totalMinor: 2 }, OWNER)

  expect(theirs.statusCode).toBe(201)
  expect(theirs.json<{ id: string }>().id).not.toBe(mine.json<{ id: string }>().id)
})

test('a refusal stores nothing, so the same key may be tried again', async () => {
  const refused = await ring('second-try', { totalMinor: 1, refuse: true })
  const tried = await ring('second-try', { totalMinor: 1 })

  expect(refused.statusCode).toBe(422)
  expect(tried.statusCode).toBe(201)
})

test('a key is forgotten after thirty days, not before', async () => {
  const first = await ring('old', { totalMinor: 9 })
  const ctx = () =>
    ({ tenantId: TENANT, appContext: 'system', correlationId: 't', at: demo.store.clock.now() }) as const
  const prune = () => demo.store.database.unitOfWork.write(ctx(), 'test.prune', (unit) => pruneIdempotencyKeys(unit))

  demo.store.clock.advance(29 * 24 * 3_600_000)
  await prune()
  expect((await ring('old', { totalMinor: 9 })).body).toBe(first.body)

  demo.store.clock.advance(2 * 24 * 3_600_000)
  expect(await prune()).toBeGreaterThan(0)
  expect((await ring('old', { totalMinor: 9 })).body).not.toBe(first.body)
})
