import { CookieBrowser } from '@pos/testing'
import { sql } from 'drizzle-orm'
import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openHeadOffice, PASSWORD, SLUG, type HeadOffice } from '../../../test/head-office.ts'

let office: HeadOffice
beforeAll(async () => {
  office = await openHeadOffice()
})
afterAll(() => office.close())
beforeEach(() => office.clock.advance(25 * 3_600_000))

let address = 0
const browserOf = () => new CookieBrowser(office.hq.app, { address: `10.0.1.${(address += 1)}` })
const login = (browser: CookieBrowser, username: string, password = PASSWORD) =>
  browser.send('POST', '/auth/login', { tenant: SLUG, username, password })

const codeOf = (secret: string, steps = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: office.clock.now() + steps * 30_000 })

/** As it may stand in the database, what can be set no more too. */
const require2fa = (value: string) =>
  office.write(async ({ tx }) => {
    await tx.query(sql`update settings set value = ${JSON.stringify(value)}::jsonb where key = 'auth.mfa_required'`)
    const [row] = await tx.query<{ id: string }>(sql`select id from settings where key = 'auth.mfa_required'`)
    tx.touch('setting', row?.id ?? '')
  })

const create = async (username: string) => {
  const { body } = await (
    await office.as('owner')
  ).post<{ id: string }>('/users', {
    username,
    displayName: username,
    locale: 'en',
    password: PASSWORD,
  })
  return body.id
}

/** A person signed in, with a code app. */
async function withApp(username: string) {
  const browser = browserOf()
  expect((await login(browser, username)).status).toBe(200)
  const start = await browser.send<{ secret: string; challenge: string }>('POST', '/mfa/totp')
  const { secret, challenge } = start.body
  const confirm = await browser.send<{ recoveryCodes: string[] }>('POST', '/mfa/totp/confirm', {
    challenge,
    code: codeOf(secret),
  })
  expect(confirm.status).toBe(200)
  return { browser, secret, recoveryCodes: confirm.body.recoveryCodes }
}

/** The password leads to an app, and the app to a session. */
async function setUpAtTheDoor(browser: CookieBrowser, username: string) {
  const { status, body } = await login(browser, username)
  expect([status, body.code]).toEqual([401, 'AUTH_TOTP_SETUP'])
  const { challenge, secret, account } = body.params
  expect(account).toBe(username)
  expect((await enter(browser, String(challenge), '000000')).status).toBe(401)
  const done = await browser.send<{ recoveryCodes: string[] }>('POST', '/auth/login/totp', {
    challenge,
    code: codeOf(String(secret)),
  })
  expect([done.status, done.body.recoveryCodes?.length]).toEqual([200, 10])
  return { secret: String(secret) }
}

async function challengeOf(browser: CookieBrowser, username: string, password = PASSWORD): Promise<string> {
  const { status, body } = await login(browser, username, password)
  expect([status, body.code]).toEqual([401, 'AUTH_TOTP_REQUIRED'])
  return String(body.params['challenge'])
}

const enter = (browser: CookieBrowser, challenge: string, code: string) =>
  browser.send('POST', '/auth/login/totp', { challenge, code })

