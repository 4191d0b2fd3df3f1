import { actHash } from '@pos/domain'
import { sha256 } from '@pos/server-kit'
import { PERMISSIONS, type ApprovalRequest, type ApprovalRow, type getSale, type ResponseOf } from '@pos/shared-types'
import { TEST_STORE, type Client, type Problem } from '@pos/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sayWhoApproves } from '../../../test/approval-policies.ts'
import { REASON, REGISTER, TENDER, USER, variantOf } from '../../../test/catalogue.ts'
import { openShop, type Shop } from '../../../test/shop.ts'

let shop: Shop
let manager: Client
let cashier: Client
beforeAll(async () => {
  shop = await openShop()
  manager = await shop.as('manager')
  cashier = await shop.as('cashier')
  await manager.post('/shifts', { registerId: REGISTER.one, floatMinor: 10_000 })
  await say({ action: '*', canBeRemote: true })
})
afterAll(() => shop.close())

const say = (...policies: Parameters<typeof sayWhoApproves>[1][]) => sayWhoApproves(shop, ...policies)

type Content = ReturnType<typeof sweater>
/** A sweater of 20.00 with a share taken off, as a client asks that names its sale and its line. */
const sweater = (ratePpm = 100_000) => ({
  id: shop.ids.next(),
  registerId: REGISTER.one,
  lines: [
    {
      id: shop.ids.next(),
      variantId: variantOf('sweater'),
      quantityMilli: 1000,
      discount: { ratePpm, reasonCodeId: REASON.damaged },
    },
  ],
  payments: [{ tenderTypeId: TENDER.cash, tenderedMinor: 100_000 }],
})
/** The act that the limit of discounts refuses of it. */
const discountOf = ({ id, lines }: Content) => ({
  action: 'sales.discount-within-limit',
  subjectType: 'sale' as const,
  subjectId: id,
  partId: lines[0]?.id ?? null,
  quantityMilli: 1000,
  amountMinor: (2000 * (lines[0]?.discount.ratePpm ?? 0)) / 1_000_000,
  ratePpm: lines[0]?.discount.ratePpm ?? null,
})
type Act = Omit<ReturnType<typeof discountOf>, 'partId' | 'quantityMilli'> & {
  readonly partId: string | null
  readonly quantityMilli: number | null
}
type Asked = { items: ApprovalRequest[] }
const askFor = (acts: readonly Act[], who: Client) =>
  who.post<Asked & Problem>('/approvals', { acts: acts.map((act) => ({ act, reason: 'Sweater' })) })
const ask = async (sale: Content, who = cashier) => (await askFor([discountOf(sale)], who)).body
const complete = (sale: Content, approvalIds: readonly string[], who = manager) =>
  who.post<Problem & { id: string; discountMinor: number }>('/sales', { ...sale, approvalIds })
const decide = (id: string, isApproved = true, who = manager) =>
  who.post<Problem & { state: string }>(`/approvals/${id}/decide`, { isApproved })
const rowOf = async (id: string) =>
  (await manager.get<{ items: ApprovalRow[] }>('/approvals?limit=200')).body.items.find((row) => row.id === id)
const stateOf = async (id: string) => (await rowOf(id))?.state

