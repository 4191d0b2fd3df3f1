import { connect, type PeerCertificate } from 'node:tls'
import { certificateFacts, ensureCertificates } from '@pos/server-kit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { USER } from '../../../test/catalogue.ts'
import { openShop, type Shop } from '../../../test/shop.ts'

type Shown = {
  readonly authority: { readonly fingerprint: string }
  readonly server: { readonly fingerprint: string; readonly names: readonly string[]; readonly validToAt: number }
  readonly askedNames: readonly string[]
  readonly endsSoon: readonly string[]
}
type Entry = { readonly outcome: string; readonly userId: string; readonly before: string; readonly after: string }

const DAY_MS = 24 * 3_600_000
const ENTRIES = `select outcome, user_id as userId, before, after from audit_logs where action = 'certificates.renew'
  order by seq`

let shop: Shop
let port: number
let stop: () => Promise<void>
beforeAll(async () => {
  shop = await openShop({ hasCertificates: true })
  await shop.app.ready()
  const listening = await shop.https!.listen(shop.app, '127.0.0.1')
  port = listening.port
  stop = listening.close
})
afterAll(async () => {
  await stop()
  await shop.close()
})

const RENEW = '/certificates/renew'
const shown = async () => (await shop.anybody.get<Shown>('/certificates')).body
const entries = () => shop.rows<Entry>(ENTRIES)
const kept = () => ensureCertificates({ folder: shop.store.options.folder, at: shop.clock.now() })

/** What a new connection is shown; it trusts the store's authority and nothing else. */
async function seen(): Promise<PeerCertificate> {
  const { authority } = shop.https!.certificates()
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', ca: authority.certificate }, () => {
      resolve(socket.getPeerCertificate())
      socket.destroy()
    })
    socket.once('error', reject)
  })
}

test('a certificate that is made anew is shown to the next connection, signed by the same authority', async () => {
  const before = await shown()
  expect((await seen()).fingerprint256).toBe(before.server.fingerprint)
  const manager = await shop.as('manager')
  const { status, body } = await manager.post<Shown>(RENEW, {})
  expect([status, body]).toEqual([200, await shown()])
  expect(body.authority).toEqual(before.authority)
  expect(body.server.fingerprint).not.toBe(before.server.fingerprint)
  expect((await seen()).fingerprint256).toBe(body.server.fingerprint)
  expect(certificateFacts((await kept()).server.certificate).fingerprint).toBe(body.server.fingerprint)
  const left = await entries()
  expect(left).toMatchObject([{ outcome: 'ok', userId: USER.manager }])
  expect(JSON.parse(left[0]!.before)).toMatchObject({ fingerprint: before.server.fingerprint })
  expect(JSON.parse(left[0]!.after)).toMatchObject({ fingerprint: body.server.fingerprint })
})

test('names that are asked for are covered from then on, until others are asked for', async () => {
  const manager = await shop.as('manager')
  const names = ['Store.test', '192.0.2.7', '2001:db8::7']
  const { body } = await manager.post<Shown>(RENEW, { names })
  expect(body.askedNames).toEqual(names)
  expect((await seen()).subjectaltname).toContain('Store.test')
  expect((await manager.post<Shown>(RENEW, {})).body.askedNames).toEqual(names)
  const none = (await manager.post<Shown>(RENEW, { names: [] })).body
  expect([none.askedNames, none.server.names.includes('Store.test')]).toEqual([[], false])
})

test('a request that comes twice makes one certificate and one entry', async () => {
  const manager = await shop.as('manager')
  const before = (await entries()).length
  const key = shop.ids.next()
  const [first, second] = [await manager.post<Shown>(RENEW, {}, key), await manager.post<Shown>(RENEW, {}, key)]
  expect([second.status, second.body]).toEqual([200, first.body])
  expect((await entries()).length).toBe(before + 1)
})

test('two who renew at once leave what is kept and what is shown the same', async () => {
  const manager = await shop.as('manager')
  await Promise.all([manager.post(RENEW, {}), manager.post(RENEW, {}), manager.post(RENEW, {})])
  const { fingerprint } = certificateFacts((await kept()).server.certificate)
  expect([(await seen()).fingerprint256, (await shown()).server.fingerprint]).toEqual([fingerprint, fingerprint])
})

describe('nothing changes', () => {
  test.each([
    ['a name with a space', { names: ['a b'] }],
    ['a wildcard', { names: ['*.test'] }],
    ['an address that lacks a part', { names: ['192.0.2'] }],
    ['an address with a zone', { names: ['fe80::1%eth0'] }],
    ['a name that is no text', { names: [7] }],
    ['more names than a store needs', { names: Array.from({ length: 9 }, (_, at) => `n${at}.test`) }],
    ['a good name and an empty one', { names: ['good.test', ''] }],
    ['an unknown field', { hosts: ['good.test'] }],
  ])('for %s', async (_, body) => {
    const before = [await shown(), await kept(), await entries()]
    const manager = await shop.as('manager')
    expect(await manager.post(RENEW, body)).toMatchObject({ status: 400, body: { code: 'VALIDATION_FAILED' } })
    expect([await shown(), await kept(), await entries()]).toEqual(before)
  })

  test('for whoever lacks the right, or is not signed in', async () => {
    const before = [await shown(), await kept()]
    const cashier = await shop.as('cashier')
    expect(await cashier.post(RENEW, {})).toMatchObject({ status: 403, body: { code: 'PERMISSION_DENIED' } })
    expect((await entries()).at(-1)).toMatchObject({ outcome: 'denied', userId: USER.cashier })
    expect(await shop.anybody.post(RENEW, {})).toMatchObject({ status: 401, body: { code: 'AUTH_REQUIRED' } })
    expect([await shown(), await kept()]).toEqual(before)
  })
})

test('a certificate that ends soon is told, until it is made anew', async () => {
  expect((await shown()).endsSoon).toEqual([])
  shop.clock.advance(370 * DAY_MS)
  expect((await shown()).endsSoon).toEqual(['server'])
  const manager = await shop.as('manager')
  expect((await manager.post<Shown>(RENEW, {})).body.endsSoon).toEqual([])
  shop.clock.advance(2_950 * DAY_MS)
  expect((await shown()).endsSoon).toEqual(['authority', 'server'])
})

test('a store without certificates says what to do, and changes nothing', async () => {
  const bare = await openShop()
  const manager = await bare.as('manager')
  for (const answer of [await bare.anybody.get('/certificates'), await manager.post(RENEW, {})])
    expect(answer).toMatchObject({ status: 404, body: { code: 'CERTIFICATES_MISSING' } })
  expect(await bare.rows(ENTRIES)).toMatchObject([{ outcome: 'failed' }])
  await bare.close()
})
