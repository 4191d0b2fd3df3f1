import { BUILTIN_ROLES, type Approval, type SaleFact } from '@pos/shared-types'
import { isCovered, misfit } from '@pos/domain'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CASHIER, MemoryStore, PIN } from '../../test/memory-store.ts'
import { openTill, waitUntil } from '../../test/new-till.ts'
import { CARD, CASH, REASON } from '../../test/shop.ts'
import { sha256 } from '../node/index.ts'
import type { ApprovalNeed } from './approval-needed.ts'
import type { Till } from './till.ts'

const DIEGO = '019cad5e-0000-7000-8000-0000000000cb'
const BEA = '019cad5e-0000-7000-8000-0000000000cc'
const cash = [{ tenderTypeId: CASH, tenderedMinor: 10_000 }]
const LIMITS = { lineDiscountPpm: 200_000, cartDiscountPpm: 100_000, overridePpm: 100_000 }
const refused = (code: string) => expect.objectContaining({ code })

/** A till where Ana sells as a cashier, Diego is the manager and Bea another cashier. */
async function shop({ permissions = BUILTIN_ROLES.pos_manager.permissions as readonly string[] } = {}) {
  const store = new MemoryStore()
  store.permissions = [...BUILTIN_ROLES.pos_cashier.permissions, 'pos:discount']
  store.colleagues.push(
    { userId: DIEGO, displayName: 'Diego', permissions },
    { userId: BEA, displayName: 'Bea', permissions: BUILTIN_ROLES.pos_cashier.permissions },
  )
  return openTill(store)
}

function discounted(till: Till, ratePpm = 300_000, code = 'CHEESE') {
  const item = till.cart.add(code)
  till.cart.discountLine(item.details.id, { ratePpm, reasonCodeId: REASON })
  return item.details.id
}

async function needsOf(work: Promise<unknown>): Promise<readonly ApprovalNeed[]> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toMatchObject({ code: 'APPROVAL_REQUIRED' })
  return (error as { needs: readonly ApprovalNeed[] }).needs
}

const eventsOf = (store: MemoryStore, type: string) =>
  store.facts.filter((fact) => fact.type === type).map(({ payload }) => JSON.parse(payload) as unknown)

async function sent(till: Till): Promise<void> {
  till.start()
  await waitUntil(async () => (await till.status()).unsent === 0)
}

function approvalsOf(store: MemoryStore): Approval[] {
  const requests = eventsOf(store, 'approval.requested') as Approval['request'][]
  const decisions = eventsOf(store, 'approval.decided') as Approval['decision'][]
  return requests.map((request) => ({ request, decision: decisions.find(({ id }) => id === request.id)! }))
}

const asSold = (fact: SaleFact) => ({ ...fact, sellerId: fact.sale.userId, completedAt: fact.sale.completedAt })

describe('a discount above the limit', () => {
  test('asks for consent to exactly this line, amount and rate, and the cart stays as it is', async () => {
    const { till } = await shop()
    const line = discounted(till)
    const before = till.cart.state
    expect(await till.approvals.needs()).toMatchObject([
      {
        code: 'SALE_DISCOUNT_TOO_HIGH',
        params: { limit: 20 },
        act: { subjectId: before.id, partId: line, amountMinor: 600, ratePpm: 300_000, quantityMilli: 1000 },
      },
    ])
    expect(await needsOf(till.sales.check())).toHaveLength(1)
    expect(await needsOf(till.sales.complete(cash))).toHaveLength(1)
    expect(till.cart.state.items).toBe(before.items)
  })

  test('is let through by the manager in place: the cashier stays signed in and finishes her sale', async () => {
    const { till, store } = await shop()
    discounted(till)
    await till.approvals.approve(till.approvals.ask(await till.approvals.needs()), DIEGO, PIN)
    expect(till.staff.current?.userId).toBe(CASHIER)
    expect(await till.approvals.needs()).toEqual([])
    const { fact, noted } = await till.sales.complete(cash)
    expect(noted).toEqual([])
    await sent(till)
    const [approval] = approvalsOf(store) as [Approval]
    expect(fact.discounts.map(({ approvalId }) => approvalId)).toEqual([approval.request.id])
    expect(approval.request).toMatchObject({ subjectId: fact.sale.id, requestedById: CASHIER })
    expect(approval.decision).toMatchObject({ state: 'approved', deciderId: DIEGO, method: 'pin' })
    expect(isCovered('sales.discount-within-limit', [approval], asSold(fact), LIMITS, sha256)).toBe(true)
  })

  test('is told to the store before the sale that uses it', async () => {
    const { till, store } = await shop()
    discounted(till)
    await till.approvals.approve(till.approvals.ask(await till.approvals.needs()), DIEGO, PIN)
    await till.sales.complete(cash)
    await sent(till)
    expect(store.facts.map(({ type }) => type).slice(-3)).toEqual([
      'approval.requested',
      'approval.decided',
      'sale.completed',
    ])
  })

  test('is shown with its consent when the store is asked', async () => {
    const { till, store } = await shop()
    discounted(till)
    await till.approvals.approve(till.approvals.ask(await till.approvals.needs()), DIEGO, PIN)
    store.expectedTotal = () => till.cart.price().totalMinor
    expect(await till.sales.check()).toEqual({ by: 'store', noted: [] })
    expect(store.question).toMatchObject({
      id: till.cart.state.id,
      approvals: [{ decision: { deciderId: DIEGO } }],
      lines: [{ id: till.cart.state.items[0]!.details.id }],
    })
  })

  test('is let through with the store away when the manager was at this till before', async () => {
    const { till, store } = await shop()
    await till.staff.signIn(DIEGO, PIN)
    await till.staff.signIn(CASHIER, PIN)
    store.isAway = true
    discounted(till)
    expect(await till.approvals.approvers()).toMatchObject([{ userId: DIEGO }])
    const ask = till.approvals.ask(await needsOf(till.sales.check()))
    await expect(till.approvals.approve(ask, DIEGO, '000001')).rejects.toEqual(refused('PIN_WRONG'))
    await till.approvals.approve(ask, DIEGO, PIN)
    const { fact, noted } = await till.sales.complete(cash)
    expect([fact.sale.capture, noted]).toEqual(['offline', []])
    store.isAway = false
    await sent(till)
    expect(misfit(approvalsOf(store)[0]!, asSold(fact), sha256)).toBeUndefined()
  })
})

