import { BUILTIN_ROLES, commands, type Access } from '@pos/shared-types'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Problem } from '@pos/testing'
import { USER } from '../../../test/catalogue.ts'
import { openShop, PASSWORD, type Shop, type TillDevice } from '../../../test/shop.ts'

let shop: Shop
let till: TillDevice
beforeAll(async () => {
  shop = await openShop()
  till = await shop.till()
})
afterAll(() => shop.close())

const SOME_ID = '00000000-0000-7000-8000-00000000dead'

describe('signing in at the back office', () => {
  const signIn = (username: string, password = PASSWORD) =>
    shop.anybody.post<Problem>('/auth/login', { username, password })

  test('is for people of this store, by name and password', async () => {
    expect(await signIn('manager')).toMatchObject({
      status: 200,
      body: { appContext: 'store', displayName: 'manager' },
    })
    expect((await signIn('MANAGER')).status).toBe(200)
  })

  test('takes more than a super admin’s password: his code, which only head office can check', async () => {
    const { status, body } = await signIn('owner')
    expect([status, body.code]).toEqual([401, 'AUTH_TOTP_REQUIRED'])
    const second = { challenge: String(body.params?.['challenge']), code: '123456' }
    expect(await shop.anybody.post('/auth/login/totp', second)).toMatchObject({
      status: 503,
      body: { code: 'AUTH_TOTP_UNREACHABLE' },
    })
    const forged = { ...second, challenge: `${second.challenge.slice(0, -2)}xx` }
    expect((await shop.anybody.post<{ code: string }>('/auth/login/totp', forged)).body.code).toBe('AUTH_SESSION_ENDED')
  })

  test('answers a wrong password, an unknown person, somebody of another store and somebody who left alike', async () => {
    const answers = [
      await signIn('manager', 'wrong'),
      await signIn('nobody'),
      await signIn('stranger'),
      await signIn('leaver'),
    ]
    const alike = answers.map(({ status, body }) => JSON.stringify({ status, ...body, traceId: '' }))
    expect(answers[0]).toMatchObject({ status: 401, body: { code: 'AUTH_FAILED' } })
    expect(new Set(alike).size).toBe(1)
  })

  test('ends when the person is disabled at head office, with the next request', async () => {
    const clerk = await shop.as('clerk')
    const setActive = (isActive: number) =>
      shop.pull((tx) => tx.prepare('update users set is_active = ? where id = ?').run([isActive, USER.clerk]))
    expect((await clerk.get('/auth/me')).status).toBe(200)
    await setActive(0)
    expect((await clerk.get('/auth/me')).status).toBe(401)
    await setActive(1)
  })
})

describe('who may try', () => {
  const permissioned = commands.flatMap((command) => {
    const access: Access | undefined = command.access.store
    return typeof access === 'object' ? [{ command, access }] : []
  })

  test.each([
    ['manager', [...BUILTIN_ROLES.store_manager.permissions, ...BUILTIN_ROLES.pos_manager.permissions]],
    ['cashier', BUILTIN_ROLES.pos_cashier.permissions],
    ['clerk', BUILTIN_ROLES.stock_clerk.permissions],
  ] as const)('%s: exactly what his roles name', async (username, held: readonly string[]) => {
    const client = await shop.as(username)
    const wrong: string[] = []
    for (const { command, access } of permissioned) {
      const { status } = await client.send(command.method, command.path.replaceAll(/:\w+/g, SOME_ID))
      if ((status === 403) === access.some((code) => held.includes(code)) || status === 500)
        wrong.push(`${command.name}: ${status}`)
    }
    expect(wrong).toEqual([])
  })

  test('nobody without signing in', async () => {
    for (const { command } of permissioned) {
      const { status } = await shop.anybody.send(command.method, command.path.replaceAll(/:\w+/g, SOME_ID))
      expect([command.name, status]).toEqual([command.name, 401])
    }
  })

  test('a person is told his own rights', async () => {
    const { body } = await (await shop.as('cashier')).get<{ permissions: string[]; isSuperAdmin: boolean }>('/auth/me')
    expect(body.permissions).toEqual([...BUILTIN_ROLES.pos_cashier.permissions].sort())
    expect(body).toMatchObject({ username: 'cashier', isSuperAdmin: false })
  })

  test('a role that head office takes is gone with the next request', async () => {
    const cashier = await shop.as('cashier')
    const revoke = (at: number | null) =>
      shop.pull((tx) => tx.prepare('update user_roles set revoked_at = ? where user_id = ?').run([at, USER.cashier]))
    expect((await cashier.get('/registers')).status).toBe(200)
    await revoke(shop.clock.now())
    expect(await cashier.get('/registers')).toMatchObject({ status: 401, body: { code: 'AUTH_SESSION_ENDED' } })
    await revoke(null)
  })
})

