import type { ApprovalRequest, ApprovalRow, getSale, ResponseOf } from '@pos/shared-types'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Client, Problem } from '@pos/testing'
import { REASON, REGISTER, TENDER, USER, variantOf } from '../../../test/catalogue.ts'
import { openShop, type Shop, type TillDevice } from '../../../test/shop.ts'

const PIN = '274935'
let shop: Shop
let manager: Client
let cashier: Client
let device: TillDevice
beforeAll(async () => {
  shop = await openShop()
  manager = await shop.as('manager')
  cashier = await shop.as('cashier')
  await manager.post('/pin', { pin: PIN })
  await manager.post('/shifts', { registerId: REGISTER.one, floatMinor: 10_000 })
  device = await shop.till()
})
afterAll(() => shop.close())

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
type Asked = { items: ApprovalRequest[] }
const ask = async (sale: Content, who = manager) => (await who.post<Asked & Problem>('/approvals', { sale })).body
const complete = (sale: Content, approvalIds: readonly string[], who = manager) =>
  who.post<Problem & { id: string; discountMinor: number }>('/sales', { ...sale, approvalIds })
const byPin = (id: string, userId = USER.manager, pin = PIN) =>
  device.peer.post<Problem & { state: string }>(`/approvals/${id}/pin`, { userId, pin })
const stateOf = async (id: string) =>
  (await manager.get<{ items: ApprovalRow[] }>('/approvals?limit=200')).body.items.find((row) => row.id === id)?.state

describe('a client without a journal', () => {
  test('asks for exactly what keeps its sale from being made: the right that is missing and the limit', async () => {
    const sale = sweater(300_000)
    const { items } = await ask(sale, cashier)
    expect(items.map(({ action, partId, amountMinor, ratePpm }) => ({ action, partId, amountMinor, ratePpm }))).toEqual(
      [{ action: 'sales.discount-within-limit', partId: sale.lines[0]!.id, amountMinor: 600, ratePpm: 300_000 }],
    )
    expect(items[0]).toMatchObject({ subjectId: sale.id, requestedById: USER.cashier })
    expect(items[0]!.expiresAt - items[0]!.requestedAt).toBe(120_000)
    expect((await ask(sale, cashier)).items).toEqual([])
  })

  test('is refused without consent and sells with it, once; both names stand with the sale', async () => {
    const sale = sweater(300_000)
    expect(await complete(sale, [], cashier)).toMatchObject({ status: 403, body: { code: 'SALE_DISCOUNT_TOO_HIGH' } })
    const [request] = (await ask(sale, cashier)).items as [ApprovalRequest]
    expect((await complete(sale, [request.id], cashier)).body.code).toBe('APPROVAL_INVALID')
    expect(await byPin(request.id)).toMatchObject({ status: 200, body: { state: 'approved' } })
    const sold = await complete(sale, [request.id], cashier)
    expect(sold).toMatchObject({ status: 201, body: { id: sale.id, discountMinor: 600 } })
    const { body } = await manager.get<ResponseOf<typeof getSale>>(`/sales/${sale.id}`)
    expect(body.discounts[0]?.approvalId).toBe(request.id)
    expect(body.approvals).toMatchObject([
      { state: 'used', requestedById: USER.cashier, approverId: USER.manager, method: 'pin' },
    ])
    const again = { ...sweater(300_000), id: shop.ids.next() }
    expect((await complete(again, [request.id], cashier)).body.code).toBe('APPROVAL_INVALID')
  })

  test('may ask beforehand whether the sale is let through, which uses nothing', async () => {
    const { payments: _, ...sale } = sweater(300_000)
    const [request] = (await ask({ ...sale, payments: [] }, cashier)).items as [ApprovalRequest]
    await byPin(request.id)
    const check = () => cashier.post<Problem>('/sales/check', { ...sale, approvalIds: [request.id] })
    expect((await check()).status).toBe(200)
    expect((await check()).status).toBe(200)
    expect(await stateOf(request.id)).toBe('approved')
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
    const [request] = (await ask(sale, cashier)).items as [ApprovalRequest]
    await byPin(request.id)
    expect((await complete(changed(sale), [request.id], cashier)).body.code).toBe('APPROVAL_INVALID')
    expect(await stateOf(request.id)).toBe('approved')
    expect((await complete(sale, [request.id], cashier)).status).toBe(201)
  })

  test('sells five times at once with one consent: one sale is made', async () => {
    const sale = sweater(300_000)
    const [request] = (await ask(sale, cashier)).items as [ApprovalRequest]
    await byPin(request.id)
    const tries = await Promise.all(
      Array.from({ length: 5 }, () => complete({ ...sale, lines: sale.lines }, [request.id], cashier)),
    )
    expect(tries.map(({ status }) => status).filter((status) => status === 201)).toHaveLength(1)
    expect(await stateOf(request.id)).toBe('used')
  })

  test('names its sale and its lines, or there is nothing to consent to', async () => {
    const { id: _, ...sale } = sweater(300_000)
    expect((await cashier.post<Problem>('/approvals', { sale })).body.code).toBe('VALIDATION_FAILED')
  })

  test('cannot name a sale that was made already', async () => {
    const sale = sweater()
    expect((await complete(sale, [])).status).toBe(201)
    expect((await complete({ ...sale, lines: sweater().lines }, [])).body).toMatchObject({ code: 'STATE_NOT_ALLOWED' })
    expect((await complete({ ...sweater(), lines: sale.lines }, [])).body).toMatchObject({ code: 'STATE_NOT_ALLOWED' })
  })
})