describe('a code app', () => {
  test('stands between the right password and a session; a code is good once and no older one after it', async () => {
    const { secret } = await withApp('buyer')
    office.clock.advance(120_000)
    const browser = browserOf()
    const challenge = await challengeOf(browser, 'buyer')
    expect((await browser.send('GET', '/auth/me')).status).toBe(401)
    const code = codeOf(secret)
    expect((await enter(browser, challenge, code)).status).toBe(200)
    expect((await browser.send('GET', '/auth/me')).status).toBe(200)
    const again = browserOf()
    const next = await challengeOf(again, 'buyer')
    for (const old of [code, codeOf(secret, -1)])
      expect(await enter(again, next, old)).toMatchObject({ status: 401, body: { code: 'AUTH_TOTP_WRONG' } })
    expect((await enter(again, next, codeOf(secret, 1))).status).toBe(200)
  })

  test('takes a code one step early or late, and no other', async () => {
    const { secret } = await withApp('accountant')
    for (const [steps, status] of [
      [2, 401],
      [-2, 401],
      [-1, 200],
      [1, 200],
    ] as const) {
      office.clock.advance(10 * 60_000)
      const browser = browserOf()
      const answer = await enter(browser, await challengeOf(browser, 'accountant'), codeOf(secret, steps))
      expect([steps, answer.status]).toEqual([steps, status])
    }
  })

  test('is replaced once by each recovery code, and by none that was replaced', async () => {
    await create('rosa')
    const { browser, secret, recoveryCodes } = await withApp('rosa')
    expect(new Set(recoveryCodes).size).toBe(10)
    const use = async (code = '') => {
      const other = browserOf()
      return (await enter(other, await challengeOf(other, 'rosa'), code)).status
    }
    expect([await use(recoveryCodes[0]), await use(recoveryCodes[0])]).toEqual([200, 401])
    expect(await use(recoveryCodes[1]?.toLowerCase().replaceAll('-', ' '))).toBe(200)
    office.clock.advance(60_000)
    const own = browserOf()
    await enter(own, await challengeOf(own, 'rosa'), codeOf(secret))
    office.clock.advance(60_000)
    const renewed = await own.send<{ recoveryCodes: string[] }>('POST', '/mfa/recovery', { code: codeOf(secret) })
    expect(renewed.body.recoveryCodes).toHaveLength(10)
    expect([await use(recoveryCodes[2]), await use(renewed.body.recoveryCodes[0])]).toEqual([401, 200])
    expect((await browser.send('GET', '/auth/me')).status).toBe(401)
  })

  test('is kept so that the database alone tells nothing', async () => {
    const id = await create('keeper')
    const { secret, recoveryCodes } = await withApp('keeper')
    const rows = JSON.stringify(await office.rows(sql`select * from user_credentials where user_id = ${id}`))
    expect(rows).toContain('totp')
    for (const text of [secret, ...recoveryCodes]) expect(rows).not.toContain(text)
  })

  test('five wrong codes lock the account on that device', async () => {
    const { secret } = await withApp('nobody')
    office.clock.advance(120_000)
    const browser = browserOf()
    const challenge = await challengeOf(browser, 'nobody')
    for (let n = 0; n < 5; n += 1) expect((await enter(browser, challenge, `00000${n}`)).status).toBe(401)
    expect((await enter(browser, challenge, codeOf(secret))).status).toBe(423)
    expect((await login(browserOf(), 'nobody')).status).toBe(423)
  })

  test('the step after the password must be taken within five minutes, with an answer of this server', async () => {
    await create('late')
    const { secret } = await withApp('late')
    office.clock.advance(60_000)
    const browser = browserOf()
    const challenge = await challengeOf(browser, 'late')
    const forged = `${challenge.slice(0, -2)}AA`
    expect(await enter(browser, forged, codeOf(secret))).toMatchObject({ body: { code: 'AUTH_SESSION_ENDED' } })
    office.clock.advance(5 * 60_000)
    expect(await enter(browser, challenge, codeOf(secret))).toMatchObject({ body: { code: 'AUTH_SESSION_ENDED' } })
  })
})

describe('a company that requires codes', () => {
  test('lets an administrator in only after he has set up his app, and not switch it off', async () => {
    await (await office.as('owner')).post(`/users/${await create('ivan')}/roles`, { roleCode: 'hq_admin' })
    await require2fa('hq')
    const browser = browserOf()
    const { secret } = await setUpAtTheDoor(browser, 'ivan')
    office.clock.advance(60_000)
    const off = () => browser.send('POST', '/mfa/totp/disable', { code: codeOf(secret) })
    expect(await off()).toMatchObject({ status: 409, body: { code: 'AUTH_TOTP_NEEDED' } })
    expect((await browser.send('GET', '/auth/security')).body).toMatchObject({
      hasSecondFactor: true,
      isSecondFactorRequired: true,
      recoveryCodesLeft: 10,
    })
    await require2fa('super_admins')
    office.clock.advance(60_000)
    expect((await off()).status).toBe(200)
    expect((await login(browserOf(), 'ivan')).status).toBe(200)
  })

  test('leads everybody to his app, and refuses nobody, when all need one', async () => {
    await create('jana')
    await require2fa('all')
    await setUpAtTheDoor(browserOf(), 'jana')
    await require2fa('super_admins')
  })
})

