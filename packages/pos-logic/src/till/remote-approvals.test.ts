import { BUILTIN_ROLES } from '@pos/shared-types'
import { describe, expect, test } from 'vitest'
import { CASHIER, MemoryStore, PIN } from '../../test/memory-store.ts'
import { openTill, waitUntil, type TillUnderTest } from '../../test/new-till.ts'
import { CASH, REASON } from '../../test/shop.ts'
import type { RemoteAsk } from './remote-approvals.ts'
import type { ApprovalAsk } from './approvals.ts'

const DIEGO = '019cad5e-0000-7000-8000-0000000000cb'
const POLICY = '019cad5e-0000-7000-8000-000000000078'
const cash = [{ tenderTypeId: CASH, tenderedMinor: 10_000 }]
const refused = (code: string) => expect.objectContaining({ code })

const policy = (action: string, isRemote: boolean) => ({
  entity: 'approval_policy',
  id: POLICY,
  data: {
    row: { id: POLICY, action, permission_code: 'pos:approve', can_be_remote: isRemote ? 1 : 0, ttl_s: 120 },
    children: {},
  },
})

/** A till where Ana sells as a cashier, and where nobody is who could approve in place. */
async function shop({ isRemote = true } = {}): Promise<TillUnderTest> {
  const store = new MemoryStore()
  store.permissions = [...BUILTIN_ROLES.pos_cashier.permissions, 'pos:discount']
  const under = await openTill(store)
  store.clock = under.clock
  const version = store.change(policy('*', isRemote))
  under.till.puller.wake()
  await waitUntil(async () => (await under.till.status()).catalogueVersion === version)
  return under
}

type Question = { readonly ask: ApprovalAsk; readonly remote: RemoteAsk }

async function asked({ till }: TillUnderTest): Promise<Question> {
  const item = till.cart.add('CHEESE')
  till.cart.discountLine(item.details.id, { ratePpm: 300_000, reasonCodeId: REASON })
  const ask = till.approvals.ask(await till.approvals.needs())
  return { ask, remote: await till.approvals.askRemotely(ask, () => 'Cheese') }
}

const answerOf = ({ till }: TillUnderTest, { ask, remote }: Question) => till.approvals.lookForAnswer(ask, remote)

