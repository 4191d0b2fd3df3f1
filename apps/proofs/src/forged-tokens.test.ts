import {
  createEnrolmentCode,
  createUser,
  disableUser,
  endSession,
  getUser,
  listSessions,
  login,
  logout,
  me,
  revokeDevice,
  setPin,
  unlockPin,
  type Command,
  type ServerKind,
} from '@pos/shared-types'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask, call, type Answer } from '../test/harness/ask.ts'
import { goodRequest } from '../test/harness/bad-requests.ts'
import { enrolledDevice } from '../test/harness/callers.ts'
import { signIn, startChain, type Chain, type Site } from '../test/harness/chain.ts'
import { PASSWORD } from '../test/harness/company.ts'
import { forgeriesOf, lootOf, type Elsewhere } from '../test/harness/forgeries.ts'
import type { HqHere } from '../test/harness/hq-here.ts'
import { PIN } from '../test/harness/pin.ts'
import { sendRaw } from '../test/harness/raw-request.ts'
import { refusalFaults } from '../test/harness/refusal-faults.ts'
import { hqRows, storeRows, type Rows } from '../test/harness/rows.ts'
import { settled } from '../test/harness/settled.ts'
import { changedTables, digestHq, digestStore } from '../test/harness/snapshot.ts'
import type { StoreHere } from '../test/harness/store-here.ts'
import { until } from '../test/harness/until.ts'

/** One that reads and one that changes something, each for everybody whom the token below belongs to. */
const TRIED: Readonly<Record<ServerKind, readonly Command[]>> = {
  hq: [me, createUser],
  store: [me, createEnrolmentCode],
}

let chain: Chain<HqHere, StoreHere>
let one: Site<StoreHere>
let other: Site<StoreHere>
let hq: Rows
let store: Rows
let managerToken: string
const urlAt = (kind: ServerKind) => (kind === 'hq' ? chain.hq.url : one.url)

beforeAll(async () => {
  chain = await startChain({ stores: 2, products: 3 })
  ;[one, other] = chain.sites as [Site<StoreHere>, Site<StoreHere>]
  managerToken = await signIn(one, one.plan.manager.username)
  await signIn(other, other.plan.manager.username)
  await settled(chain)
  hq = await hqRows(chain.database.superuserUrl)
  store = storeRows(one.folder)
})
afterAll(async () => {
  await hq?.close()
  await store?.close()
  await chain?.close()
})

/** What a refusal says, apart from what names this one request. */
function said({ status, text }: Answer): unknown {
  const { traceId: _one, ...problem } = JSON.parse(text) as Record<string, unknown>
  return { status, ...problem }
}

/** What is wrong with how these commands answer a token that nobody may believe. */
async function faultsOf(kind: ServerKind, what: string, token: string, code: string): Promise<string[]> {
  const faults: string[] = []
  for (const command of TRIED[kind]) {
    const title = `${what} at ${command.name}`
    const answer = await ask(urlAt(kind), command, { ...goodRequest(command), token })
    faults.push(...refusalFaults(title, answer))
    const { code: given } = answer.status < 400 ? {} : answer.json()
    if (answer.status !== 401 || given !== code) faults.push(`${title}: ${answer.status} ${String(given)}`)
  }
  return faults
}

async function kit(kind: ServerKind) {
  const [here, good] =
    kind === 'hq' ? [`${chain.folder}/hq`, chain.company.adminToken] : ([one.folder, managerToken] as const)
  const strange = lootOf(other.folder, await signIn(other, other.plan.manager.username))
  const elsewhere: Elsewhere = {
    key: strange.key,
    kid: strange.kid,
    audience: kind === 'hq' ? `store:${one.plan.id}` : 'hq',
    issuer: other.plan.id,
    storeId: other.plan.id,
  }
  return { loot: lootOf(here, good), elsewhere }
}

describe.each(['hq', 'store'] as const)('at the %s server', (kind) => {
  test('a forged, expired or misdirected token of any kind is no token, and nothing happens', async () => {
    const { loot, elsewhere } = await kit(kind)
    const forgeries = forgeriesOf(loot, elsewhere)
    expect((await ask(urlAt(kind), me, { token: loot.good })).status).toBe(200)
    const digest = () => (kind === 'hq' ? digestHq(hq) : digestStore(store))
    const before = await digest()
    const faults: string[] = []
    for (const { what, token, code } of forgeries) faults.push(...(await faultsOf(kind, what, token, code)))
    expect(faults).toEqual([])
    expect(forgeries.length).toBeGreaterThanOrEqual(60)
    expect(changedTables(before, await digest())).toEqual([])
  })

  test('all of them are answered in the words in which nobody is', async () => {
    const { loot, elsewhere } = await kit(kind)
    const nobody = said(await ask(urlAt(kind), me))
    for (const { what, token, code } of forgeriesOf(loot, elsewhere)) {
      if (code !== 'AUTH_REQUIRED') continue
      expect([what, said(await ask(urlAt(kind), me, { token }))]).toEqual([what, nobody])
    }
  })

  test('the good token is not taken from anywhere but its header', async () => {
    const { loot } = await kit(kind)
    const { good } = loot
    const url = urlAt(kind)
    for (const [path, headers] of [
      [`/api/v1/auth/me?access_token=${good}`, {}],
      [`/api/v1/auth/me?token=${good}`, {}],
      ['/api/v1/auth/me', { cookie: `token=${good}; access_token=${good}; Authorization=Bearer ${good}` }],
      ['/api/v1/auth/me', { 'x-access-token': good }],
      ['/api/v1/auth/me', { 'proxy-authorization': `Bearer ${good}` }],
      ['/api/v1/auth/me', { authorization: `Basic ${Buffer.from(`boss:${good}`).toString('base64')}` }],
      ['/api/v1/auth/me', { authorization: good }],
    ] as const)
      expect([path, headers, (await sendRaw(url, { method: 'GET', path, headers })).status]).toEqual([
        path,
        headers,
        401,
      ])
  })
})

