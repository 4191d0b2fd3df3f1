import { Client, type Problem } from '@pos/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { USER } from '../../../test/catalogue.ts'
import { openShop, type Shop, type TillDevice } from '../../../test/shop.ts'

type Answer = { userId: string; signedIn: { accessToken: string } | null } & Problem
type Member = { userId: string; pin: string; badgeSetAt: number | null; isManageable: boolean; roles: object[] }

let shop: Shop
let till: TillDevice
beforeAll(async () => {
  shop = await openShop()
  till = await shop.till()
})
afterAll(() => shop.close())

const give = async (userId: string, body: object = {}, who: 'manager' | 'cashier' | 'owner' = 'manager') =>
  (await shop.as(who)).put<{ code: string } & Problem>(`/badges/${userId}`, body)
const show = (code: string, at = till) => at.peer.post<Answer>('/badges/unlock', { code })
const staff = async () => (await (await shop.as('manager')).get<{ items: Member[] }>('/staff')).body.items
const entries = (action: string) =>
  shop.rows<{ outcome: string; userId: string }>(
    'select outcome, user_id as userId from audit_logs where action = ? order by seq',
    action,
  )

describe('a badge', () => {
  test('names its person at an enrolled device, in whatever case it is read, and asks for the PIN', async () => {
    const { body } = await give(USER.cashier)
    expect(body.code).toMatch(/^E\.[2-9A-HJ-NP-Z]{16}$/)
    expect(await show(body.code)).toMatchObject({ status: 200, body: { userId: USER.cashier, signedIn: null } })
    expect(await show(body.code.toLowerCase().slice(2))).toMatchObject({ body: { userId: USER.cashier } })
    expect((await shop.anybody.post('/badges/unlock', { code: body.code })).status).toBe(401)
  })

  test('signs in alone where the store asks for no PIN, with the rights of a till', async () => {
    const { body } = await give(USER.cashier)
    await shop.set('auth.badge_needs_pin', false)
    const shown = await show(body.code)
    await shop.set('auth.badge_needs_pin', null)
    const cashier = new Client(shop.app, () => ({ authorization: `Bearer ${shown.body.signedIn?.accessToken}` }))
    expect(await cashier.get('/auth/me')).toMatchObject({ status: 200, body: { username: 'cashier' } })
    expect((await cashier.get('/settings')).status).toBe(403)
  })

  test('is kept as a hash that the file alone does not explain', async () => {
    const { body } = await give(USER.cashier)
    const [row] = await shop.rows<{ hash: Buffer }>(
      'select code_hash as hash from badges where user_id = ?',
      USER.cashier,
    )
    expect(row?.hash).toHaveLength(32)
    const everything =
      JSON.stringify(await shop.rows('select * from badges')) +
      JSON.stringify(await shop.rows('select * from audit_logs'))
    expect(everything).not.toContain(body.code.slice(2))
  })

  test('that is replaced or taken names nobody', async () => {
    const first = (await give(USER.cashier)).body.code
    const second = (await give(USER.cashier)).body.code
    expect(await show(first)).toMatchObject({ status: 401, body: { code: 'BADGE_UNKNOWN' } })
    expect((await show(second)).status).toBe(200)
    const manager = await shop.as('manager')
    expect((await manager.delete(`/badges/${USER.cashier}`)).status).toBe(200)
    expect((await show(second)).status).toBe(401)
    expect((await manager.delete(`/badges/${USER.cashier}`)).status).toBe(404)
  })

  test('that exists is told, belongs to one person, and is not too short', async () => {
    expect((await give(USER.cashier, { code: 'E.STAFF-000417' })).body.code).toBe('E.STAFF-000417')
    expect(await give(USER.clerk, { code: 'staff-000417' })).toMatchObject({
      status: 409,
      body: { code: 'BADGE_TAKEN' },
    })
    expect((await give(USER.cashier, { code: 'E.417' })).status).toBe(400)
  })

  test('is worth nothing once its person has left', async () => {
    const { body } = await give(USER.clerk)
    const setActive = (isActive: number) =>
      shop.pull((tx) => tx.prepare('update users set is_active = ? where id = ?').run([isActive, USER.clerk]))
    await setActive(0)
    expect(await show(body.code)).toMatchObject({ status: 401, body: { code: 'BADGE_UNKNOWN' } })
    await setActive(1)
    expect((await show(body.code)).status).toBe(200)
  })

  test('that is wrong counts like a wrong PIN, at this device alone', async () => {
    const { body } = await give(USER.cashier)
    for (let n = 1; n <= 4; n += 1) expect((await show('E.NOBODYS-BADGE')).status).toBe(401)
    expect(await show(body.code)).toMatchObject({ status: 429, body: { code: 'RATE_LIMITED' } })
    expect((await show(body.code, await shop.till())).status).toBe(200)
    shop.clock.advance(2_000)
    expect((await show(body.code)).status).toBe(200)
    for (let n = 1; n <= 3; n += 1) expect((await show('E.NOBODYS-BADGE')).status).toBe(401)
  })
})

describe('who may give PINs and badges', () => {
  test('is who manages the people of the store, for those who have no right that he lacks', async () => {
    expect((await give(USER.cashier, {}, 'cashier')).status).toBe(403)
    expect(await give(USER.owner)).toMatchObject({ status: 403 })
    expect((await give('019cad5e-0000-7000-8000-00000000dead')).status).toBe(404)
    const manager = await shop.as('manager')
    expect((await manager.put(`/pin/${USER.owner}`, { pin: '406864' })).status).toBe(403)
    const items = await staff()
    expect(items.find(({ userId }) => userId === USER.cashier)?.isManageable).toBe(true)
  })

  test('a PIN that a manager gives opens a till, and a person who was locked out may try again', async () => {
    const manager = await shop.as('manager')
    const pinOf = async () => (await staff()).find(({ userId }) => userId === USER.clerk)?.pin
    expect(await pinOf()).toBe('none')
    expect((await manager.put(`/pin/${USER.clerk}`, { pin: '1234' })).status).toBe(422)
    expect((await manager.put(`/pin/${USER.clerk}`, { pin: '739164' })).status).toBe(200)
    expect(await pinOf()).toBe('set')
    for (let n = 1; n <= 10; n += 1) {
      await till.peer.post('/pin/unlock', { userId: USER.clerk, pin: '739264' })
      shop.clock.advance(5 * 60_000)
    }
    expect(await pinOf()).toBe('off')
    await (await shop.as('manager')).post(`/pin/${USER.clerk}/enable`, undefined)
    expect(await pinOf()).toBe('set')
    await till.as(USER.clerk, '739164')
  })

  test('each act leaves one entry, the refused ones too', async () => {
    const [before, tries] = [(await entries('badges.set')).length, (await entries('badges.unlock')).length]
    await give(USER.cashier)
    await give(USER.owner)
    await show('E.NOBODYS-BADGE', await shop.till())
    expect((await entries('badges.set')).slice(before).map(({ outcome }) => outcome)).toEqual(['ok', 'denied'])
    expect((await entries('badges.unlock')).slice(tries).map(({ outcome }) => outcome)).toEqual(['failed'])
  })
})