describe('a PIN', () => {
  const unlock = (userId: string, pin: string) => till.peer.post<Problem>('/pin/unlock', { userId, pin })
  const setPin = async (who: 'manager' | 'cashier' | 'clerk', pin: string) =>
    (await shop.as(who)).post<Problem>('/pin', { pin })

  test('opens a till for the person who set it, with the rights of a till and no others', async () => {
    expect((await setPin('manager', '406864')).status).toBe(200)
    const manager = await till.as(USER.manager, '406864')
    expect(await manager.get('/auth/me')).toMatchObject({ status: 200, body: { username: 'manager' } })
    expect((await manager.get('/shifts')).status).toBe(200)
    expect((await manager.get('/settings')).status).toBe(403)
  })

  test.each(['1234', '4321', '0000', '1212', '1987', '98765', '2580', '777777'])(
    'that anybody would guess, %s, is refused',
    async (pin) => {
      expect(await setPin('clerk', pin)).toMatchObject({ status: 422, body: { code: 'PIN_TRIVIAL' } })
    },
  )

  test.each(['123', '123456789', 'abcd', '12 4'])('is four to eight digits, not %j', async (pin) => {
    expect((await setPin('clerk', pin)).status).toBe(400)
  })

  test('has as many digits as the company says, and a shorter one from before still opens a till', async () => {
    const short = await setPin('clerk', '61493')
    expect(short).toMatchObject({ status: 422, body: { code: 'PIN_SHORT', params: { digits: 6 } } })
    await shop.set('auth.pin_length', 5)
    expect((await setPin('clerk', '61493')).status).toBe(200)
    await shop.set('auth.pin_length', 8)
    expect((await setPin('manager', '614958')).status).toBe(422)
    const given = await (await shop.as('manager')).put(`/pin/${USER.clerk}`, { pin: '614958' })
    expect(given).toMatchObject({ status: 422, body: { code: 'PIN_SHORT', params: { digits: 8 } } })
    expect((await unlock(USER.clerk, '61493')).status).toBe(200)
    await shop.set('auth.pin_length', null)
  })

  test('is asked for at an enrolled device only', async () => {
    const stranger = await shop.anybody.post('/pin/unlock', { userId: USER.manager, pin: '406864' })
    expect(stranger.status).toBe(401)
  })

  test('that is wrong ten times in a row is off until it is set again, also for the right one', async () => {
    await setPin('cashier', '739164')
    for (let n = 1; n <= 10; n += 1) {
      expect(await unlock(USER.cashier, '739264')).toMatchObject({ body: { code: 'PIN_WRONG' } })
      shop.clock.advance(5 * 60_000)
    }
    expect(await unlock(USER.cashier, '739164')).toMatchObject({ status: 423, body: { code: 'PIN_DISABLED' } })
    await setPin('cashier', '852764')
    expect((await unlock(USER.cashier, '739164')).status).toBe(401)
    expect((await unlock(USER.cashier, '852764')).status).toBe(200)
  })

  test('that is right clears what was counted', async () => {
    await setPin('clerk', '614964')
    for (let round = 0; round < 3; round += 1) {
      for (let n = 1; n <= 9; n += 1) {
        await unlock(USER.clerk, '614064')
        shop.clock.advance(5 * 60_000)
      }
      expect((await unlock(USER.clerk, '614964')).status).toBe(200)
    }
  })

  test('that is wrong costs a wait from the fourth time on, twice as long each time', async () => {
    await setPin('clerk', '614964')
    const waits: unknown[] = []
    for (let n = 1; n <= 3; n += 1) expect((await unlock(USER.clerk, '614064')).status).toBe(401)
    for (let n = 4; n <= 7; n += 1) {
      expect((await unlock(USER.clerk, '614064')).status).toBe(401)
      const early = await unlock(USER.clerk, '614964')
      waits.push(early.body.params['seconds'])
      shop.clock.advance(Number(early.body.params['seconds'] ?? 0) * 1_000)
    }
    expect(waits).toEqual([1, 2, 4, 8])
  })

  test('put out of use on one device opens the others, and is good again when the manager says so', async () => {
    await setPin('cashier', '739164')
    const other = await shop.till()
    for (let n = 1; n <= 10; n += 1) {
      await unlock(USER.cashier, '739264')
      shop.clock.advance(5 * 60_000)
    }
    expect((await unlock(USER.cashier, '739164')).status).toBe(423)
    expect((await other.peer.post('/pin/unlock', { userId: USER.cashier, pin: '739164' })).status).toBe(200)
    const manager = await shop.as('manager')
    expect((await (await shop.as('clerk')).post(`/pin/${USER.cashier}/enable`)).status).toBe(403)
    expect((await manager.post(`/pin/${USER.cashier}/enable`)).status).toBe(200)
    expect((await unlock(USER.cashier, '739164')).status).toBe(200)
  })

  test('guessed by many at once counts every guess', async () => {
    await setPin('clerk', '614964')
    const guesses = await Promise.all(Array.from({ length: 12 }, () => unlock(USER.clerk, '614864')))
    expect(guesses.filter(({ status }) => status === 401)).toHaveLength(4)
    expect(guesses.filter(({ status }) => status === 429)).toHaveLength(8)
    expect(await unlock(USER.clerk, '614964')).toMatchObject({ status: 429, body: { params: { seconds: 1 } } })
    shop.clock.advance(1_000)
    expect((await unlock(USER.clerk, '614964')).status).toBe(200)
  })

  test('of nobody, and of somebody without one, are answered alike', async () => {
    const [nobody, without] = [await unlock(SOME_ID, '159364'), await unlock(USER.owner, '159364')]
    expect(nobody.status).toBe(401)
    expect(without.body.code).toBe(nobody.body.code)
  })

  test('opens nothing for a person who left, or works here no more', async () => {
    await setPin('manager', '406864')
    const change = (text: string, value: number | null) =>
      shop.pull((tx) => tx.prepare(text).run([value, USER.manager]))
    await change('update users set is_active = ? where id = ?', 0)
    expect((await unlock(USER.manager, '406864')).status).toBe(401)
    await change('update users set is_active = ? where id = ?', 1)
    await change('update user_roles set revoked_at = ? where user_id = ?', 1)
    expect((await unlock(USER.manager, '406864')).status).toBe(401)
    await change('update user_roles set revoked_at = ? where user_id = ?', null)
    expect((await unlock(USER.manager, '406864')).status).toBe(200)
  })

  test('is kept as no text anywhere', async () => {
    await setPin('manager', '40689152')
    const [row] = await shop.rows<{ verifier: string }>(
      'select verifier from pin_verifiers where user_id = ?',
      USER.manager,
    )
    expect(row?.verifier).toMatch(/^\$argon2id\$/)
    expect(row?.verifier).not.toContain('40689152')
  })

  test('a till shows the people of this store, and who has one', async () => {
    const { body } = await till.peer.get<{ items: { displayName: string; hasPin: boolean }[] }>('/pin/cashiers')
    expect(body.items.map((person) => person.displayName)).toEqual(['cashier', 'clerk', 'manager'])
    expect(body.items.find((person) => person.displayName === 'manager')?.hasPin).toBe(true)
  })
})

describe('a super admin at a till', () => {
  test('is not listed, and still opens it with his PIN', async () => {
    expect((await (await shop.as('clerk')).post('/pin', { pin: '924664' })).status).toBe(200)
    await shop.pull((tx) => {
      tx.prepare('update users set is_super_admin = 1 where id = ?').run([USER.clerk])
      tx.prepare('update user_roles set revoked_at = 0 where user_id = ?').run([USER.clerk])
    })
    const { body } = await till.peer.get<{ items: { displayName: string }[] }>('/pin/cashiers')
    expect(body.items.map((person) => person.displayName)).not.toContain('clerk')
    expect((await till.peer.post('/pin/unlock', { userId: USER.clerk, pin: '924664' })).status).toBe(200)
  })
})
