import { expect, test } from 'vitest'
import type { MemoryStore } from '../../test/memory-store.ts'
import { CASHIER, PIN } from '../../test/memory-store.ts'
import { newTill, waitUntil } from '../../test/new-till.ts'
import { CASH, GOODS, REASON, STORE, variantId } from '../../test/shop.ts'
import { BUILTIN_ROLES } from '@pos/shared-types'
import { ApprovalNeeded } from './approval-needed.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const id = (n: number) => `019cad5e-0000-7000-8000-00000000${n.toString(16).padStart(4, '0')}`
type Row = { readonly id: string; readonly [column: string]: unknown }
type Parts = { readonly row: Row; readonly children?: object }
type Document = Parameters<MemoryStore['change']>[0]

const document = (entity: string, { row, children = {} }: Parts) =>
  ({ entity, id: row.id, data: { row, children } }) as unknown as Document

const role = (code: keyof typeof BUILTIN_ROLES, n: number) =>
  document('role', {
    row: { id: id(n), code },
    children: { role_permissions: BUILTIN_ROLES[code].permissions.map((permission_code) => ({ permission_code })) },
  })
const cashier = (roleId: string, over: object = {}) =>
  document('user', {
    row: { id: CASHIER, is_super_admin: 0, is_active: 1, ...over },
    children: { user_roles: [{ role_id: roleId, store_id: STORE, revoked_at: null }] },
  })
const word = (edition: number, issuedAt: number) =>
  document('permission_snapshot', {
    row: {
      id: STORE,
      edition,
      issued_at: issuedAt,
      privileged_until_at: issuedAt + DAY,
      cashier_until_at: issuedAt + 7 * DAY,
    },
  })
const policy = (effect: string, rules: object[] = [], action = 'sale:complete') =>
  document('access_policy', {
    row: { id: id(0x77), code: 'p', name: 'Never on Sunday', action, effect, is_active: 1 },
    children: { access_rules: rules, access_policy_targets: [] },
  })

const [apple] = GOODS
if (!apple) throw new Error('there is no apple')

type Under = Awaited<ReturnType<typeof newTill>>
async function change({ till, store }: Under, ...documents: Document[]) {
  const version = store.change(...documents)
  till.puller.wake()
  await waitUntil(async () => (await till.status()).catalogueVersion === version)
}

async function opened(...documents: Document[]): Promise<Under> {
  const under = await newTill()
  if (documents.length > 0) await change(under, ...documents)
  await under.till.shifts.open({ floatMinor: 10_000 })
  return under
}

function ring({ till }: Under) {
  if (till.cart.state.items.length === 0) till.cart.addVariant(variantId(apple!))
}

async function sell(under: Under) {
  ring(under)
  return under.till.sales.complete([{ tenderTypeId: CASH, tenderedMinor: 10_000 }])
}

test('a demotion arrives with the next pull, in the middle of a sale and without the store', async () => {
  const under = await opened(role('pos_manager', 1), role('pos_cashier', 2), cashier(id(1)))
  expect(under.till.staff.may('pos:discount_cart')).toBe(true)
  ring(under)
  await change(under, cashier(id(2)))
  under.store.isAway = true
  expect(under.till.staff.may('pos:discount_cart')).toBe(false)
  under.till.cart.discountCart({ ratePpm: 50_000, reasonCodeId: REASON })
  await expect(sell(under)).rejects.toMatchObject({
    code: 'PERMISSION_DENIED',
    params: { permission: 'pos:discount_cart' },
  })
  under.till.cart.discountCart(null)
  expect((await sell(under)).fact.sale.totalMinor).toBeGreaterThan(0)
})

test('whoever is disabled sells nothing more', async () => {
  const under = await opened(role('pos_manager', 1), cashier(id(1)))
  await change(under, cashier(id(1), { is_active: 0 }))
  await expect(sell(under)).rejects.toMatchObject({ code: 'PERMISSION_DENIED' })
})

test('a day without head office takes power from a till, and weeks do not stop it from selling to its end', async () => {
  const under = await opened(role('pos_manager', 1), cashier(id(1)))
  const { till, store, clock } = under
  await change(under, word(1, clock.now()))
  expect((await till.status()).rights).toMatchObject({ lapsed: 'nothing' })
  expect(till.staff.may('pos:void')).toBe(true)
  store.isAway = true
  clock.advance(DAY)
  expect((await till.status()).rights).toMatchObject({ lapsed: 'privileged' })
  expect([till.staff.may('pos:void'), till.staff.may('pos:refund')]).toEqual([false, true])
  clock.advance(30 * DAY)
  till.staff.signOut()
  await till.staff.signIn(CASHIER, PIN)
  expect([till.staff.may('pos:void'), till.staff.may('pos:refund')]).toEqual([false, false])
  expect((await sell(under)).fact.sale.totalMinor).toBeGreaterThan(0)
  ring(under)
  till.cart.discountLine(till.cart.state.items[0]!.details.id, { ratePpm: 10_000, reasonCodeId: REASON })
  await expect(sell(under)).rejects.toMatchObject({ code: 'AUTH_SNAPSHOT_EXPIRED' })
  store.isAway = false
  await change(under, word(2, clock.now()))
  expect(till.staff.may('pos:void')).toBe(true)
})

