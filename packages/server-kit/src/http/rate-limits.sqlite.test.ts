import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openDemoApp, type DemoApp } from '../../test/support/demo-app.ts'
import { OWNER, TENANT } from '../../test/support/demo-store.ts'
import { DENIALS, RATE_LIMITS } from './rate-limits.ts'

let demo: DemoApp
beforeEach(async () => {
  demo = await openDemoApp()
})
afterEach(() => demo.close())

type Sending = {
  readonly method?: 'GET' | 'POST'
  readonly url: string
  readonly headers?: Record<string, string>
  readonly payload?: string
  readonly remoteAddress?: string
}

async function send({ method = 'POST', payload, headers, ...rest }: Sending) {
  const type = payload === undefined ? {} : { 'content-type': 'application/json' }
  const answer = await demo.app.inject({
    method,
    headers: { ...type, ...headers },
    ...(payload !== undefined && { payload }),
    ...rest,
  })
  return { status: answer.statusCode, headers: answer.headers, body: answer.json<{ code?: string; detail?: string }>() }
}

/** How many of a caller's requests were taken before one was refused. */
async function takenOf(make: () => Sending | Promise<Sending>, most: number): Promise<number> {
  for (let taken = 0; taken < most; taken += 1) {
    const { status } = await send(await make())
    if (status === 429) return taken
  }
  return most
}

const PUBLIC = { method: 'GET', url: '/api/v1/demo/crash' } as const
const sell = (authorization: string): Sending => ({
  url: '/api/v1/demo/sales',
  headers: { authorization, 'idempotency-key': 'again' },
  payload: '{}',
})
/** A command without a body is given one: counted like any other, refused before it does its work. */
const manage = (authorization: string): Sending => ({
  url: '/api/v1/demo/manage',
  headers: { authorization },
  payload: '{}',
})
const read = (authorization: string): Sending => ({
  method: 'GET',
  url: `/api/v1/demo/sales/${OWNER}`,
  headers: { authorization },
})

describe('a caller is told to wait at the bound of the class, and another one is not hurt:', () => {
  test('who reads', async () => {
    const [cashier, owner] = [await demo.bearer(), await demo.bearer(OWNER)]

    expect(await takenOf(() => read(cashier), 13_000)).toBe(RATE_LIMITS.read.perMinute)
    expect((await send(read(owner))).status).toBe(200)
  }, 60_000)

  test('who writes, at the till or at the back office', async () => {
    const owner = await demo.bearer(OWNER, 'store')

    expect(await takenOf(() => manage(owner), 4_000)).toBe(RATE_LIMITS.write.perMinute)
    expect((await send(manage(await demo.bearer(OWNER, 'pos')))).status).toBe(403)
    expect((await send(sell(await demo.bearer()))).status).toBe(400)
  }, 60_000)

  test('who sends what must be done once', async () => {
    const cashier = await demo.bearer()

    expect(await takenOf(() => sell(cashier), 7_000)).toBe(RATE_LIMITS['keyed write'].perMinute)
    expect((await send(sell(await demo.bearer(OWNER)))).status).toBe(400)
  }, 60_000)

  test('strangers at one address, whatever part of their network they ask from', async () => {
    const at = (remoteAddress: string): Sending => ({ ...PUBLIC, remoteAddress })
    let host = 0
    const anyHost = () => at(`2001:db8:0:7::${(host += 1).toString(16)}`)

    expect(await takenOf(anyHost, 700)).toBe(RATE_LIMITS['public read'].perMinute)
    expect((await send(at('2001:db8:0:7:ffff:ffff:ffff:ffff'))).status).toBe(429)
    expect((await send(at('2001:db8:0:8::1'))).status).toBe(500)
    expect(await takenOf(() => at('192.0.2.7'), 700)).toBe(RATE_LIMITS['public read'].perMinute)
    expect((await send(at('::ffff:192.0.2.7'))).status).toBe(429)
    expect((await send(at('192.0.2.8'))).status).toBe(500)
  })
})

test('who was told to wait is told for how long in his language, and may go on then', async () => {
  await takenOf(() => PUBLIC, 700)
  const { status, headers, body } = await send({ ...PUBLIC, headers: { 'accept-language': 'es' } })

  expect(status).toBe(429)
  expect(headers).toMatchObject({
    'content-type': expect.stringContaining('application/problem+json'),
    'retry-after': '1',
  })
  expect(body).toMatchObject({ code: 'RATE_LIMITED', detail: 'Demasiadas peticiones. Espere 1 s.' })
  demo.store.clock.advance(1_000)
  expect((await send(PUBLIC)).status).toBe(500)
})

test('a loop of what somebody may not do does not fill the audit log', async () => {
  const cashier = await demo.bearer()
  const denied = (): Sending => ({ url: '/api/v1/demo/manage', headers: { authorization: cashier } })

  expect(await takenOf(denied, 700)).toBe(DENIALS.perMinute)
  expect((await send(sell(cashier))).status).toBe(400)
  const [noted] = await demo.store.database.unitOfWork.read(
    { tenantId: TENANT, appContext: 'system', correlationId: 'test', at: demo.store.clock.now() },
    (tx) => tx.prepare<{ count: number }>("select count(*) as count from audit_logs where outcome = 'denied'").all(),
  )
  expect(noted).toEqual({ count: DENIALS.perMinute })
}, 60_000)

test('probes and what is synchronised are always answered', async () => {
  const url = '/sync/v1/demo'
  const payload = '{"lineage":"01890000-0000-7000-8000-0000000000aa"}'
  const push = (): Sending => ({ url, payload, headers: demo.signed(demo.store.till, 'POST', url, payload) })

  expect(await takenOf(push, 1_000)).toBe(1_000)
  expect(await takenOf(() => ({ method: 'GET', url: '/health/live' }), 1_000)).toBe(1_000)
})