describe('a super admin', () => {
  const promote = async (username: string) => {
    const above = { displayName: username, email: null, phone: null, locale: 'en', isSuperAdmin: true, revision: 1 }
    expect((await (await office.as('owner')).put(`/users/${await create(username)}`, above)).status).toBe(200)
  }

  test.each(['super_admins', 'hq', 'all', 'none', 'nonsense'])(
    'needs his app where the company says %s: he is led to it, and cannot switch it off',
    async (rule) => {
      await require2fa('super_admins')
      const username = `super-${rule}`
      await promote(username)
      await require2fa(rule)
      const browser = browserOf()
      const { secret } = await setUpAtTheDoor(browser, username)
      office.clock.advance(60_000)
      expect(await browser.send('POST', '/mfa/totp/disable', { code: codeOf(secret) })).toMatchObject({
        status: 409,
        body: { code: 'AUTH_TOTP_NEEDED' },
      })
      expect((await login(browserOf(), username)).body.code).toBe('AUTH_TOTP_REQUIRED')
      await require2fa('super_admins')
    },
  )

  test('who is the last and has lost his app is led to a new one, whatever the company says', async () => {
    const company = await openHeadOffice()
    for (const rule of ['super_admins', 'hq', 'all', 'none']) {
      await company.write(async ({ tx }) => {
        await tx.query(sql`update settings set value = ${JSON.stringify(rule)}::jsonb where key = 'auth.mfa_required'`)
        await tx.query(sql`update user_credentials set disabled_at = now() where kind <> 'password'`)
        tx.touch('user', company.company.adminId)
      })
      company.clock.advance(25 * 3_600_000)
      expect((await (await company.as('owner')).get('/auth/me')).status).toBe(200)
    }
    await company.close()
  })

  test('and nobody else needs it by a rule that was set when nobody did', async () => {
    await require2fa('none')
    const { body } = await (await office.as('owner')).get<{ items: { key: string; value: unknown }[] }>('/settings')
    expect(body.items.find(({ key }) => key === 'auth.mfa_required')?.value).toBe('super_admins')
    await (await office.as('owner')).post(`/users/${await create('kim')}/roles`, { roleCode: 'hq_admin' })
    expect((await login(browserOf(), 'kim')).status).toBe(200)
    await require2fa('super_admins')
  })
})

