import type { AccessPolicy } from '@pos/shared-types'
import { TEST_TENANT, type Client, type Problem } from '@pos/testing'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sayWhoApproves } from '../../../test/approval-policies.ts'
import { REGISTER, TENDER, USER, variantOf } from '../../../test/catalogue.ts'
import { openShop, type Shop } from '../../../test/shop.ts'

let shop: Shop
let manager: Client
beforeAll(async () => {
  shop = await openShop()
  manager = await shop.as('manager')
  await manager.post('/shifts', { registerId: REGISTER.one, floatMinor: 10_000 })
})
beforeEach(() => hold())
afterAll(() => shop.close())

type Held = Partial<Omit<AccessPolicy, 'id'>>

/** The policies of head office from now on, as a pull brings them. */
const hold = (...policies: Held[]) =>
  shop.pull((tx) => {
    for (const table of ['access_policy_targets', 'access_rules', 'access_policies'])
      tx.prepare(`delete from ${table}`).run()
    const at = shop.clock.now()
    policies.forEach(({ rules = [], targets = [], ...over }, index) => {
      const policyId = shop.ids.next()
      const own = { tenantId: TEST_TENANT, version: 1 }
      const named = {
        code: `p${index}`,
        name: `Policy ${index}`,
        action: 'sale:complete',
        effect: 'deny',
        isActive: true,
      } as const
      tx.insert('accessPolicies', [
        { ...own, id: policyId, revision: 1, createdAt: at, updatedAt: at, ...named, ...over },
      ])
      const lines = rules.map((rule, lineNo) => ({ ...own, policyId, lineNo, ...rule }))
      if (lines.length > 0) tx.insert('accessRules', lines)
      if (targets.length > 0)
        tx.insert(
          'accessPolicyTargets',
          targets.map((target) => ({ ...own, policyId, ...target })),
        )
    })
  })

const sell = (who = manager, changes: object = {}) =>
  who.post<Problem>('/sales', {
    registerId: REGISTER.one,
    lines: [{ variantId: variantOf('sweater'), quantityMilli: 1000 }],
    payments: [{ tenderTypeId: TENDER.cash, tenderedMinor: 1_000_000 }],
    ...changes,
  })

test('a ban refuses with its name, and nothing is left of the attempt', async () => {
  expect((await sell()).status).toBe(201)
  const [before] = await shop.rows('select count(*) as sales from sales')
  await hold({ name: 'Closed for stocktaking' })
  const refused = await sell()
  expect(refused).toMatchObject({
    status: 403,
    body: { code: 'POLICY_DENIED', params: { policy: 'Closed for stocktaking' } },
  })
  expect(await shop.rows('select count(*) as sales from sales')).toEqual([before])
  await hold({ isActive: false })
  expect((await sell()).status).toBe(201)
})

test('an approval is asked for with the act and who may give it', async () => {
  await hold({ effect: 'require_approval', rules: [{ attribute: 'amount', operator: 'gt', value: 1 }] })
  const { body } = await sell()
  expect(body).toMatchObject({
    code: 'APPROVAL_REQUIRED',
    params: { action: 'sale:complete', permission: 'store:approvals.decide', policy: 'Policy 0' },
  })
})

test('the question before a sale is answered like the sale', async () => {
  await hold({ name: 'No' })
  const lines = [{ variantId: variantOf('sweater'), quantityMilli: 1000 }]
  expect(await manager.post('/sales/check', { registerId: REGISTER.one, lines })).toMatchObject({
    body: { code: 'POLICY_DENIED' },
  })
})

test('time is that of the shop, on its own weekday', async () => {
  await hold({ rules: [{ attribute: 'weekday', operator: 'in', value: [1, 2, 3, 4, 5, 6, 7] }] })
  expect((await sell()).status).toBe(403)
  await hold({ rules: [{ attribute: 'time', operator: 'between', value: ['00:00', '00:00'] }] })
  expect((await sell()).status).toBe(201)
})

test('a person is meant by himself or by a role he holds here, and nobody else', async () => {
  const target = (targetId: string) => [{ kind: 'user' as const, targetId }]
  await hold({ targets: target(USER.cashier) })
  expect((await sell()).status).toBe(201)
  await hold({ targets: target(USER.manager) })
  expect((await sell()).status).toBe(403)
  const roles = await shop.store.database.unitOfWork.read(shop.ctx(), (tx) =>
    tx.catalog.prepare<{ id: string }>('select role_id as id from user_roles where user_id = ?').all([USER.manager]),
  )
  await hold({ targets: roles.map(({ id }) => ({ kind: 'role' as const, targetId: id })) })
  expect((await sell()).status).toBe(403)
})

test('policies stand on other acts too: opening a shift', async () => {
  await hold({ action: 'shift:open' })
  const opened = await manager.post('/shifts', { registerId: REGISTER.two, floatMinor: 10_000 })
  expect(opened).toMatchObject({ status: 403, body: { code: 'POLICY_DENIED' } })
  expect((await sell()).status).toBe(201)
})

test('a sale that a policy wants approved is made with the consent of somebody who has the right it names', async () => {
  const cashier = await shop.as('cashier')
  await hold({ effect: 'require_approval' })
  const sale = {
    id: shop.ids.next(),
    registerId: REGISTER.one,
    lines: [{ id: shop.ids.next(), variantId: variantOf('sweater'), quantityMilli: 1000 }],
    payments: [{ tenderTypeId: TENDER.cash, tenderedMinor: 1_000_000 }],
  }
  const complete = (approvalIds: readonly string[]) => cashier.post<Problem>('/sales', { ...sale, approvalIds })
  expect((await complete([])).body).toMatchObject({ code: 'APPROVAL_REQUIRED' })
  await sayWhoApproves(shop, { action: '*', permissionCode: 'store:approvals.decide', canBeRemote: true })
  const whole = { partId: null, quantityMilli: null, amountMinor: 2178, ratePpm: null }
  const act = { action: 'access.policies-hold', subjectType: 'sale', subjectId: sale.id, ...whole }
  const asked = await cashier.post<{ items: { id: string }[] }>('/approvals', { acts: [{ act, reason: null }] })
  const ids = asked.body.items.map(({ id }) => id)
  expect((await manager.post(`/approvals/${ids[0]}/decide`, { isApproved: true })).status).toBe(200)
  await hold({ effect: 'require_approval' }, { effect: 'deny', name: 'Closed' })
  expect((await complete(ids)).body).toMatchObject({ code: 'POLICY_DENIED' })
  await hold({ effect: 'require_approval' })
  expect((await complete(ids)).status).toBe(201)
})