describe('who decides', () => {
  const pending = async () => ((await ask(sweater(300_000), cashier)).items as [ApprovalRequest])[0]

  test('is never the person who asked', async () => {
    const [request] = (await ask(sweater(300_000), manager)).items as [ApprovalRequest]
    expect((await byPin(request.id)).body.code).toBe('APPROVAL_SELF')
    const decided = await manager.post<Problem>(`/approvals/${request.id}/decide`, { isApproved: true })
    expect(decided.body.code).toBe('APPROVAL_SELF')
    expect(await stateOf(request.id)).toBe('pending')
  })

  test('has the right PIN on an enrolled device, and the rights', async () => {
    const { id } = await pending()
    expect((await byPin(id, USER.manager, '000001')).body.code).toBe('PIN_WRONG')
    expect((await shop.anybody.post(`/approvals/${id}/pin`, { userId: USER.manager, pin: PIN })).status).toBe(401)
    expect((await manager.post(`/approvals/${id}/pin`, { userId: USER.manager, pin: PIN })).status).not.toBe(200)
    await (await shop.as('clerk')).post('/pin', { pin: PIN })
    expect((await byPin(id, USER.clerk)).body.code).toBe('APPROVAL_INVALID')
    expect(await stateOf(id)).toBe('pending')
  })

  test('decides within two minutes', async () => {
    const { id } = await pending()
    const now = shop.clock.now()
    shop.clock.advance(120_001)
    expect((await byPin(id)).body.code).toBe('APPROVAL_EXPIRED')
    expect(await stateOf(id)).toBe('expired')
    shop.clock.set(now)
  })

  test('and whoever uses it does so within two minutes', async () => {
    const sale = sweater(300_000)
    const total = { ...sale, lines: sale.lines }
    await shop.set('sales.max_total_minor', 1000)
    const { items } = await ask(total, cashier)
    expect(items.map(({ action }) => action).toSorted()).toEqual([
      'sales.discount-within-limit',
      'sales.total-within-limit',
    ])
    for (const { id } of items) await byPin(id)
    const now = shop.clock.now()
    shop.clock.advance(120_001)
    const ids = items.map(({ id }) => id)
    expect((await complete(total, ids, cashier)).body.code).toBe('APPROVAL_EXPIRED')
    shop.clock.set(now)
    expect((await complete(total, ids, cashier)).status).toBe(201)
    await shop.set('sales.max_total_minor', null)
  })

  test('decides once: the first decision stands', async () => {
    const { id } = await pending()
    const decide = (isApproved: boolean) => manager.post<Problem>(`/approvals/${id}/decide`, { isApproved })
    expect((await decide(false)).status).toBe(200)
    expect((await decide(true)).body).toMatchObject({ code: 'STATE_NOT_ALLOWED', params: { state: 'rejected' } })
    expect((await byPin(id)).body.code).toBe('STATE_NOT_ALLOWED')
  })

  test('may be nobody any more: whoever asked withdraws, and nobody else does', async () => {
    const { id } = await pending()
    expect((await manager.post(`/approvals/${id}/cancel`)).status).toBe(404)
    expect((await cashier.post(`/approvals/${id}/cancel`)).status).toBe(200)
    expect((await byPin(id)).body.code).toBe('STATE_NOT_ALLOWED')
    expect((await shop.outbox()).at(-1)).toMatchObject({ type: 'approval.decided' })
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
