import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDemoApp, type DemoApp } from '../../test/support/demo-app.ts'
import { ASSIGNMENT, DEVICE, LEFT, OWNER, TENANT } from '../../test/support/demo-store.ts'
import { newPeerKey, privateKeyOf } from './signature.ts'

let demo: DemoApp

beforeAll(async () => {
  demo = await openDemoApp()
})

afterAll(() => demo.close())

const PUSH = '/sync/v1/demo'
const UNLOCK = '/api/v1/demo/unlock'
const BODY = '{"lineage":"01890000-0000-7000-8000-0000000000aa"}'

async function send(method: 'GET' | 'POST', url: string, headers: Record<string, string>, payload?: string) {
  const response = await demo.app.inject({
    method,
    url,
    headers: { ...(payload !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(payload !== undefined && { payload }),
  })
  return { status: response.statusCode, body: response.json<{ code?: string; params?: unknown; peerId?: string }>() }
}

const sell = async (authorization: string) =>
  send('POST', '/api/v1/demo/sales', { authorization, 'idempotency-key': crypto.randomUUID() }, '{"totalMinor":1}')

const manage = async (authorization: string) => send('POST', '/api/v1/demo/manage', { authorization })

describe('a person', () => {
  test('is asked to sign in when he brings no token', async () => {
    const { status, body } = await send('POST', '/api/v1/demo/sales', {}, '{"totalMinor":1}')

    expect(status).toBe(401)
    expect(body.code).toBe('AUTH_REQUIRED')
  })

  test('is asked to sign in before his body is read', async () => {
    const { status } = await send('POST', '/api/v1/demo/sales', { authorization: 'Bearer nonsense' }, 'not json')

    expect(status).toBe(401)
  })

  test('may do what his role in this store allows, and nothing else', async () => {
    const bearer = await demo.bearer()

    expect((await sell(bearer)).status).toBe(201)
    expect(await manage(bearer)).toMatchObject({
      status: 403,
      body: { code: 'PERMISSION_DENIED', params: { permission: 'store:devices.enrol' } },
    })
  })

  test('who is super admin may do everything of the place he signed in at', async () => {
    expect((await manage(await demo.bearer(OWNER, 'store'))).status).toBe(200)
    expect((await sell(await demo.bearer(OWNER, 'pos'))).status).toBe(201)
    expect((await manage(await demo.bearer(OWNER, 'pos'))).status).toBe(403)
  })

  test('who is disabled may do nothing, whatever his token says', async () => {
    expect((await manage(await demo.bearer(LEFT, 'store'))).status).toBe(401)
    const own = await send('GET', `/api/v1/demo/sales/${OWNER}`, { authorization: await demo.bearer(LEFT) })
    expect(own).toMatchObject({ status: 401, body: { code: 'AUTH_SESSION_ENDED' } })
  })

  test('who loses his last role is out with the next request', async () => {
    const bearer = await demo.bearer()
    const revoke = (at: number | null) =>
      demo.store.database.catalogue.write((tx) => {
        tx.prepare('update user_roles set revoked_at = ? where id = ?').run([at, ASSIGNMENT])
      })
    expect((await sell(bearer)).status).toBe(201)

    await revoke(demo.store.clock.now())
    const after = await sell(bearer)
    await revoke(null)

    expect(after).toMatchObject({ status: 401, body: { code: 'AUTH_SESSION_ENDED' } })
  })

  test('is not a device: his token opens no peer route', async () => {
    expect(await send('POST', PUSH, { authorization: await demo.bearer() }, BODY)).toMatchObject({
      status: 401,
      body: { code: 'AUTH_REQUIRED' },
    })
  })
})

describe('a peer', () => {
  const push = (headers: Record<string, string>, body = BODY, url = PUSH) => send('POST', url, headers, body)
  const signed = (body = BODY, target = PUSH) => demo.signed(demo.store.till, 'POST', target, body)

  test('is known by its signature', async () => {
    expect(await push(signed())).toMatchObject({ status: 200, body: { peerId: DEVICE } })
  })

  test.each([
    ['an altered body', () => push(signed(), BODY.replace('aa"', 'ab"'))],
    ['an altered query', () => push(signed(), BODY, `${PUSH}?x=1`)],
    ['another method', () => send('POST', PUSH, demo.signed(demo.store.till, 'PUT', PUSH, BODY), BODY)],
    ['an altered time', () => push({ ...signed(), 'pos-time': String(demo.store.clock.now() + 1) })],
    ['a cut signature', () => push({ ...signed(), 'pos-signature': 'abc' })],
    ['no signature', () => push({ 'pos-peer': DEVICE })],
    ['no headers', () => push({})],
    ['the key of another', () => push(demo.signed({ ...stranger(), peerId: DEVICE }, 'POST', PUSH, BODY))],
  ])('is not believed with %s', async (_what, attempt) => {
    expect(await attempt()).toMatchObject({ status: 401, body: { code: 'AUTH_REQUIRED' } })
  })

  test('that was never enrolled is refused', async () => {
    expect(await push(demo.signed(stranger(), 'POST', PUSH, BODY))).toMatchObject({
      status: 401,
      body: { code: 'DEVICE_NOT_ENROLLED' },
    })
  })

  test('that was revoked is refused', async () => {
    expect(await push(demo.signed(demo.store.revokedTill, 'POST', PUSH, BODY))).toMatchObject({
      status: 401,
      body: { code: 'DEVICE_REVOKED' },
    })
  })

  test('with a wrong clock may sync, because clocks lie, but do nothing else', async () => {
    const pin = '{"pin":"2468"}'
    const early = (target: string, body: string) => ({ ...demo.signed(demo.store.till, 'POST', target, body) })
    const [push1, unlock1] = [early(PUSH, BODY), early(UNLOCK, pin)]
    expect((await send('POST', UNLOCK, unlock1, pin)).status).toBe(200)

    demo.store.clock.advance(6 * 60_000)

    expect((await push(push1)).status).toBe(200)
    expect(await send('POST', UNLOCK, unlock1, pin)).toMatchObject({ status: 401 })
  })

  test('opens a socket with its signature only', async () => {
    const path = '/sync/v1/demo/notify'
    const heard: string[] = []
    const socket = await demo.app.injectWS(
      path,
      { headers: demo.signed(demo.store.till, 'GET', path) },
      {
        onInit: (opening) => opening.once('message', (data: Buffer) => heard.push(data.toString())),
      },
    )
    await expect.poll(() => heard).toEqual(['{"version":7}'])
    socket.terminate()

    await expect(demo.app.injectWS(path, { headers: {} })).rejects.toThrow('401')
  })

  function stranger() {
    const key = newPeerKey()
    return {
      peerId: '01890000-0000-7000-8000-0000000000ff',
      tenantId: TENANT,
      privateKey: privateKeyOf(key.privateKeyPem),
    }
  }
})
