import { expect, test } from 'vitest'
import { newTill } from '../../test/new-till.ts'
import { CASHIER, PIN } from '../../test/memory-store.ts'

const SOMEONE = '019cad5e-0000-7000-8000-0000000000cb'

test('a wrong PIN is refused by the store', async () => {
  const { till } = await newTill()
  await expect(till.staff.signIn(CASHIER, '000001')).rejects.toMatchObject({ code: 'PIN_WRONG' })
})

test('with the store away only who was here before gets in, with his PIN and the rights he had', async () => {
  const { till, store } = await newTill()
  till.staff.signOut()
  store.isAway = true
  await expect(till.staff.signIn(SOMEONE, PIN)).rejects.toMatchObject({ code: 'STORE_UNREACHABLE' })
  await expect(till.staff.signIn(CASHIER, '000001')).rejects.toMatchObject({ code: 'PIN_WRONG' })
  expect((await till.staff.signIn(CASHIER, PIN)).permissions).toContain('pos:sell')
  expect(await till.staff.list()).toEqual([{ userId: CASHIER, displayName: 'Ana', hasPin: true, canApprove: true }])
})

test('ten wrong PINs in a row disable it here until the store says otherwise', async () => {
  const { till, store, clock } = await newTill()
  store.isAway = true
  for (let n = 0; n < 10; n++) {
    await expect(till.staff.signIn(CASHIER, '000001')).rejects.toMatchObject({ code: 'PIN_WRONG' })
    clock.advance(5 * 60_000)
  }
  await expect(till.staff.signIn(CASHIER, PIN)).rejects.toMatchObject({ code: 'PIN_DISABLED' })
  store.isAway = false
  await till.staff.signIn(CASHIER, PIN)
})

test('from the fourth wrong PIN on each costs a wait twice as long, for the right one too', async () => {
  const { till, store, clock } = await newTill()
  store.isAway = true
  const wrong = () => till.staff.signIn(CASHIER, '000001')
  for (let n = 0; n < 4; n++) await expect(wrong()).rejects.toMatchObject({ code: 'PIN_WRONG' })
  for (const seconds of [1, 2, 4]) {
    await expect(till.staff.signIn(CASHIER, PIN)).rejects.toMatchObject({ code: 'RATE_LIMITED', params: { seconds } })
    clock.advance(seconds * 1_000)
    if (seconds < 4) await expect(wrong()).rejects.toMatchObject({ code: 'PIN_WRONG' })
  }
  await till.staff.signIn(CASHIER, PIN)
})

test('weeks without the store: whoever signed in before still signs in', async () => {
  const { till, store, clock } = await newTill()
  store.isAway = true
  clock.advance(40 * 24 * 3_600_000)
  expect((await till.staff.signIn(CASHIER, PIN)).userId).toBe(CASHIER)
})

test('the journal holds no PIN, and on another device it opens for no PIN', async () => {
  const { storage } = await newTill()
  const other = await newTill()
  const own = await storage.get('cashier', CASHIER)
  const theirs = await other.storage.get('cashier', CASHIER)
  expect(JSON.stringify(own)).not.toContain(PIN)
  expect(own?.verifier).not.toBe(theirs?.verifier)
  if (own === undefined) throw new Error('the cashier signed in')
  await other.storage.commit([{ store: 'cashier', key: CASHIER, value: own }])
  other.till.staff.signOut()
  other.store.isAway = true
  await expect(other.till.staff.signIn(CASHIER, PIN)).rejects.toMatchObject({ code: 'PIN_WRONG' })
})