describe('who asks', () => {
  test('binds the request to the hash of exactly this act, for two minutes', async () => {
    const sale = sweater(300_000)
    const { items } = await ask(sale)
    const act = discountOf(sale)
    expect(items).toMatchObject([{ ...act, actionHash: actHash(act, sha256), requestedById: USER.cashier }])
    expect(items[0]!.expiresAt - items[0]!.requestedAt).toBe(120_000)
    expect(await rowOf(items[0]!.id)).toMatchObject({ state: 'pending', reason: 'Sweater', method: null })
  })

  test('waits no longer than the setting says', async () => {
    await shop.set('approvals.till_ttl_s', 30)
    const [request] = (await ask(sweater(300_000))).items as [ApprovalRequest]
    expect(request.expiresAt - request.requestedAt).toBe(30_000)
    await shop.set('approvals.till_ttl_s', 120)
  })

  test('waits no longer than the policy about the act says, and nobody can approve then', async () => {
    await sayWhoApproves(
      shop,
      { action: '*', canBeRemote: true },
      { action: 'sale:discount', canBeRemote: true, ttlS: 20 },
    )
    const [request] = (await ask(sweater(300_000))).items as [ApprovalRequest]
    expect(request.expiresAt - request.requestedAt).toBe(20_000)
    const now = shop.clock.now()
    shop.clock.advance(20_001)
    expect(await decide(request.id)).toMatchObject({ status: 403, body: { code: 'APPROVAL_EXPIRED' } })
    expect(await stateOf(request.id)).toBe('expired')
    shop.clock.set(now)
    await sayWhoApproves(shop, { action: '*', canBeRemote: true })
  })

  test('has the request before withdrawn when she asks anew for the same sale, and nobody else’s', async () => {
    const sale = sweater(300_000)
    const [first] = (await ask(sale)).items as [ApprovalRequest]
    const [foreign] = (await ask(sale, manager)).items as [ApprovalRequest]
    const [second] = (await ask(sale)).items as [ApprovalRequest]
    const states = [first, foreign, second].map(({ id }) => stateOf(id))
    expect(await Promise.all(states)).toEqual(['cancelled', 'pending', 'pending'])
  })

  test('hears what became of her own request, and of no other', async () => {
    const [request] = (await ask(sweater(300_000))).items as [ApprovalRequest]
    const look = (who: Client) => who.get<ApprovalRow & Problem>(`/approvals/${request.id}`)
    expect((await look(cashier)).body).toMatchObject({ state: 'pending', approverName: null })
    expect((await look(manager)).status).toBe(404)
    await decide(request.id)
    expect((await look(cashier)).body).toMatchObject({ state: 'approved', approverId: USER.manager, method: 'remote' })
  })

  test.each<[string, (act: Act) => Act[]]>([
    ['an act that nobody knows', (act) => [{ ...act, action: 'sales.anything' }]],
    ['the same act twice', (act) => [act, act]],
  ])('cannot ask for %s', async (_, change) => {
    const asked = await askFor(change(discountOf(sweater(300_000))), cashier)
    expect(asked).toMatchObject({ status: 400, body: { code: 'VALIDATION_FAILED' } })
  })

  test('cannot ask from another place for what head office lets nobody approve there', async () => {
    const refused = { status: 403, body: { code: 'APPROVAL_IN_PLACE' } }
    const asking = () => askFor([discountOf(sweater(300_000))], cashier)
    await say()
    expect(await asking()).toMatchObject(refused)
    await say({ action: '*', canBeRemote: true }, { action: 'sale:discount', canBeRemote: false })
    expect(await asking()).toMatchObject(refused)
    await say({ action: 'sale:discount', canBeRemote: true })
    expect((await asking()).status).toBe(201)
    await say({ action: '*', canBeRemote: true })
  })

  test('must be allowed to sell', async () => {
    const clerk = await shop.as('clerk')
    const permission = PERMISSIONS.find((code) => code === 'pos:sell')
    expect((await askFor([discountOf(sweater(300_000))], clerk)).body).toMatchObject({
      code: 'PERMISSION_DENIED',
      params: { permission },
    })
  })
})

