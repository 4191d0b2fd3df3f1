import { CookieBrowser } from '@pos/testing'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openHeadOffice, PASSWORD, SLUG, type HeadOffice } from '../../../test/head-office.ts'

let office: HeadOffice
beforeAll(async () => {
  office = await openHeadOffice()
})
afterAll(() => office.close())
beforeEach(() => office.clock.advance(25 * 3_600_000))

const MINUTE = 60_000
const OWNER = { tenant: SLUG, username: 'owner', password: PASSWORD }
const at = (address: string) => new CookieBrowser(office.hq.app, { address })

async function signIn(browser: CookieBrowser, username: string, password = PASSWORD, tenant = SLUG) {
  const { status, body } = await browser.send('POST', '/auth/login', { tenant, username, password })
  return { status, code: body.code, minutes: body.params?.['minutes'] }
}

async function fail(browser: CookieBrowser, username: string, times: number): Promise<number[]> {
  const statuses: number[] = []
  for (let n = 0; n < times; n += 1) statuses.push((await signIn(browser, username, `wrong ${n}`)).status)
  return statuses
}

describe('wrong passwords', () => {
  test('five within a quarter of an hour lock the account for half an hour, on devices nobody knows', async () => {
    expect(await fail(at('10.1.0.1'), 'buyer', 6)).toEqual([401, 401, 401, 401, 401, 423])
    expect(await signIn(at('10.1.0.2'), 'buyer')).toEqual({ status: 423, code: 'AUTH_LOCKED', minutes: 30 })
    office.clock.advance(29 * MINUTE)
    expect(await signIn(at('10.1.0.2'), 'buyer')).toEqual({ status: 423, code: 'AUTH_LOCKED', minutes: 1 })
    office.clock.advance(MINUTE)
    expect((await signIn(at('10.1.0.2'), 'buyer')).status).toBe(200)
  })

  test('four are forgotten after a quarter of an hour', async () => {
    await fail(at('10.2.0.1'), 'buyer', 4)
    office.clock.advance(15 * MINUTE)
    expect(await fail(at('10.2.0.1'), 'buyer', 4)).toEqual([401, 401, 401, 401])
  })

  test('of strangers do not lock out the device a person has signed in on before', async () => {
    const own = at('10.3.0.1')
    expect((await signIn(own, 'buyer')).status).toBe(200)
    await fail(at('10.3.0.2'), 'buyer', 6)
    expect((await signIn(at('10.3.0.3'), 'buyer')).status).toBe(423)
    expect((await signIn(own, 'buyer')).status).toBe(200)
  })

  test('of a person on his own device lock that device, and no other he knows', async () => {
    const [one, two] = [at('10.4.0.1'), at('10.4.0.2')]
    for (const browser of [one, two]) expect((await signIn(browser, 'buyer')).status).toBe(200)
    await fail(one, 'buyer', 5)
    expect([(await signIn(one, 'buyer')).status, (await signIn(two, 'buyer')).status]).toEqual([423, 200])
  })

  test('a device known for one person is a stranger for another', async () => {
    const own = at('10.5.0.1')
    expect((await signIn(own, 'buyer')).status).toBe(200)
    await fail(at('10.5.0.2'), 'accountant', 5)
    expect((await signIn(own, 'accountant')).status).toBe(423)
  })

  test('twenty from one address lock the address, whoever is tried', async () => {
    const attacker = at('10.6.0.1')
    for (let n = 0; n < 20; n += 1) expect((await signIn(attacker, `nobody-${n}`)).status).toBe(401)
    expect((await signIn(attacker, 'buyer')).status).toBe(423)
    expect((await signIn(at('10.6.0.2'), 'buyer')).status).toBe(200)
  })

  test('a thousand from one address leave the owner his own device, whatever he types there', async () => {
    const own = at('10.7.0.1')
    const withCode = () => office.apps.signIn((path, body) => own.send('POST', path, body), OWNER)
    expect((await withCode()).status).toBe(200)
    const attacker = at('10.7.0.2')
    await Promise.all(Array.from({ length: 100 }, () => fail(attacker, 'owner', 10)))
    expect((await withCode()).status).toBe(200)
    expect(await fail(own, 'owner', 7)).toEqual(Array.from({ length: 7 }, () => 401))
    expect((await withCode()).status).toBe(200)
  })

  test('that were tried at once count one by one', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, (_, n) => signIn(at(`10.8.0.${n}`), 'buyer', `w${n}`)))
    expect(answers.every(({ status }) => status === 401 || status === 423)).toBe(true)
    expect((await signIn(at('10.8.1.1'), 'buyer')).status).toBe(423)
  })
})

test('an unknown person is answered as a known one, also when he is locked', async () => {
  const answers: unknown[][] = []
  for (const [username, tenant] of [['buyer'], ['stranger'], ['owner', 'no-such-company']]) {
    const seen: unknown[] = []
    for (let n = 0; n < 6; n += 1)
      seen.push(await signIn(at(`10.9.${answers.length}.${n}`), username ?? '', 'wrong', tenant))
    answers.push(seen)
  }
  expect(answers[1]).toEqual(answers[0])
  expect(answers[2]).toEqual(answers[0])
  expect(answers[0]?.at(-1)).toEqual({ status: 423, code: 'AUTH_LOCKED', minutes: 30 })
})

test('the table of counters names nobody', async () => {
  await fail(at('10.10.0.1'), 'buyer', 2)
  const rows = await office.rows<{ subject: string }>(sql`select subject from login_counters`)
  expect(rows.length).toBeGreaterThan(0)
  expect(JSON.stringify(rows)).not.toMatch(/buyer|10\.10/)
})
