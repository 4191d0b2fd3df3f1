import { BUILTIN_ROLES } from '@pos/shared-types'
import { expect, test } from 'vitest'
import { CASHIER, PIN } from '../../../test/memory-store.ts'
import { waitUntil } from '../../../test/new-till.ts'
import { REGISTER } from '../../../test/shop.ts'
import { tillApp, type TillApp } from '../../../test/till-app.ts'
import { useCartStore } from './cart-store.ts'
import { useLockStore } from './lock-store.ts'
import { usePaymentStore } from './payment-store.ts'
import { useScanStore } from './scan-store.ts'
import { useShiftStore } from './shift-store.ts'
import { useStaffStore } from './staff-store.ts'
import { useTillStore } from './till-store.ts'

const SECOND = 1_000
const MANAGER = '019cad5e-0000-7000-8000-0000000000cb'
const colleague = { userId: MANAGER, displayName: 'Mia', permissions: BUILTIN_ROLES.pos_manager.permissions }

function pass({ clock, runTimers }: TillApp, seconds: number): void {
  clock.advance(seconds * SECOND)
  runTimers()
}

const setting = (seconds: number) => ({
  entity: 'setting' as const,
  id: '019cad5e-0000-7000-8000-0000000000f1',
  data: {
    row: {
      id: '019cad5e-0000-7000-8000-0000000000f1',
      level: 'register',
      key: 'till.auto_lock_s',
      register_id: REGISTER,
      value: JSON.stringify(seconds),
    },
    children: {},
  },
})

test('a till that nobody touches for five minutes locks, and says so ten seconds before', async () => {
  const app = await tillApp()
  const [lock, staff] = [useLockStore(), useStaffStore()]
  pass(app, 200)
  expect(lock.secondsLeft).toBeNull()
  lock.touch()
  pass(app, 289)
  expect([staff.isSignedIn, lock.secondsLeft]).toEqual([true, null])
  pass(app, 4)
  expect(lock.secondsLeft).toBe(7)
  lock.touch()
  expect(lock.secondsLeft).toBeNull()
  pass(app, 300)
  expect([staff.isSignedIn, staff.lockedBy?.displayName, lock.secondsLeft]).toEqual([false, 'Ana', null])
})

test('whoever unlocks at once is not locked out again', async () => {
  const app = await tillApp()
  const [lock, staff] = [useLockStore(), useStaffStore()]
  pass(app, 3_600)
  await staff.signIn(CASHIER, PIN)
  lock.touch()
  expect(staff.isSignedIn).toBe(true)
})

test('a till that was revoked lets nobody go on', async () => {
  const app = await tillApp()
  app.store.isRevoked = true
  await app.till.look()
  pass(app, 1)
  const [staff, till] = [useStaffStore(), useTillStore()]
  await waitUntil(() => till.step === 'revoked')
  expect([staff.isSignedIn, staff.lockedBy]).toEqual([false, null])
  await till.enrol('ABCDEF')
  expect(till.step).toBe('ready')
})

test('a machine that slept is locked for whoever wakes it', async () => {
  const app = await tillApp()
  app.clock.advance(3_600 * SECOND)
  useLockStore().touch()
  expect(useStaffStore().isSignedIn).toBe(false)
})

test('a lock ends neither shift nor cart, and whoever locked it goes on without a question', async () => {
  await tillApp()
  const [lock, staff, cart, shift] = [useLockStore(), useStaffStore(), useCartStore(), useShiftStore()]
  cart.add('APPLE')
  lock.lock()
  expect([staff.isSignedIn, cart.itemCount, shift.isOpen, cart.ownerId]).toEqual([false, 1, true, CASHIER])
  await staff.signIn(CASHIER, PIN)
  expect([staff.lockedBy, cart.othersId]).toEqual([null, null])
})

test('another cashier is told whose cart it is; nothing is scanned into it before she takes it over', async () => {
  const { till, store } = await tillApp()
  store.colleagues.push(colleague)
  const [lock, staff, cart, scan] = [useLockStore(), useStaffStore(), useCartStore(), useScanStore()]
  cart.add('APPLE')
  lock.changeCashier()
  expect([staff.isSignedIn, staff.lockedBy]).toEqual([false, null])
  await staff.signIn(MANAGER, PIN)
  expect([cart.othersId, staff.nameOf(CASHIER)]).toEqual([CASHIER, 'Ana'])
  scan.push('APPLE')
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(cart.itemCount).toBe(1)
  cart.takeOver()
  await scan.settled()
  expect([cart.othersId, cart.itemCount, till.cart.state.ownerId]).toEqual([null, 2, MANAGER])
  cart.undo()
  expect(cart.ownerId).toBe(MANAGER)
})

test('a payment that is agreed in part is still agreed after a lock', async () => {
  await tillApp()
  const [lock, staff, cart, payment] = [useLockStore(), useStaffStore(), useCartStore(), usePaymentStore()]
  cart.add('APPLE')
  await payment.begin()
  payment.type(1)
  payment.add()
  lock.lock()
  await staff.signIn(CASHIER, PIN)
  await payment.begin()
  expect(payment.planned).toHaveLength(1)
})

test('the time is the register’s setting', async () => {
  const app = await tillApp()
  const version = app.store.change(setting(15))
  app.till.puller.wake()
  await waitUntil(async () => (await app.till.status()).catalogueVersion === version)
  pass(app, 14)
  expect(useStaffStore().isSignedIn).toBe(true)
  pass(app, 1)
  expect(useStaffStore().isSignedIn).toBe(false)
})
