import { BUILTIN_ROLES } from '@pos/shared-types'
import { describe, expect, test } from 'vitest'
import { CASHIER, PIN } from '../../../test/memory-store.ts'
import { waitUntil } from '../../../test/new-till.ts'
import { CARD, REASON } from '../../../test/shop.ts'
import { tillApp, type TillApp } from '../../../test/till-app.ts'
import { useApprovalStore } from './approval-store.ts'
import { useCartStore } from './cart-store.ts'
import { usePaymentStore } from './payment-store.ts'
import { useScanStore } from './scan-store.ts'
import { useStaffStore } from './staff-store.ts'

const DIEGO = '019cad5e-0000-7000-8000-0000000000cb'

/** Ana sells as a cashier; Diego is the manager. */
async function shop(): Promise<TillApp> {
  const app = await tillApp()
  app.store.permissions = [...BUILTIN_ROLES.pos_cashier.permissions]
  app.store.colleagues.push({
    userId: DIEGO,
    displayName: 'Diego',
    permissions: BUILTIN_ROLES.pos_manager.permissions,
  })
  await useStaffStore().signIn(CASHIER, PIN)
  return app
}

async function discounted() {
  const [cart, approval] = [useCartStore(), useApprovalStore()]
  cart.add('CHEESE')
  cart.discountLine(cart.rows[0]!.id, { ratePpm: 300_000, reasonCodeId: REASON })
  let isFormOpen = true
  const asking = approval.forLastChange(() => (isFormOpen = false))
  await waitUntil(() => approval.approvers.length > 0)
  return { cart, approval, asking, isFormOpen: () => isFormOpen }
}

describe('a discount that needs consent', () => {
  test('asks at once, names who may be asked, and stays when the manager consents', async () => {
    await shop()
    const { cart, approval, asking, isFormOpen } = await discounted()
    expect(approval.approvers.map(({ displayName }) => displayName)).toEqual(['Diego'])
    expect([approval.secondsLeft, isFormOpen()]).toEqual([120, false])
    await approval.approve(DIEGO, PIN)
    await asking
    expect([approval.isOpen, cart.rows[0]?.discountMinor]).toEqual([false, 600])
    expect(useStaffStore().current?.displayName).toBe('Ana')
  })

  test('is taken back when the cashier gives up, and the rest of the sale stays', async () => {
    await shop()
    useCartStore().add('BREAD')
    const { cart, approval, asking } = await discounted()
    approval.cancel()
    await asking
    expect(cart.rows.map(({ sku, discountMinor }) => [sku, discountMinor])).toEqual([
      ['BREAD', 0],
      ['CHEESE', 0],
    ])
  })

  test('is taken back when nobody has answered in time', async () => {
    const { clock, runTimers } = await shop()
    const { cart, approval, asking } = await discounted()
    clock.advance(60_000)
    runTimers()
    expect(approval.secondsLeft).toBe(60)
    clock.advance(60_001)
    runTimers()
    await asking
    expect([approval.isOpen, cart.totals.discountMinor]).toEqual([false, 0])
  })

  test('stays asked for after a wrong PIN', async () => {
    await shop()
    const { approval, asking } = await discounted()
    await expect(approval.approve(DIEGO, '000001')).rejects.toMatchObject({ code: 'PIN_WRONG' })
    expect(approval.isOpen).toBe(true)
    approval.cancel()
    await asking
  })

  test('lets scans wait until it is answered', async () => {
    await shop()
    const { cart, approval, asking } = await discounted()
    const scan = useScanStore()
    scan.push('BREAD')
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(cart.rows).toHaveLength(1)
    approval.cancel()
    await asking
    await scan.settled()
    expect(cart.rows.map(({ sku, discountMinor }) => [sku, discountMinor])).toEqual([
      ['CHEESE', 0],
      ['BREAD', 0],
    ])
  })

  test('is refused at once when a right is missing that nobody could lend', async () => {
    const app = await shop()
    app.store.colleagues.length = 0
    const [cart, approval] = [useCartStore(), useApprovalStore()]
    cart.add('CHEESE')
    cart.discountCart({ ratePpm: 50_000, reasonCodeId: REASON })
    const asking = approval.forLastChange(() => undefined)
    await expect(asking).rejects.toMatchObject({
      code: 'PERMISSION_DENIED',
      params: { permission: 'pos:discount_cart' },
    })
    expect(cart.discount).toBeNull()
  })
})

