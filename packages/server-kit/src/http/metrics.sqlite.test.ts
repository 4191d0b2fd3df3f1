import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDemoApp, type DemoApp } from '../../test/support/demo-app.ts'
import { createSecretHasher } from '../secrets/secret-hasher.ts'
import { readMetricsToken } from './metrics-door.ts'

let demo: DemoApp
let counted = 0
let looked = 0
beforeAll(async () => {
  demo = await openDemoApp({
    countSessions: () => (counted += 7),
    syncFigures: () => ({
      pending: 4,
      oldestPendingMs: 90_000,
      parked: 1,
      quarantined: (looked += 2),
      alarms: ['stuck', 'stuck'],
    }),
  })
})
afterAll(() => demo.close())

async function metric(name: string): Promise<number> {
  const { body } = await demo.app.inject({ url: '/metrics' })
  const line = body.split('\n').find((each) => each.startsWith(`${name} `))
  return Number(line?.split(' ').at(-1) ?? 0)
}

test('what is refused is counted by its code, a missing permission by its name', async () => {
  const authorization = await demo.bearer(undefined, 'store')
  await demo.app.inject({ url: '/api/v1/no-such-place' })
  await demo.app.inject({ url: '/api/v1/auth/nobody' })
  await demo.app.inject({ method: 'POST', url: '/api/v1/demo/manage', headers: { authorization } })

  expect(await metric('pos_refusals_total{code="NOT_FOUND"}')).toBe(2)
  expect(await metric('pos_refusals_total{code="PERMISSION_DENIED"}')).toBe(1)
  expect(await metric('pos_permission_denials_total{permission="store:devices.enrol"}')).toBe(1)
})

test('hashing tells how long it took and how much of it waits', async () => {
  const hasher = createSecretHasher({ pepper: Buffer.alloc(32), cost: { memoryKib: 1024, passes: 2 } })
  const before = await metric('pos_hash_duration_seconds_count')
  const work = Promise.all(Array.from({ length: 9 }, () => hasher.hash('secret')))

  expect([(await metric('pos_hashes_running')) > 0, await metric('pos_hashes_waiting')]).toEqual([
    true,
    expect.any(Number),
  ])
  await work
  expect(await metric('pos_hash_duration_seconds_count')).toBe(before + 9)
  expect(await metric('pos_hash_wait_seconds_count')).toBeGreaterThanOrEqual(9)
  expect([await metric('pos_hashes_running'), await metric('pos_hashes_waiting')]).toEqual([0, 0])
})

test('running sessions are counted now and then, however often anybody asks', async () => {
  expect([await metric('pos_sessions'), await metric('pos_sessions'), counted]).toEqual([7, 7, 7])
})

test('sync tells how much waits, since when, and what is set aside', async () => {
  const names = ['pending', 'oldest_pending_seconds', 'parked', 'quarantined', 'quarantined']
  const values = []
  for (const name of names) values.push(await metric(`pos_sync_${name}`))
  expect(values).toEqual([4, 90, 1, 2, 2])
  const alarms = ['silent', 'overdue', 'stuck'].map((kind) => metric(`pos_sync_alarms{kind="${kind}"}`))
  expect(await Promise.all(alarms)).toEqual([0, 0, 2])
})

describe('the metrics', () => {
  const TOKEN = 'm'.repeat(32)
  let guarded: DemoApp
  beforeAll(async () => {
    guarded = await openDemoApp({ metricsToken: TOKEN })
  })
  afterAll(() => guarded.close())

  const ask = async ({ app }: DemoApp, headers: Record<string, string>, remoteAddress = '127.0.0.1') => {
    const { statusCode, body } = await app.inject({ url: '/metrics', headers, remoteAddress })
    return statusCode === 200 ? 'told' : (JSON.parse(body) as { code: string }).code
  }

  test('are for this machine, and not for whom a proxy on it speaks', async () => {
    for (const own of ['127.0.0.1', '::1', '::ffff:127.0.0.1']) expect(await ask(demo, {}, own)).toBe('told')
    expect(await ask(demo, {}, '192.168.1.20')).toBe('METRICS_CLOSED')
    expect(await ask(demo, { 'x-forwarded-for': '127.0.0.1' })).toBe('METRICS_CLOSED')
    expect(await ask(demo, { forwarded: 'for=127.0.0.1' })).toBe('METRICS_CLOSED')
  })

  test('are for who brings the token, where there is one, and for nobody else', async () => {
    expect(await ask(guarded, { authorization: `Bearer ${TOKEN}` }, '192.168.1.20')).toBe('told')
    for (const authorization of ['', TOKEN, `Bearer ${TOKEN}m`, `bearer ${TOKEN}`, await guarded.bearer()])
      expect(await ask(guarded, { authorization })).toBe('METRICS_CLOSED')
  })

  test('take no token that can be guessed', () => {
    expect(readMetricsToken({})).toBeUndefined()
    expect(readMetricsToken({ POS_METRICS_TOKEN: TOKEN })).toBe(TOKEN)
    for (const short of ['', 'secret'])
      expect(() => readMetricsToken({ POS_METRICS_TOKEN: short })).toThrow(/at least 32/)
  })
})