describe('a client without a journal', () => {
  test('is refused without consent and sells with it, once; both names stand with the sale', async () => {
    const sale = sweater(300_000)
    expect(await complete(sale, [], cashier)).toMatchObject({ status: 403, body: { code: 'SALE_DISCOUNT_TOO_HIGH' } })
    const [request] = (await ask(sale)).items as [ApprovalRequest]
    expect((await complete(sale, [request.id], cashier)).body.code).toBe('APPROVAL_INVALID')
    expect(await decide(request.id)).toMatchObject({ status: 200, body: { state: 'approved' } })
    const sold = await complete(sale, [request.id], cashier)
    expect(sold).toMatchObject({ status: 201, body: { id: sale.id, discountMinor: 600 } })
    const { body } = await manager.get<ResponseOf<typeof getSale>>(`/sales/${sale.id}`)
    expect(body.discounts[0]?.approvalId).toBe(request.id)
    expect(body.approvals).toMatchObject([
      { state: 'used', requestedById: USER.cashier, approverId: USER.manager, method: 'remote' },
    ])
    const again = { ...sweater(300_000), id: shop.ids.next() }
    expect((await complete(again, [request.id], cashier)).body.code).toBe('APPROVAL_INVALID')
  })

  test('may ask beforehand whether the sale is let through, which uses nothing', async () => {
    const { payments: _, ...sale } = sweater(300_000)
    const [request] = (await ask({ ...sale, payments: [] })).items as [ApprovalRequest]
    await decide(request.id)
    const check = () => cashier.post<Problem>('/sales/check', { ...sale, approvalIds: [request.id] })
    expect((await check()).status).toBe(200)
    expect((await check()).status).toBe(200)
    expect(await stateOf(request.id)).toBe('approved')
  })

  test('counts at a till whose clock is up to a minute ahead of the store’s', async () => {
    const content = sweater(300_000)
    const { payments: _, ...sale } = content
    const act = discountOf(content)
    const check = (aheadMs: number) => {
      const about = { id: shop.ids.next(), storeId: TEST_STORE, actionHash: actHash(act, sha256) }
      const decidedAt = shop.clock.now() + aheadMs
      const asked = { requestedById: USER.cashier, requestedAt: decidedAt - 5_000, expiresAt: decidedAt + 60_000 }
      const request = { ...act, ...about, ...asked, deviceId: null, reason: null }
      const decision = { ...about, state: 'approved', deciderId: USER.manager, method: 'pin', decidedAt }
      return cashier.post<Problem>('/sales/check', { ...sale, approvals: [{ request, decision }] })
    }
    expect((await check(0)).status).toBe(200)
    expect((await check(59_000)).status).toBe(200)
    expect((await check(61_000)).body.code).toBe('SALE_DISCOUNT_TOO_HIGH')
  })

  test.each([
    [
      'another rate',
      (sale: Content) => ({
        ...sale,
        lines: [{ ...sale.lines[0]!, discount: { ratePpm: 310_000, reasonCodeId: REASON.damaged } }],
      }),
    ],
    ['another quantity', (sale: Content) => ({ ...sale, lines: [{ ...sale.lines[0]!, quantityMilli: 2000 }] })],
    ['another line', (sale: Content) => ({ ...sale, lines: [{ ...sale.lines[0]!, id: shop.ids.next() }] })],
    ['another sale', (sale: Content) => ({ ...sale, id: shop.ids.next() })],
  ])('cannot use consent for %s', async (_, changed) => {
    const sale = sweater(300_000)
    const [request] = (await ask(sale)).items as [ApprovalRequest]
    await decide(request.id)
    expect((await complete(changed(sale), [request.id], cashier)).body.code).toBe('APPROVAL_INVALID')
    expect(await stateOf(request.id)).toBe('approved')
    expect((await complete(sale, [request.id], cashier)).status).toBe(201)
  })

  test('sells five times at once with one consent: one sale is made', async () => {
    const sale = sweater(300_000)
    const [request] = (await ask(sale)).items as [ApprovalRequest]
    await decide(request.id)
    const tries = await Promise.all(
      Array.from({ length: 5 }, () => complete({ ...sale, lines: sale.lines }, [request.id], cashier)),
    )
    expect(tries.map(({ status }) => status).filter((status) => status === 201)).toHaveLength(1)
    expect(await stateOf(request.id)).toBe('used')
  })

  test('cannot name a sale that was made already', async () => {
    const sale = sweater()
    expect((await complete(sale, [])).status).toBe(201)
    expect((await complete({ ...sale, lines: sweater().lines }, [])).body).toMatchObject({ code: 'STATE_NOT_ALLOWED' })
    expect((await complete({ ...sweater(), lines: sale.lines }, [])).body).toMatchObject({ code: 'STATE_NOT_ALLOWED' })
  })
})