test('a ban of head office holds at the till, alone too; a sale it only wants approved goes on and is noted', async () => {
  const under = await opened(policy('deny'))
  under.store.isAway = true
  await expect(sell(under)).rejects.toMatchObject({ code: 'POLICY_DENIED', params: { policy: 'Never on Sunday' } })
  under.store.isAway = false
  await change(under, policy('require_approval'))
  under.store.isAway = true
  const { noted } = await sell(under)
  expect(noted).toMatchObject([{ ruleId: 'access.policies-hold', code: 'APPROVAL_REQUIRED' }])
})

test('a sale that a policy wants approved asks whoever may, for exactly this sale, by the right the policy names', async () => {
  const under = await opened(policy('require_approval'))
  const { till, store } = under
  const [decider, helper] = [id(0xd1), id(0xd2)]
  store.colleagues.push(
    { userId: helper, displayName: 'Bea', permissions: ['pos:approve', 'pos:sell'] },
    { userId: decider, displayName: 'Diego', permissions: ['pos:approve', 'pos:sell', 'pos:void'] },
  )
  await change(
    under,
    document('approval_policy', {
      row: {
        id: id(0x78),
        action: 'sale:complete',
        permission_code: 'pos:void',
        threshold_minor: 1,
        can_be_remote: 0,
        ttl_s: 60,
      },
    }),
  )
  ring(under)
  const needs = async () => {
    const error: unknown = await till.sales.check().catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(ApprovalNeeded)
    return (error as ApprovalNeeded).needs
  }
  expect(await needs()).toMatchObject([
    {
      code: 'APPROVAL_REQUIRED',
      params: { policy: 'Never on Sunday', permission: 'pos:void' },
      act: { subjectId: till.cart.state.id },
    },
  ])
  await expect(till.approvals.approve(till.approvals.ask(await needs()), helper, PIN)).rejects.toMatchObject({
    code: 'PERMISSION_DENIED',
    params: { permission: 'pos:void' },
  })
  await till.approvals.approve(till.approvals.ask(await needs()), decider, PIN)
  const { noted } = await till.sales.complete([{ tenderTypeId: CASH, tenderedMinor: 10_000 }])
  expect(noted).toEqual([])
})

test('consent is good for no longer than its policy says, with the store away too', async () => {
  const under = await opened(policy('require_approval'))
  const { till, store, clock } = under
  const decider = id(0xd1)
  store.colleagues.push({ userId: decider, displayName: 'Diego', permissions: ['pos:approve', 'pos:sell'] })
  const row = { id: id(0x78), action: 'sale:complete', permission_code: 'pos:approve', threshold_minor: 1 }
  await change(under, document('approval_policy', { row: { ...row, can_be_remote: 0, ttl_s: 30 } }))
  await till.staff.signIn(decider, PIN)
  await till.staff.signIn(CASHIER, PIN)
  store.isAway = true
  const complete = () => till.sales.complete([{ tenderTypeId: CASH, tenderedMinor: 10_000 }])
  const asked = async () => {
    const error: unknown = await complete().catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(ApprovalNeeded)
    return till.approvals.ask((error as ApprovalNeeded).needs)
  }
  ring(under)

  const late = await asked()
  expect(late.expiresAt - late.requestedAt).toBe(30_000)
  clock.advance(30_001)
  await expect(till.approvals.approve(late, decider, PIN)).rejects.toMatchObject({ code: 'APPROVAL_EXPIRED' })

  await till.approvals.approve(await asked(), decider, PIN)
  clock.advance(30_001)
  await expect(complete()).rejects.toBeInstanceOf(ApprovalNeeded)

  await till.approvals.approve(await asked(), decider, PIN)
  clock.advance(30_000)
  expect((await complete()).noted).toEqual([])
})

test('goods of a department may be banned while they are scanned, at an hour of the shop', async () => {
  const hours = { attribute: 'time', operator: 'between', value: '["00:00","00:00"]' }
  const under = await opened(
    policy('deny', [{ attribute: 'weekday', operator: 'between', value: '[1,7]' }], 'sale:add-line'),
  )
  expect(() => ring(under)).toThrow(expect.objectContaining({ code: 'POLICY_DENIED' }))
  await change(under, policy('deny', [hours], 'sale:add-line'))
  ring(under)
  expect(under.till.cart.state.items).toHaveLength(1)
})
