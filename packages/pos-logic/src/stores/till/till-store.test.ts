import { expect, test } from 'vitest'
import { CASHIER, PIN } from '../../../test/memory-store.ts'
import { waitUntil } from '../../../test/new-till.ts'
import { tillApp } from '../../../test/till-app.ts'
import { CASH } from '../../../test/shop.ts'
import { lampsOf } from './lamps.ts'
import { useCartStore } from './cart-store.ts'
import { usePaymentStore } from './payment-store.ts'
import { useSalesStore } from './sales-store.ts'
import { useStaffStore } from './staff-store.ts'
import { useTillStore } from './till-store.ts'

test('a till that stands ready says where it stands', async () => {
  const { starts } = await tillApp()
  const till = useTillStore()
  expect([till.step, till.hasCatalogue, starts()]).toEqual(['ready', true, 1])
  expect(till.place).toMatchObject({ storeName: 'Madrid', registerCode: '1', currency: 'EUR', region: 'en' })
})

test('the lamps tell the store from head office, and come back by themselves', async () => {
  const { store, clock, runTimers } = await tillApp()
  const till = useTillStore()
  const states = () => till.lamps.map(({ state }) => state)
  const look = async (isSo: () => boolean) => {
    clock.advance(11_000)
    runTimers()
    await waitUntil(isSo)
  }
  await look(() => states().join() === 'ok,ok,ok')
  store.isHqAway = true
  await look(() => states().join() === 'ok,warn,ok')
  expect(till.isOffline).toBe(true)
  const since = till.offlineSince
  store.isAway = true
  await look(() => states().join() === 'warn,off,ok')
  expect(till.offlineSince).toBe(since)
  store.isAway = store.isHqAway = false
  await look(() => states().join() === 'ok,ok,ok')
  expect([till.isOffline, till.offlineSince]).toEqual([false, null])
})

test('prices that are a day old are amber, whatever else is good', () => {
  const status = {
    unsent: 0,
    parked: 0,
    oldestUnsentAt: null,
    isStoreReached: true,
    storeHeardAt: 0,
    up: { isReached: true, heardAt: 0, pending: 0, oldestPendingAt: null },
    catalogueVersion: 1,
    rights: null,
    pricesAsOf: 0,
  }
  expect(lampsOf(status, 24 * 3_600_000).map(({ state }) => state)).toEqual(['ok', 'ok', 'ok'])
  expect(lampsOf(status, 24 * 3_600_000 + 1).map(({ state }) => state)).toEqual(['ok', 'ok', 'warn'])
})

test('rights that have lapsed light the lamp of head office, since it was heard last, whoever answers meanwhile', () => {
  const rights = { confirmedAt: 5, privilegedUntil: 10, cashierUntil: 20, lapsed: 'privileged' as const }
  const status = {
    unsent: 0,
    parked: 0,
    oldestUnsentAt: null,
    isStoreReached: true,
    storeHeardAt: 15,
    up: { isReached: true, heardAt: 15, pending: 0, oldestPendingAt: null },
    catalogueVersion: 1,
    rights,
    pricesAsOf: 15,
  }
  expect(lampsOf(status, 15)[1]).toEqual({ kind: 'hq', state: 'warn', since: 5 })
  expect(lampsOf({ ...status, rights: { ...rights, lapsed: 'nothing' } }, 15)[1]).toMatchObject({ state: 'ok' })
})

test('sales made while the store is away are counted as unsent until it has them', async () => {
  const { till: headless, store } = await tillApp()
  const [till, cart, payment, sales] = [useTillStore(), useCartStore(), usePaymentStore(), useSalesStore()]
  headless.pusher.start()
  await waitUntil(() => till.unsent === 0)
  store.isAway = true
  cart.add('APPLE')
  await payment.begin()
  payment.select(CASH)
  const { isOffline } = await payment.complete()
  await waitUntil(() => till.unsent === 1)
  await sales.load()
  expect([isOffline, sales.rows[0]?.isUnsent]).toEqual([true, true])
  store.isAway = false
  await till.sendNow()
  await waitUntil(() => till.unsent === 0)
  await sales.load()
  expect(sales.rows[0]?.isUnsent).toBe(false)
})

test('a cashier signs in by PIN and locks; the cart stays', async () => {
  await tillApp()
  const [staff, cart] = [useStaffStore(), useCartStore()]
  await waitUntil(() => staff.people.length > 0)
  cart.add('APPLE')
  staff.lock()
  expect([staff.isSignedIn, staff.can('pos:sell'), cart.rows.length]).toEqual([false, false, 1])
  await expect(staff.signIn(CASHIER, '000000')).rejects.toMatchObject({ code: 'PIN_WRONG' })
  await staff.signIn(CASHIER, PIN)
  expect(staff.current?.displayName).toBe('Ana')
})
