import { CookieBrowser, type Problem } from '@pos/testing'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openHeadOffice, PASSWORD, SLUG, type HeadOffice } from '../../../test/head-office.ts'

let office: HeadOffice
beforeAll(async () => {
  office = await openHeadOffice()
})
afterAll(() => office.close())
// A session lasts a day; each test begins on another one.
beforeEach(() => office.clock.advance(25 * 3_600_000))

const account = (username: string) => ({ username, displayName: username, locale: 'en' })
const login = { tenant: SLUG, username: 'buyer', password: PASSWORD }

async function signedIn(username = 'buyer', address = '10.0.0.1'): Promise<CookieBrowser> {
  const browser = new CookieBrowser(office.hq.app, { address })
  const { status, text } = await office.apps.signIn((path, body) => browser.send('POST', path, body), {
    ...login,
    username,
  })
  if (status !== 200) throw new Error(text)
  return browser
}

const refresh = (browser: CookieBrowser) => browser.send('POST', '/auth/refresh')
const look = async (browser: CookieBrowser) => (await browser.send('GET', '/auth/me')).status
const ENDED = { status: 401, body: { code: 'AUTH_SESSION_ENDED' } }

describe('the cookie of a session', () => {
  test('is out of reach of pages, of other hosts and of plain lines', async () => {
    const browser = new CookieBrowser(office.hq.app)
    const { headers } = await browser.send('POST', '/auth/login', login)
    const lines = [headers['set-cookie']].flat().map(String)
    expect(lines).toHaveLength(2)
    for (const line of lines) {
      expect(line).toMatch(/^__Host-(hq|device)-[0-9a-f]{12}=/)
      for (const part of ['HttpOnly', 'Secure', 'SameSite=Strict', 'Path=/']) expect(line).toContain(part)
      expect(line).not.toContain('Domain')
    }
  })

  test('goes without the prefix where no browser would take it: on a LAN without HTTPS', async () => {
    const browser = new CookieBrowser(office.hq.app, { host: '192.168.1.10:5100' })
    const { headers } = await browser.send('POST', '/auth/login', login)
    const [line] = [headers['set-cookie']].flat().map(String)
    expect(line).toMatch(/^hq-[0-9a-f]{12}=.*HttpOnly; SameSite=Strict$/)
    expect((await refresh(browser)).status).toBe(200)
  })

  test('is kept here as a hash only', async () => {
    const browser = await signedIn()
    const rows = await office.rows<object>(sql`select * from sessions`)
    const kept = JSON.stringify(rows, (_, value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('base64url') : value,
    )
    const [token = ''] = [...browser.cookies].filter(([name]) => name.includes('-hq-')).map(([, value]) => value)
    expect(kept).not.toContain(token.split('.').at(-1))
  })
})

test('of sign-ins at the same moment each succeeds, and one session is left', async () => {
  const browsers = Array.from({ length: 8 }, () => new CookieBrowser(office.hq.app))
  const answers = await Promise.all(browsers.map((browser) => browser.send('POST', '/auth/login', login)))
  expect(answers.map(({ status }) => status)).toEqual(browsers.map(() => 200))
  const looks = await Promise.all(browsers.map(look))
  expect(looks.toSorted()).toEqual([200, ...browsers.slice(1).map(() => 401)])
})

describe('a session goes on', () => {
  test('with a new access token and a new refresh token each time', async () => {
    const browser = await signedIn()
    const [first, cookies] = [browser.token, JSON.stringify([...browser.cookies])]
    expect(await refresh(browser)).toMatchObject({ status: 200, body: { displayName: 'buyer', appContext: 'hq' } })
    expect(JSON.stringify([...browser.cookies])).not.toBe(cookies)
    office.clock.advance(16 * 60_000)
    expect(await look(browser)).toBe(401)
    expect((await refresh(browser)).status).toBe(200)
    expect([await look(browser), browser.token === first]).toEqual([200, false])
  })

  test('with tokens as short as the company says', async () => {
    const owner = await office.as('owner')
    const say = (value: number) => owner.put('/settings/auth.access_token_min', { level: 'company', value })
    expect([(await say(16)).status, (await say(5)).status]).toEqual([400, 200])
    const browser = await signedIn()
    const { body } = await browser.send<{ expiresAt: number }>('POST', '/auth/refresh')
    expect(Math.ceil((body.expiresAt - office.clock.now()) / 60_000)).toBe(5)
    expect((await say(15)).status).toBe(200)
  })

  test('in two tabs that refresh at once', async () => {
    const one = await signedIn()
    const two = one.copy()
    const answers = await Promise.all([refresh(one), refresh(two)])
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect([...one.cookies]).toEqual([...two.cookies])
    expect([await look(one), await look(two)]).toEqual([200, 200])
    expect([(await refresh(one)).status, (await refresh(two)).status]).toEqual([200, 200])
  })

  test('when the answer was lost, for half a minute', async () => {
    const browser = await signedIn()
    const before = browser.copy()
    await refresh(browser)
    office.clock.advance(30_000)
    expect((await refresh(before)).status).toBe(200)
    expect([...before.cookies]).toEqual([...browser.cookies])
  })

  test('for a day and no longer, however often it is refreshed', async () => {
    const browser = await signedIn()
    for (let hours = 1; hours < 24; hours += 1) {
      office.clock.advance(3_600_000)
      expect((await refresh(browser)).status).toBe(200)
    }
    office.clock.advance(3_600_000)
    expect(await refresh(browser)).toMatchObject(ENDED)
  })
})

describe('a session is over, for the thief and for the owner', () => {
  const sessionOf = async () => {
    const [row] = await office.rows<{ reason: string }>(
      sql`select revoke_reason as reason from sessions order by created_at desc, id desc limit 1`,
    )
    return row?.reason
  }

  test('when a retired token comes again after the grace', async () => {
    const browser = await signedIn()
    const thief = browser.copy()
    await refresh(browser)
    office.clock.advance(31_000)
    expect(await refresh(thief)).toMatchObject(ENDED)
    expect(await refresh(browser)).toMatchObject(ENDED)
    expect([await look(browser), await sessionOf()]).toEqual([401, 'token_reused'])
  })

  test('when a token is two generations old, also within the grace', async () => {
    const browser = await signedIn()
    const thief = browser.copy()
    await refresh(browser)
    await refresh(browser)
    expect(await refresh(thief)).toMatchObject(ENDED)
    expect(await look(browser)).toBe(401)
  })

  test('when the token comes from another device', async () => {
    const browser = await signedIn()
    const stolen = new Map([...browser.cookies].filter(([name]) => !name.includes('device')))
    const thief = new CookieBrowser(office.hq.app, {}, stolen)
    expect(await refresh(thief)).toMatchObject(ENDED)
    expect(await look(browser)).toBe(401)
  })

  test('but not for whoever only guesses a token of its family', async () => {
    const browser = await signedIn()
    const forged = [...browser.cookies].map(
      ([name, value]) => [name, value.replace(/.$/, (last) => (last === '0' ? '4' : '0'))] as const,
    )
    const stranger = new CookieBrowser(office.hq.app, {}, new Map(forged))
    expect(await refresh(stranger)).toMatchObject({ status: 401, body: { code: 'AUTH_REQUIRED' } })
    expect(await look(browser)).toBe(200)
  })
})

describe('what a person was given is worth nothing with the next request', () => {
  async function dead(browser: CookieBrowser): Promise<void> {
    expect(await look(browser)).toBe(401)
    expect((await refresh(browser)).status).toBe(401)
  }

  test('after he has signed out; the device stays known', async () => {
    const browser = await signedIn()
    const kept = browser.copy()
    kept.token = browser.token
    expect((await browser.send('POST', '/auth/logout')).status).toBe(200)
    expect([...browser.cookies.keys()].map((name) => name.split('-')[1])).toEqual(['device'])
    await dead(kept)
  })

  test('after he has signed in somewhere else: there is one session at a time', async () => {
    const first = await signedIn()
    const second = await signedIn('buyer', '10.0.0.2')
    await dead(first)
    expect(await look(second)).toBe(200)
  })

  test('after an administrator has ended it, or all that he has', async () => {
    const [buyer, owner] = [await signedIn(), await signedIn('owner')]
    const { body } = await owner.send<{ items: { id: string; displayName: string; isCurrent: boolean }[] }>(
      'GET',
      '/sessions?whose=all',
    )
    expect(body.items.filter(({ isCurrent }) => isCurrent)).toMatchObject([{ displayName: 'Olga Owner' }])
    const his = body.items.find(({ displayName }) => displayName === 'buyer')
    expect((await owner.send('DELETE', `/sessions/${his?.id}`)).status).toBe(200)
    await dead(buyer)
    const again = await signedIn()
    const before = await office.version()
    expect((await owner.send('POST', '/auth/revoke', { userId: office.company.buyer })).status).toBe(200)
    await dead(again)
    expect(await office.changesSince(before)).toMatchObject([{ entity: 'revocation', op: 'U' }])
  })

  test('after his password has changed, everywhere but where he changed it', async () => {
    const browser = await signedIn('accountant')
    const old = browser.copy()
    old.token = browser.token
    const next = 'lantern over the harbor'
    const change = (currentPassword: string, newPassword: string) =>
      browser.send<Problem>('POST', '/auth/password', { currentPassword, newPassword })
    expect(await change('not mine', next)).toMatchObject({ status: 401, body: { code: 'AUTH_FAILED' } })
    expect(await change(PASSWORD, 'short')).toMatchObject({ status: 422, body: { code: 'AUTH_PASSWORD_WEAK' } })
    expect((await change(PASSWORD, next)).status).toBe(200)
    await dead(old)
    expect([await look(browser), (await refresh(browser)).status]).toEqual([200, 200])
    const again = new CookieBrowser(office.hq.app)
    expect((await again.send('POST', '/auth/login', { ...login, username: 'accountant' })).status).toBe(401)
    const right = { ...login, username: 'accountant', password: next }
    expect((await again.send('POST', '/auth/login', right)).status).toBe(200)
  })

  test('and nobody ends or sees the sessions of others without the right to', async () => {
    const [nobody, owner] = [await signedIn('nobody'), await signedIn('owner')]
    const { body } = await owner.send<{ items: { id: string }[] }>('GET', '/sessions')
    expect(body.items).toHaveLength(1)
    expect((await nobody.send('DELETE', `/sessions/${body.items[0]?.id}`)).status).toBe(404)
    expect((await nobody.send('GET', '/sessions?whose=all')).status).toBe(403)
    expect(await look(owner)).toBe(200)
  })
})

describe('who holds nothing at head office any more', () => {
  type Held = { id: string; revision: number; roles: { id: string }[] }
  const reasonsOf = (userId: string) =>
    office.rows<{ reason: string }>(sql`select revoke_reason as reason from sessions
      where user_id = ${userId} and revoked_at is not null`)

  test('is out at once when the last role is taken, and not before', async () => {
    const owner = await office.as('owner')
    const { id } = (await owner.post<Held>('/users', { ...account('rita'), password: PASSWORD })).body
    await owner.post(`/users/${id}/roles`, { roleCode: 'hq_buyer' })
    const { roles } = (await owner.post<Held>(`/users/${id}/roles`, { roleCode: 'hq_accountant' })).body
    const browser = await signedIn('rita')
    expect((await owner.delete(`/users/${id}/roles/${roles[0]!.id}`)).status).toBe(200)
    expect(await look(browser)).toBe(200)
    expect((await owner.delete(`/users/${id}/roles/${roles[1]!.id}`)).status).toBe(200)
    expect(await look(browser)).toBe(401)
    expect(await refresh(browser)).toMatchObject(ENDED)
    expect(await reasonsOf(id)).toEqual([{ reason: 'role_lost' }])
  })

  test('is out as a super admin who is one no longer; putting somebody out of use has a reason of its own', async () => {
    const owner = await office.as('owner')
    const { id, revision } = (await owner.post<Held>('/users', { ...account('saul'), password: PASSWORD })).body
    const update = (isSuperAdmin: boolean, at: number) =>
      owner.put<Held>(`/users/${id}`, {
        displayName: 'saul',
        email: null,
        phone: null,
        locale: 'en',
        isSuperAdmin,
        revision: at,
      })
    const above = await update(true, revision)
    const first = await signedIn('saul')
    const below = await update(false, above.body.revision)
    expect([below.status, await look(first)]).toEqual([200, 401])
    const second = await signedIn('saul')
    expect((await owner.post(`/users/${id}/disable`, { revision: below.body.revision })).status).toBe(200)
    expect(await look(second)).toBe(401)
    expect((await reasonsOf(id)).map(({ reason }) => reason).toSorted()).toEqual(['role_lost', 'user_disabled'])
  })
})