describe('consent', () => {
  test('is not given by the one who asks, nor after a change of cashier by the one who sells', async () => {
    const { till, store } = await shop()
    store.permissions = BUILTIN_ROLES.pos_manager.permissions
    await till.staff.signIn(CASHIER, PIN)
    discounted(till)
    const ask = till.approvals.ask(await till.approvals.needs())
    await expect(till.approvals.approve(ask, CASHIER, PIN)).rejects.toEqual(refused('APPROVAL_SELF'))
    await till.staff.signIn(DIEGO, PIN)
    await expect(till.approvals.approve(ask, DIEGO, PIN)).rejects.toEqual(refused('APPROVAL_SELF'))
    await expect(till.approvals.approve(ask, CASHIER, PIN)).rejects.toEqual(refused('APPROVAL_SELF'))
  })

  test('of the manager is worth nothing when the manager then sells the cart himself', async () => {
    const { till } = await shop()
    discounted(till)
    await till.approvals.approve(till.approvals.ask(await till.approvals.needs()), DIEGO, PIN)
    await till.staff.signIn(DIEGO, PIN)
    expect(await till.approvals.needs()).toHaveLength(1)
  })

  test('needs the right to approve and the right of the act', async () => {
    const { till } = await shop({ permissions: ['pos:sell', 'pos:approve'] })
    discounted(till)
    const ask = till.approvals.ask(await till.approvals.needs())
    await expect(till.approvals.approve(ask, DIEGO, PIN)).rejects.toMatchObject({
      code: 'PERMISSION_DENIED',
      params: { permission: 'pos:discount' },
    })
    await expect(till.approvals.approve(ask, BEA, PIN)).rejects.toMatchObject({
      code: 'PERMISSION_DENIED',
      params: { permission: 'pos:approve' },
    })
    expect(await till.approvals.needs()).toHaveLength(1)
  })

  test('must be given within two minutes', async () => {
    const { till, clock } = await shop()
    discounted(till)
    const ask = till.approvals.ask(await till.approvals.needs())
    expect(ask.expiresAt - ask.requestedAt).toBe(120_000)
    clock.advance(120_001)
    await expect(till.approvals.approve(ask, DIEGO, PIN)).rejects.toEqual(refused('APPROVAL_EXPIRED'))
  })

  test('does not cover a line that changed afterwards, in amount, rate or quantity', async () => {
    const change: readonly ((till: Till, line: string) => void)[] = [
      (till, line) => till.cart.discountLine(line, { ratePpm: 310_000, reasonCodeId: REASON }),
      (till, line) => till.cart.discountLine(line, { amountMinor: 601, reasonCodeId: REASON }),
      (till, line) => till.cart.setQuantity(line, 2000),
      (till) => discounted(till, 300_000, 'APPLE'),
    ]
    for (const work of change) {
      const { till } = await shop()
      const line = discounted(till)
      await till.approvals.approve(till.approvals.ask(await till.approvals.needs()), DIEGO, PIN)
      work(till, line)
      expect(await needsOf(till.sales.complete(cash))).toHaveLength(1)
    }
  })

  test('is not taken for a cart that changed while it was asked for', async () => {
    const { till } = await shop()
    const line = discounted(till)
    const ask = till.approvals.ask(await till.approvals.needs())
    till.cart.setQuantity(line, 3000)
    await expect(till.approvals.approve(ask, DIEGO, PIN)).rejects.toEqual(refused('APPROVAL_INVALID'))
  })

  test('is used once: the next sale asks again', async () => {
    const { till } = await shop()
    discounted(till)
    const ask = till.approvals.ask(await till.approvals.needs())
    await till.approvals.approve(ask, DIEGO, PIN)
    await till.sales.complete(cash)
    discounted(till)
    expect(await needsOf(till.sales.complete(cash))).toHaveLength(1)
    await expect(till.approvals.approve(ask, DIEGO, PIN)).rejects.toEqual(refused('APPROVAL_INVALID'))
  })

  test('goes with the change it was for when that is undone, and stays with a cart that was kept', async () => {
    const { till } = await shop()
    discounted(till)
    await till.approvals.approve(till.approvals.ask(await till.approvals.needs()), DIEGO, PIN)
    till.cart.undo()
    expect([till.cart.state.approvals, till.cart.price().discountMinor]).toEqual([[], 0])
  })

  test('lets any rate of any line through, and the sale carries all of it', async () => {
    const { till, store } = await shop()
    const rates = fc.array(fc.integer({ min: 210_000, max: 900_000 }), { minLength: 1, maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(rates, async (chosen) => {
        till.cart.clear()
        for (const ratePpm of chosen) discounted(till, ratePpm)
        await till.approvals.approve(till.approvals.ask(await till.approvals.needs()), DIEGO, PIN)
        const { fact } = await till.sales.complete([{ tenderTypeId: CASH, tenderedMinor: 100_000 }])
        await sent(till)
        const given = approvalsOf(store).filter(({ request }) => request.subjectId === fact.sale.id)
        expect(given).toHaveLength(chosen.length)
        expect(isCovered('sales.discount-within-limit', given, asSold(fact), LIMITS, sha256)).toBe(true)
      }),
      { numRuns: 15 },
    )
  })
})

describe('a right the cashier lacks and another person holds', () => {
  test('is lent for this one act: a card keyed by hand', async () => {
    const { till, store } = await shop()
    store.permissions = store.permissions.filter((permission) => permission !== 'pos:tender_manual')
    await till.staff.signIn(CASHIER, PIN)
    till.cart.add('CHEESE')
    store.expectedTotal = () => till.cart.price().totalMinor
    await till.sales.check()
    const tenders = [{ tenderTypeId: CARD, tenderedMinor: till.cart.price().totalMinor }]
    const needs = await needsOf(till.sales.complete(tenders))
    expect(needs).toMatchObject([
      { code: 'PERMISSION_DENIED', act: { action: 'pos:tender_manual', partId: CARD, amountMinor: 2164 } },
    ])
    await till.approvals.approve(till.approvals.ask(needs), DIEGO, PIN)
    const { fact } = await till.sales.complete(tenders)
    expect([fact.sale.capture, fact.sale.userId]).toEqual(['online', CASHIER])
    till.cart.add('CHEESE')
    expect(await needsOf(till.sales.complete(tenders))).toHaveLength(1)
  })

  test('at the end of a sale is lent for two minutes', async () => {
    const { till, store, clock } = await shop()
    store.permissions = store.permissions.filter((permission) => permission !== 'pos:tender_manual')
    await till.staff.signIn(CASHIER, PIN)
    till.cart.add('CHEESE')
    const tenders = [{ tenderTypeId: CARD, tenderedMinor: till.cart.price().totalMinor }]
    await till.approvals.approve(till.approvals.ask(await needsOf(till.sales.complete(tenders))), DIEGO, PIN)
    clock.advance(120_001)
    expect(await needsOf(till.sales.complete(tenders))).toHaveLength(1)
  })

  test('is refused when nobody could lend it', async () => {
    const { till, store } = await shop({ permissions: ['pos:sell'] })
    store.permissions = store.permissions.filter((permission) => permission !== 'pos:discount')
    await till.staff.signIn(CASHIER, PIN)
    discounted(till, 100_000)
    await expect(till.sales.check()).rejects.toMatchObject({
      code: 'PERMISSION_DENIED',
      params: { permission: 'pos:discount' },
    })
  })
})