describe('a payment that needs consent', () => {
  test('goes on by itself once the manager has consented', async () => {
    await shop()
    const [cart, payment, approval] = [useCartStore(), usePaymentStore(), useApprovalStore()]
    cart.add('CHEESE')
    await payment.begin()
    payment.select(CARD)
    const paying = payment.complete()
    await waitUntil(() => approval.approvers.length > 0)
    await approval.approve(DIEGO, PIN)
    const { fact } = await paying
    expect([fact.sale.capture, fact.sale.userId, cart.isEmpty]).toEqual(['online', CASHIER, true])
  })

  test('is refused when the cashier gives up, and the cart is there', async () => {
    await shop()
    const [cart, payment, approval] = [useCartStore(), usePaymentStore(), useApprovalStore()]
    cart.add('CHEESE')
    await payment.begin()
    payment.select(CARD)
    const paying = payment.complete()
    await waitUntil(() => approval.approvers.length > 0)
    approval.cancel()
    await expect(paying).rejects.toMatchObject({ code: 'APPROVAL_REQUIRED' })
    expect([cart.rows.length, payment.isBusy]).toEqual([1, false])
  })
})

describe('a question to the back office', () => {
  const POLICY = '019cad5e-0000-7000-8000-000000000078'
  const anybody = {
    entity: 'approval_policy',
    id: POLICY,
    data: {
      row: { id: POLICY, action: '*', permission_code: 'pos:approve', can_be_remote: 1, ttl_s: 120 },
      children: {},
    },
  }

  async function waiting() {
    const app = await shop()
    app.store.clock = app.clock
    const version = app.store.change(anybody)
    app.till.puller.wake()
    await waitUntil(async () => (await app.till.status()).catalogueVersion === version)
    const asked = await discounted()
    expect([asked.approval.mayAskRemotely, asked.approval.isWaiting]).toEqual([true, false])
    await asked.approval.askRemotely(() => 'Cheese')
    expect(asked.approval.isWaiting).toBe(true)
    /** A second goes by, and the till has looked. */
    const aSecond = async () => {
      app.clock.advance(1000)
      app.runTimers()
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    return { ...app, ...asked, aSecond }
  }

  test('is waited for with a clock, and goes on by itself once it is approved', async () => {
    const { store, cart, approval, asking, aSecond } = await waiting()
    await aSecond()
    expect([approval.isWaiting, approval.secondsLeft]).toEqual([true, 119])
    store.decide(DIEGO, 'Diego')
    await aSecond()
    await asking
    expect([approval.isOpen, approval.isWaiting, cart.rows[0]?.discountMinor]).toEqual([false, false, 600])
    expect(approval.outcome).toBeNull()
  })

  test('that is refused says by whom, and the cart is as before', async () => {
    const { store, cart, approval, asking, aSecond } = await waiting()
    store.decide(DIEGO, 'Diego', 'rejected')
    await aSecond()
    await asking
    expect([approval.isOpen, cart.rows[0]?.discountMinor]).toEqual([false, 0])
    expect(approval.outcome).toEqual({ kind: 'refused', byName: 'Diego' })
  })

  test('is withdrawn when the cashier gives up', async () => {
    const { store, cart, approval, asking } = await waiting()
    approval.cancel()
    await asking
    await waitUntil(() => store.asked[0]?.state === 'cancelled')
    expect([approval.isWaiting, cart.rows[0]?.discountMinor]).toEqual([false, 0])
  })

  test('is withdrawn when somebody approves in place', async () => {
    const { store, cart, approval, asking } = await waiting()
    await approval.approve(DIEGO, PIN)
    await asking
    await waitUntil(() => store.asked[0]?.state === 'cancelled')
    expect(cart.rows[0]?.discountMinor).toBe(600)
  })

  test('that nobody answers ends with its time, and says so', async () => {
    const { clock, cart, approval, asking, runTimers } = await waiting()
    clock.advance(120_001)
    runTimers()
    await asking
    expect([approval.isOpen, cart.rows[0]?.discountMinor]).toEqual([false, 0])
    expect(approval.outcome).toEqual({ kind: 'unanswered' })
  })

  test('says when the line is lost, waits on, and takes the answer when the line is back', async () => {
    const { store, approval, asking, aSecond } = await waiting()
    store.isAway = true
    await aSecond()
    expect([approval.isLineLost, approval.isWaiting]).toEqual([true, true])
    store.decide(DIEGO, 'Diego')
    store.isAway = false
    await aSecond()
    await asking
    expect([approval.isLineLost, approval.isOpen]).toEqual([false, false])
  })
})