describe('a token that was good is worth nothing', () => {
  const withPassword = (username: string) => ({ tenant: chain.company.slug, username, password: PASSWORD })

  async function newPerson(username: string) {
    const body = { username, displayName: username, locale: 'en' as const, password: PASSWORD }
    const { id, revision } = await call(chain.hq.url, createUser, { token: chain.company.adminToken, body })
    const { accessToken } = await call(chain.hq.url, login, { body: withPassword(username) })
    expect((await ask(chain.hq.url, me, { token: accessToken })).status).toBe(200)
    return { id, revision, token: accessToken }
  }
  const refusedAt = async (kind: ServerKind, token: string) => {
    const answer = await ask(urlAt(kind), me, { token })
    expect(refusalFaults('me', answer)).toEqual([])
    return `${answer.status} ${String(answer.json()['code'])}`
  }

  test('after signing out, after another sign-in, and after its session was ended', async () => {
    const first = await newPerson('left')
    await call(chain.hq.url, logout, { token: first.token })
    const second = await newPerson('moved')
    await call(chain.hq.url, login, { body: withPassword('moved') })
    const third = await newPerson('ended')
    const { items } = await call(chain.hq.url, listSessions, { token: third.token })
    await call(chain.hq.url, endSession, { token: third.token, params: { id: items[0]?.id ?? '' } })
    for (const { token } of [first, second, third]) expect(await refusedAt('hq', token)).toBe('401 AUTH_SESSION_ENDED')
  })

  test('after its person was disabled, at head office at once and at his store with its next pull', async () => {
    const { id, revision, token } = await newPerson('gone')
    await call(chain.hq.url, disableUser, { token: chain.company.adminToken, params: { id }, body: { revision } })
    expect(await refusedAt('hq', token)).toBe('401 AUTH_SESSION_ENDED')

    const { id: managerId, username } = other.plan.manager
    const atStore = await signIn(other, username)
    const found = await call(chain.hq.url, getUser, { token: chain.company.adminToken, params: { id: managerId } })
    await call(chain.hq.url, disableUser, {
      token: chain.company.adminToken,
      params: { id: managerId },
      body: { revision: found.revision },
    })
    await until('the store has heard', async () => (await ask(other.url, me, { token: atStore })).status === 401)
  })

  test('after its till was revoked, also when the server starts anew', async () => {
    const signer = await enrolledDevice(one, managerToken)
    const cashierToken = await signIn(one, one.plan.cashier.username)
    await call(one.url, setPin, { token: cashierToken, body: { pin: PIN } })
    const body = { userId: one.plan.cashier.id, pin: PIN }
    const { accessToken } = await call(one.url, unlockPin, { signer, body })
    expect((await ask(one.url, me, { token: accessToken })).status).toBe(200)
    await call(one.url, revokeDevice, { token: managerToken, params: { id: signer.peerId } })
    expect(await refusedAt('store', accessToken)).toBe('401 AUTH_SESSION_ENDED')
    await one.server.stop()
    await one.server.start()
    expect(await refusedAt('store', accessToken)).toBe('401 AUTH_SESSION_ENDED')
  })

  test('where it is none: what else a node hands out opens no command', async () => {
    const answer = await fetch(`${chain.hq.url}/api/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(withPassword('left')),
    })
    const cookies = answer.headers.getSetCookie().map((line) => line.split(';')[0]?.split('=').slice(1).join('=') ?? '')
    expect(cookies).toHaveLength(2)
    const { code } = await call(one.url, createEnrolmentCode, { token: managerToken, body: { kind: 'till' } })
    for (const token of [...cookies, ...cookies.map(decodeURIComponent), one.plan.token, code, PIN, PASSWORD]) {
      expect(await refusedAt('hq', token)).toBe('401 AUTH_REQUIRED')
      expect(await refusedAt('store', token)).toBe('401 AUTH_REQUIRED')
    }
  })

  test('at any other node: each believes its own only', async () => {
    const tokens = {
      hq: chain.company.adminToken,
      one: managerToken,
      other: await signIn(other, 'cashier-s2'),
    }
    for (const [from, token] of Object.entries(tokens))
      for (const [at, url] of [
        ['hq', chain.hq.url],
        ['one', one.url],
        ['other', other.url],
      ] as const) {
        const { status } = await ask(url, me, { token })
        expect([from, at, status]).toEqual([from, at, from === at ? 200 : 401])
      }
  })
})