describe('who decides', () => {
  const pending = async () => ((await ask(sweater(300_000))).items as [ApprovalRequest])[0]

  test('is never the person who asked', async () => {
    const [request] = (await ask(sweater(300_000), manager)).items as [ApprovalRequest]
    expect((await decide(request.id)).body.code).toBe('APPROVAL_SELF')
    expect((await decide(request.id, false)).body.code).toBe('APPROVAL_SELF')
    expect(await stateOf(request.id)).toBe('pending')
  })

  test('has the right to decide in the back office, and that of the act itself', async () => {
    const { id } = await pending()
    expect((await decide(id, true, await shop.as('clerk'))).body.code).toBe('PERMISSION_DENIED')
    expect((await shop.anybody.post(`/approvals/${id}/decide`, { isApproved: true })).status).toBe(401)
    const without = (code: string) =>
      shop.pull((tx) => tx.prepare('delete from role_permissions where permission_code = ?').run([code]))
    await without('pos:value_redeem')
    const act = { ...discountOf(sweater()), action: 'pos:value_redeem', ratePpm: null }
    const asked = (await askFor([act], cashier)).body.items as [ApprovalRequest]
    expect((await decide(asked[0].id)).body.code).toBe('APPROVAL_INVALID')
    expect(await stateOf(id)).toBe('pending')
  })

  test('decides within two minutes', async () => {
    const { id } = await pending()
    const now = shop.clock.now()
    shop.clock.advance(120_001)
    expect((await decide(id)).body.code).toBe('APPROVAL_EXPIRED')
    expect(await stateOf(id)).toBe('expired')
    shop.clock.set(now)
  })

  test('and whoever uses it does so within two minutes', async () => {
    const sale = sweater()
    const { payments: _, ...question } = sale
    const { totalMinor } = (await cashier.post<{ totalMinor: number }>('/sales/check', question)).body
    await shop.set('sales.max_total_minor', 1000)
    const whole = { partId: null, quantityMilli: null, amountMinor: totalMinor, ratePpm: null }
    const act = { ...discountOf(sale), ...whole, action: 'sales.total-within-limit' }
    const [{ id }] = (await askFor([act], cashier)).body.items as [ApprovalRequest]
    await decide(id)
    const now = shop.clock.now()
    shop.clock.advance(120_001)
    expect((await complete(sale, [id], cashier)).body.code).toBe('APPROVAL_EXPIRED')
    shop.clock.set(now)
    expect((await complete(sale, [id], cashier)).status).toBe(201)
    await shop.set('sales.max_total_minor', null)
  })

  test('decides once: the first decision stands', async () => {
    const { id } = await pending()
    expect((await decide(id, false)).status).toBe(200)
    expect((await decide(id)).body).toMatchObject({ code: 'STATE_NOT_ALLOWED', params: { state: 'rejected' } })
  })

  test('may be nobody any more: whoever asked withdraws, and nobody else does', async () => {
    const { id } = await pending()
    expect((await manager.post(`/approvals/${id}/cancel`)).status).toBe(404)
    expect((await cashier.post(`/approvals/${id}/cancel`)).status).toBe(200)
    expect((await decide(id)).body.code).toBe('STATE_NOT_ALLOWED')
    expect((await shop.outbox()).at(-1)).toMatchObject({ type: 'approval.decided' })
  })

  test('is told to head office once with both names, as is the request before it', async () => {
    const { id } = await pending()
    const sentBefore = (await shop.outbox()).length
    await decide(id)
    await decide(id)
    const sent = (await shop.outbox()).slice(sentBefore)
    expect(sent.map(({ type }) => type)).toEqual(['approval.decided'])
    expect(JSON.parse(sent[0]!.payload)).toMatchObject({ id, deciderId: USER.manager, method: 'remote' })
    const told = (await shop.outbox()).filter(({ payload }) => payload.includes(id)).map(({ type }) => type)
    expect(told).toEqual(['approval.requested', 'approval.decided'])
  })

  test('is listed with who asked, newest first, by state', async () => {
    const list = async (query = '') => (await manager.get<{ items: ApprovalRow[] }>(`/approvals?${query}`)).body.items
    const used = await list('state=used')
    expect(used.length).toBeGreaterThan(0)
    expect(used[0]).toMatchObject({ requestedByName: expect.any(String), approverName: expect.any(String) })
    const times = (await list('limit=200')).map(({ requestedAt }) => requestedAt)
    expect(times).toEqual(times.toSorted((a, b) => b - a))
    expect((await cashier.get('/approvals')).status).toBe(403)
  })
})

test('nothing failed on the way', () => {
  expect(shop.errors).toEqual([])
})