describe('a question to the back office', () => {
  test('names exactly the act, who asks and what it is about, and waits', async () => {
    const under = await shop()
    const question = await asked(under)
    expect(under.store.asked).toMatchObject([
      {
        action: 'sales.discount-within-limit',
        subjectId: under.till.cart.state.id,
        amountMinor: 600,
        ratePpm: 300_000,
        reason: 'Cheese',
        requestedById: CASHIER,
      },
    ])
    expect(question.remote.expiresAt).toBe(under.clock.now() + 120_000)
    expect(await answerOf(under, question)).toEqual({ state: 'pending' })
  })

  test('that is approved lets the sale be made under both names, and the till tells it to nobody a second time', async () => {
    const under = await shop()
    const { till, store } = under
    const question = await asked(under)
    store.decide(DIEGO, 'Diego')
    expect(await answerOf(under, question)).toMatchObject({ state: 'approved' })
    expect(await till.approvals.needs()).toEqual([])
    store.expectedTotal = () => till.cart.price().totalMinor
    await till.sales.check()
    expect(store.question?.approvals).toMatchObject([{ decision: { deciderId: DIEGO, method: 'remote' } }])
    const { fact, noted } = await till.sales.complete(cash)
    expect(noted).toEqual([])
    expect(fact.discounts.map(({ approvalId }) => approvalId)).toEqual([store.asked[0]?.id])
    till.start()
    await waitUntil(async () => (await till.status()).unsent === 0)
    expect(store.facts.filter(({ type }) => type.startsWith('approval.'))).toEqual([])
  })

  test('that is refused is none, and says by whom', async () => {
    const under = await shop()
    const question = await asked(under)
    under.store.decide(DIEGO, 'Diego', 'rejected')
    expect(await answerOf(under, question)).toEqual({ state: 'rejected', byName: 'Diego' })
    expect(await under.till.approvals.needs()).toHaveLength(1)
  })

  test('is good for two minutes', async () => {
    const under = await shop()
    const question = await asked(under)
    under.clock.advance(120_001)
    expect(await answerOf(under, question)).toEqual({ state: 'expired' })
  })

  test('is withdrawn by whoever asked', async () => {
    const under = await shop()
    const { remote } = await asked(under)
    await under.till.approvals.withdraw(remote)
    expect(under.store.asked.map(({ state }) => state)).toEqual(['cancelled'])
  })

  test('cannot be answered for a cart that has changed meanwhile, nor by whoever asked', async () => {
    const under = await shop()
    const question = await asked(under)
    const [item] = under.till.cart.state.items
    under.till.cart.discountLine(item!.details.id, { ratePpm: 400_000, reasonCodeId: REASON })
    under.store.decide(DIEGO, 'Diego')
    await expect(answerOf(under, question)).rejects.toEqual(refused('APPROVAL_INVALID'))
    const own = await asked(under)
    under.store.decide(CASHIER, 'Ana')
    await expect(answerOf(under, own)).rejects.toEqual(refused('APPROVAL_SELF'))
  })

  test('is not believed when it says that another act was asked for', async () => {
    const under = await shop()
    under.store.isWrongAct = true
    await expect(asked(under)).rejects.toEqual(refused('APPROVAL_INVALID'))
    expect(under.store.asked.map(({ state }) => state)).toEqual(['cancelled'])
  })

  test('needs clocks that are not more than a minute apart', async () => {
    const under = await shop()
    const aheadBy = (ms: number) => (under.store.clock = { now: () => under.clock.now() + ms })
    aheadBy(59_000)
    const question = await asked(under)
    under.store.decide(DIEGO, 'Diego')
    expect(await answerOf(under, question)).toMatchObject({ state: 'approved' })
    expect(await under.till.approvals.needs()).toEqual([])
    for (const ms of [61_000, -61_000]) {
      aheadBy(ms)
      await expect(asked(under)).rejects.toEqual(refused('APPROVAL_CLOCKS_DIFFER'))
    }
  })
})

describe('with the store away', () => {
  test('nobody is asked in the back office, and what only it could approve is noted', async () => {
    const under = await shop()
    const { till, store } = under
    await waitUntil(async () => (await till.status()).isStoreReached)
    const needs = () => till.approvals.needs()
    const item = till.cart.add('CHEESE')
    till.cart.discountLine(item.details.id, { ratePpm: 300_000, reasonCodeId: REASON })
    expect(await till.approvals.canBeAsked(await needs())).toBe(true)
    await expect(till.sales.check()).rejects.toEqual(refused('APPROVAL_REQUIRED'))
    store.isAway = true
    expect(await till.approvals.canBeAsked(await needs())).toBe(false)
    const ask = till.approvals.ask(await needs())
    await expect(till.approvals.askRemotely(ask, () => null)).rejects.toEqual(refused('STORE_UNREACHABLE'))
    expect((await till.sales.complete(cash)).noted).toHaveLength(1)
  })

  test('the answer is not heard, and a PIN in place does', async () => {
    const under = await shop()
    const { till, store } = under
    store.colleagues.push({
      userId: DIEGO,
      displayName: 'Diego',
      permissions: BUILTIN_ROLES.pos_manager.permissions,
    })
    await till.staff.signIn(DIEGO, PIN)
    await till.staff.signIn(CASHIER, PIN)
    const question = await asked(under)
    store.isAway = true
    await expect(answerOf(under, question)).rejects.toEqual(refused('STORE_UNREACHABLE'))
    await till.approvals.approve(question.ask, DIEGO, PIN)
    expect(await till.approvals.needs()).toEqual([])
  })
})

test('only what head office lets be approved from another place is asked there', async () => {
  const under = await shop({ isRemote: false })
  const { till } = under
  const item = till.cart.add('CHEESE')
  till.cart.discountLine(item.details.id, { ratePpm: 300_000, reasonCodeId: REASON })
  const needs = await till.approvals.needs()
  expect(till.approvals.mayAskRemotely(till.approvals.ask(needs))).toBe(false)
  expect(await till.approvals.canBeAsked(needs)).toBe(false)
})