describe('a forgotten password', () => {
  const reset = async (id: string) => (await office.as('owner')).post<{ token: string }>(`/users/${id}/reset`)
  const choose = (token: string, newPassword: string) =>
    browserOf().send('POST', '/auth/reset/confirm', { token, newPassword })

  test('is replaced once with the token of an administrator; the second factor stays', async () => {
    const id = await create('carla')
    const { secret, browser } = await withApp('carla')
    const { status, body } = await reset(id)
    expect(status).toBe(201)
    expect(await choose(body.token, 'qwerty')).toMatchObject({ body: { code: 'AUTH_PASSWORD_WEAK' } })
    expect((await choose(body.token, 'nine lemons')).status).toBe(200)
    expect((await browser.send('GET', '/auth/me')).status).toBe(401)
    expect(await choose(body.token, 'ten lemons too')).toMatchObject({ body: { code: 'RESET_TOKEN_INVALID' } })
    office.clock.advance(60_000)
    const other = browserOf()
    const challenge = await challengeOf(other, 'carla', 'nine lemons')
    expect((await enter(other, challenge, codeOf(secret))).status).toBe(200)
    expect((await login(browserOf(), 'carla')).status).toBe(401)
  })

  test('is not replaced after an hour, nor with a token that was changed', async () => {
    const id = await create('dora')
    const { body } = await reset(id)
    const [first = ''] = body.token
    const changed = `${first === 'A' ? 'B' : 'A'}${body.token.slice(1)}`
    expect((await choose(changed, 'seven lemons on a tree')).status).toBe(422)
    office.clock.advance(60 * 60_000)
    expect((await choose(body.token, 'seven lemons on a tree')).status).toBe(422)
  })

  test('of a super admin is not replaced by somebody who may only manage users', async () => {
    const owner = await office.as('owner')
    const id = await create('helper')
    await owner.post(`/users/${id}/roles`, { roleCode: 'hq_admin' })
    const helper = await office.as('helper')
    expect((await helper.post(`/users/${office.company.adminId}/reset`)).status).toBe(403)
    expect((await helper.post(`/users/${await create('below')}/reset`)).status).toBe(201)
  })

  test('that there never was is chosen with a token too: whoever adds a person need not think of one', async () => {
    const owner = await office.as('owner')
    const fresh = { username: 'elsa', displayName: 'Elsa', locale: 'es' }
    const { body: elsa } = await owner.post<{ id: string; hasPassword: boolean }>('/users', fresh)
    expect(elsa.hasPassword).toBe(false)
    expect((await login(browserOf(), 'elsa', '')).status).not.toBe(200)
    const { body } = await reset(elsa.id)
    expect((await choose(body.token, 'seven lemons on a tree')).status).toBe(200)
    expect((await choose(body.token, 'eight lemons on a tree')).status).toBe(422)
    expect((await login(browserOf(), 'elsa', 'seven lemons on a tree')).status).toBe(200)
    expect((await owner.get(`/users/${elsa.id}`)).body).toMatchObject({ hasPassword: true, hasSecondFactor: false })
  })
})

describe('a lost phone', () => {
  const clear = async (id: string) => (await office.as('owner')).post(`/users/${id}/reset-mfa`)

  test('is forgotten by an administrator: every session ends, and the password is enough again', async () => {
    const id = await create('fina')
    const { browser, recoveryCodes } = await withApp('fina')
    expect((await clear(id)).status).toBe(200)
    expect((await browser.send('GET', '/auth/me')).status).toBe(401)
    const fresh = browserOf()
    expect((await login(fresh, 'fina')).status).toBe(200)
    const codes = { code: recoveryCodes[0] ?? '' }
    expect((await fresh.send('POST', '/mfa/recovery', codes)).body).toMatchObject({ code: 'STATE_NOT_ALLOWED' })
    expect(await clear(id)).toMatchObject({ body: { code: 'NOT_FOUND' } })
    const log = await (await office.as('owner')).get<{ items: { action: string }[] }>(`/audit?entityId=${id}`)
    expect(log.body.items.map(({ action }) => action)).toContain('users.reset-mfa')
  })

  test('is not one’s own to forget, nor that of somebody with more rights', async () => {
    const owner = await office.as('owner')
    const id = await create('gina')
    await owner.post(`/users/${id}/roles`, { roleCode: 'hq_admin' })
    const gina = await withApp('gina')
    const own = await gina.browser.send('POST', `/users/${id}/reset-mfa`)
    expect(own.body).toMatchObject({ code: 'USER_SELF_ELEVATION' })
    const above = { displayName: 'Hana', email: null, phone: null, locale: 'en', isSuperAdmin: true, revision: 1 }
    const hana = await create('hana')
    await withApp('hana')
    expect((await owner.put(`/users/${hana}`, above)).status).toBe(200)
    const { body } = await gina.browser.send('POST', `/users/${hana}/reset-mfa`)
    expect(body).toMatchObject({ code: 'PERMISSION_DENIED' })
  })
})
