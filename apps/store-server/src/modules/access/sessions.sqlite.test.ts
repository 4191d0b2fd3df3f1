import { CookieBrowser, TEST_TENANT } from '@pos/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { USER } from '../../../test/catalogue.ts'
import { openShop, PASSWORD, type Shop, type TillDevice } from '../../../test/shop.ts'

let shop: Shop
let till: TillDevice
beforeAll(async () => {
  shop = await openShop()
  till = await shop.till()
})
afterAll(() => shop.close())

async function signedIn(username = 'manager', address = '10.0.0.1'): Promise<CookieBrowser> {
  const browser = new CookieBrowser(shop.app, { address, host: 'localhost:5201' })
  const { status, text } = await browser.send('POST', '/auth/login', { username, password: PASSWORD })
  if (status !== 200) throw new Error(text)
  return browser
}

const refresh = async (browser: CookieBrowser) => (await browser.send('POST', '/auth/refresh')).status
const look = async (browser: CookieBrowser) => (await browser.send('GET', '/auth/me')).status

/** What a pull brings when head office has taken back what somebody was given. */
function revoke(userId: string): Promise<void> {
  return shop.pull((tx) =>
    tx
      .prepare(
        `insert into revocation_list (tenant_id, id, user_id, revoked_at, reason, version)
         select ?, ?, ?, 0, 'ended_by_admin', version + 1 from sync_cursors`,
      )
      .run([TEST_TENANT, shop.ids.next(), userId]),
  )
}

describe('a session at the back office', () => {
  test('goes on for a week with head office away, a quarter of an hour at a time', async () => {
    const browser = await signedIn()
    for (let day = 1; day <= 6; day += 1) {
      shop.clock.advance(24 * 3_600_000)
      expect([await look(browser), await refresh(browser), await look(browser)]).toEqual([401, 200, 200])
    }
    shop.clock.advance(24 * 3_600_000)
    expect(await refresh(browser)).toBe(401)
  })

  test.each([
    [5, 5],
    [60, 15],
  ])('gives tokens of %i minutes when the company says so, never of more than 15', async (minutes, told) => {
    await shop.set('auth.access_token_min', minutes)
    const browser = new CookieBrowser(shop.app, { address: '10.0.0.1', host: 'localhost:5201' })
    const body = { username: 'manager', password: PASSWORD }
    const begun = await browser.send<{ expiresAt: number }>('POST', '/auth/login', body)
    const continued = await browser.send<{ expiresAt: number }>('POST', '/auth/refresh')
    await (await shop.as('clerk')).post('/pin', { pin: '740615' })
    const atTill = await till.peer.post<{ expiresAt: number }>('/pin/unlock', { userId: USER.clerk, pin: '740615' })
    const lives = [begun, continued, atTill].map((answer) => answer.body.expiresAt - shop.clock.now())
    expect(lives.map((life) => Math.ceil(life / 60_000))).toEqual([told, told, told])
    await shop.set('auth.access_token_min', null)
  })

  test('goes on in two tabs that refresh at once', async () => {
    const one = await signedIn()
    const two = one.copy()
    expect(await Promise.all([refresh(one), refresh(two)])).toEqual([200, 200])
    expect([await look(one), await look(two)]).toEqual([200, 200])
  })

  test('is over for everybody when a retired token comes again', async () => {
    const browser = await signedIn()
    const thief = browser.copy()
    await refresh(browser)
    shop.clock.advance(31_000)
    expect([await refresh(thief), await refresh(browser), await look(browser)]).toEqual([401, 401, 401])
  })

  test('is over with signing out, and with signing in elsewhere', async () => {
    const first = await signedIn()
    const second = await signedIn('manager', '10.0.0.2')
    expect([await look(first), await refresh(first), await look(second)]).toEqual([401, 401, 200])
    const kept = second.copy()
    kept.token = second.token
    expect((await second.send('POST', '/auth/logout')).status).toBe(200)
    expect([await look(kept), await refresh(kept)]).toEqual([401, 401])
  })

  test('is seen and ended by who runs the store, and by nobody else', async () => {
    const [manager, clerk] = [await signedIn(), await signedIn('clerk')]
    const { body } = await manager.send<{ items: { id: string; displayName: string; isCurrent: boolean }[] }>(
      'GET',
      '/sessions?whose=all',
    )
    expect(body.items.map(({ displayName }) => displayName).toSorted()).toEqual(['clerk', 'manager'])
    expect((await clerk.send('GET', '/sessions?whose=all')).status).toBe(403)
    const own = body.items.find(({ isCurrent }) => isCurrent)
    expect((await clerk.send('DELETE', `/sessions/${own?.id}`)).status).toBe(404)
    const his = body.items.find(({ displayName }) => displayName === 'clerk')
    expect((await manager.send('DELETE', `/sessions/${his?.id}`)).status).toBe(200)
    expect([await look(clerk), await refresh(clerk), await look(manager)]).toEqual([401, 401, 200])
  })
})

describe('what head office has taken back', () => {
  test('is worth nothing from the pull that says so, whatever the clocks say; signing in again helps', async () => {
    const [manager, clerk] = [await signedIn(), await signedIn('clerk')]
    await revoke(USER.manager)
    expect([await look(manager), await refresh(manager), await look(clerk)]).toEqual([401, 401, 200])
    shop.clock.advance(1_000)
    const again = await signedIn()
    expect([await look(again), await refresh(again)]).toEqual([200, 200])
    await expect
      .poll(() =>
        shop.rows<{ reason: string }>(`select revoke_reason as reason from sessions where user_id = ?`, USER.manager),
      )
      .toContainEqual({ reason: 'ended_by_admin' })
  })

  test('ends a PIN at a till too, until it is entered again', async () => {
    expect((await (await shop.as('cashier')).post('/pin', { pin: '740615' })).status).toBe(200)
    const cashier = await till.as(USER.cashier, '740615')
    expect((await cashier.get('/auth/me')).status).toBe(200)
    await revoke(USER.cashier)
    expect((await cashier.get('/auth/me')).status).toBe(401)
    shop.clock.advance(1_000)
    expect((await (await till.as(USER.cashier, '740615')).get('/auth/me')).status).toBe(200)
  })
})

describe('who works here no more', () => {
  const reasonsOf = async (userId: string) => {
    const rows = await shop.rows<{ reason: string }>(
      `select revoke_reason as reason from sessions where user_id = ? and revoke_reason is not null`,
      userId,
    )
    return rows.map(({ reason }) => reason)
  }
  const change = (text: string, value: number | null, userId: string) =>
    shop.pull((tx) => tx.prepare(text).run([value, userId]))
  const ROLES = 'update user_roles set revoked_at = ? where user_id = ?'

  test('is out with the pull that takes the last role, at a till too, and the session stays ended', async () => {
    const [clerk, manager] = [await signedIn('clerk'), await signedIn()]
    expect((await clerk.send('POST', '/pin', { pin: '482915' })).status).toBe(200)
    const atTill = await till.as(USER.clerk, '482915')
    await change(ROLES, shop.clock.now(), USER.clerk)
    expect([await look(clerk), (await atTill.get('/auth/me')).status, await look(manager)]).toEqual([401, 401, 200])
    await expect.poll(() => reasonsOf(USER.clerk)).toContain('role_lost')
    await change(ROLES, null, USER.clerk)
    expect([await look(clerk), await refresh(clerk)]).toEqual([401, 401])
    expect(await look(await signedIn('clerk'))).toBe(200)
  })

  test('is out when he was put out of use, and the session says so', async () => {
    const clerk = await signedIn('clerk')
    await change('update users set is_active = ? where id = ?', 0, USER.clerk)
    expect([await look(clerk), await refresh(clerk)]).toEqual([401, 401])
    await expect.poll(() => reasonsOf(USER.clerk)).toContain('user_disabled')
    await change('update users set is_active = ? where id = ?', 1, USER.clerk)
  })
})

describe('people who share a till', () => {
  test('begin and end no session: the back office of each stays open', async () => {
    const [manager, cashier] = [await signedIn(), await signedIn('cashier')]
    const pins = { manager: '627194', cashier: '915382' }
    for (const browser of [manager, cashier]) {
      const pin = browser === manager ? pins.manager : pins.cashier
      expect((await browser.send('POST', '/pin', { pin })).status).toBe(200)
    }
    const [{ count } = { count: 0 }] = await shop.rows<{ count: number }>('select count(*) as count from sessions')
    const first = await till.as(USER.manager, pins.manager)
    const second = await till.as(USER.cashier, pins.cashier)
    expect([(await first.get('/auth/me')).status, (await second.get('/auth/me')).status]).toEqual([200, 200])
    expect([await look(manager), await refresh(manager), await look(cashier)]).toEqual([200, 200, 200])
    expect(await shop.rows('select count(*) as count from sessions')).toEqual([{ count }])
  })
})
