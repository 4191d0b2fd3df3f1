import { checkSaleFact } from '@pos/domain'
import { sha256 } from '@pos/server-kit'
import type { getSale, listReturnable, ResponseOf, SaleSummary } from '@pos/shared-types'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Client, Problem } from '@pos/testing'
import { REASON, REGISTER, TENDER, variantOf, type ProductName } from '../../../test/catalogue.ts'
import { openShop, type Shop } from '../../../test/shop.ts'

let shop: Shop
let manager: Client
beforeAll(async () => {
  shop = await openShop()
  manager = await shop.as('manager')
  await manager.post('/shifts', { registerId: REGISTER.one, floatMinor: 10_000 })
  await shop.set('shift.max_hours', 168)
})
afterAll(() => shop.close())

const SOME_ID = '00000000-0000-7000-8000-00000000dead'
type Document = ResponseOf<typeof getSale>
const line = (product: ProductName, pieces: number, changes: object = {}) => ({
  variantId: variantOf(product),
  quantityMilli: pieces * 1000,
  ...changes,
})
const document = async (id: string) => (await manager.get<Document>(`/sales/${id}`)).body

async function sold(lines: object[], changes: object = {}): Promise<Document> {
  const payments = [{ tenderTypeId: TENDER.cash, tenderedMinor: 1_000_000 }]
  const { body } = await manager.post<SaleSummary>('/sales', { registerId: REGISTER.one, lines, payments, ...changes })
  return document(body.id)
}

const takeBack = (sale: Document, pieces: number, changes: object = {}, who: Client = manager) =>
  who.post<SaleSummary & Problem>('/sales/returns', {
    registerId: REGISTER.one,
    originalSaleId: sale.sale.id,
    lines: [{ originalLineId: sale.lines[0]?.id, quantityMilli: pieces * 1000, reasonCodeId: REASON.disliked }],
    refundTenderTypeId: TENDER.cash,
    ...changes,
  })
const returnable = async (sale: Document) =>
  (await manager.get<ResponseOf<typeof listReturnable>>(`/sales/${sale.sale.id}/returnable`)).body.items

describe('goods that come back', () => {
  test('are refunded as they were paid: price, discount and tax', async () => {
    const discount = { ratePpm: 100_000, reasonCodeId: REASON.damaged }
    const sale = await sold([line('sweater', 1, { discount })], { cartDiscount: discount })
    const { status, body } = await takeBack(sale, 1)
    expect({ status, kind: body.kind }).toEqual({ status: 201, kind: 'return' })
    const { sale: original } = sale
    expect(body).toMatchObject({
      grossMinor: -original.grossMinor,
      discountMinor: -original.discountMinor,
      taxMinor: -original.taxMinor,
      totalMinor: -original.totalMinor,
    })
    const back = await document(body.id)
    expect(checkSaleFact(back, sha256)).toEqual([])
    expect(back.lines[0]).toMatchObject({
      originalLineId: sale.lines[0]?.id,
      priceSource: 'original',
      returnReasonId: REASON.disliked,
      restock: 'resell',
    })
  })

  test('at today’s price differ in nothing: a new price changes no old sale', async () => {
    const sale = await sold([line('apple', 1)])
    await shop.pull((tx) =>
      tx.prepare('update prices set price_minor = 900 where variant_id = ?').run([variantOf('apple')]),
    )
    expect((await takeBack(sale, 1)).body.totalMinor).toBe(-sale.sale.totalMinor)
    await shop.pull((tx) =>
      tx.prepare('update prices set price_minor = 150 where variant_id = ?').run([variantOf('apple')]),
    )
  })

  test('in parts are together what was paid, to the cent', async () => {
    const sale = await sold([line('apple', 7)])
    const totals: number[] = []
    for (const pieces of [2, 1, 3, 1]) totals.push((await takeBack(sale, pieces)).body.totalMinor)
    expect(totals.reduce((sum, total) => sum + total, 0)).toBe(-sale.sale.totalMinor)
    expect(await returnable(sale)).toMatchObject([
      { soldMilli: 7000, returnedMilli: 7000, paidMinor: sale.sale.totalMinor, refundedMinor: sale.sale.totalMinor },
    ])
  })

  test('are never more than went out, also when five come at once', async () => {
    const sale = await sold([line('apple', 3)])
    expect((await takeBack(sale, 2)).status).toBe(201)
    expect(await takeBack(sale, 2)).toMatchObject({
      status: 409,
      body: { code: 'RETURN_EXCEEDS_SOLD', params: { quantity: 1000 } },
    })
    const rush = await Promise.all(Array.from({ length: 5 }, () => takeBack(sale, 1)))
    expect(rush.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409])
  })

  test('go back on the shelf, unless the reason says they are waste', async () => {
    const sale = await sold([line('bread', 4)])
    const level = async () =>
      (
        await shop.rows<{ level: number }>(
          'select on_hand_milli as level from stock_levels where variant_id = ?',
          variantOf('bread'),
        )
      )[0]?.level ?? 0
    const before = await level()
    await takeBack(sale, 1)
    expect(await level()).toBe(before + 1000)
    const lines = [{ originalLineId: sale.lines[0]?.id, quantityMilli: 1000, reasonCodeId: REASON.wasted }]
    const { body } = await takeBack(sale, 1, { lines })
    expect((await document(body.id)).lines[0]).toMatchObject({ restock: 'waste', returnReasonId: REASON.wasted })
    expect(await level()).toBe(before + 1000)
  })

  test('of a product that head office has discontinued meanwhile still come back', async () => {
    const sale = await sold([line('soda', 1)])
    const setStatus = (status: string) =>
      shop.pull((tx) => tx.prepare(`update products set status = ? where code = 'SODA'`).run([status]))
    await setStatus('discontinued')
    expect((await takeBack(sale, 1)).status).toBe(201)
    await setStatus('active')
  })

  test('are taken back once per key', async () => {
    const sale = await sold([line('apple', 5)])
    const key = crypto.randomUUID()
    const body = {
      registerId: REGISTER.one,
      originalSaleId: sale.sale.id,
      lines: [{ originalLineId: sale.lines[0]?.id, quantityMilli: 1000 }],
      refundTenderTypeId: TENDER.cash,
    }
    const twins = await Promise.all(Array.from({ length: 5 }, () => manager.post('/sales/returns', body, key)))
    expect(new Set(twins.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    expect(await returnable(sale)).toMatchObject([{ returnedMilli: 1000 }])
  })

  test('of which one line is named twice are counted together', async () => {
    const sale = await sold([line('apple', 3)])
    const half = { originalLineId: sale.lines[0]?.id, quantityMilli: 2000 }
    expect(await takeBack(sale, 1, { lines: [half, half] })).toMatchObject({
      status: 409,
      body: { code: 'RETURN_EXCEEDS_SOLD' },
    })
    expect(await returnable(sale)).toMatchObject([{ returnedMilli: 0 }])
  })
})

describe('a return is refused', () => {
  const refused = async (attempt: () => Promise<{ status: number; body: Problem }>, status: number, code: string) => {
    const traces = () =>
      shop.rows(`select (select count(*) from sales) as sales, (select sum(last_number) from number_series) as numbers`)
    const before = await traces()
    expect(await attempt()).toMatchObject({ status, body: { code } })
    expect(await traces()).toEqual(before)
  }

  test('after the days the company gives', async () => {
    const sale = await sold([line('apple', 2)])
    const now = shop.clock.now()
    await shop.set('returns.days', 3)
    shop.clock.advance(3 * 86_400_000)
    const onTheDay = await shop.as('manager')
    expect((await takeBack(sale, 1, {}, onTheDay)).status).toBe(201)
    shop.clock.advance(1)
    await refused(() => takeBack(sale, 1, {}, onTheDay), 403, 'RETURN_TOO_LATE')
    shop.clock.set(now)
    manager = await shop.as('manager')
    await shop.set('returns.days', 30)
  })

  test('of what may not come back', async () => {
    const sale = await sold([line('underwear', 1)])
    await refused(() => takeBack(sale, 1), 422, 'RETURN_NOT_ALLOWED')
  })

  test('onto another tender than was paid with, unless the company does not mind', async () => {
    const sale = await sold([line('apple', 2)])
    await refused(() => takeBack(sale, 1, { refundTenderTypeId: TENDER.card }), 422, 'RETURN_TENDER_MISMATCH')
    await shop.set('returns.same_tender_only', false)
    expect((await takeBack(sale, 1, { refundTenderTypeId: TENDER.card })).status).toBe(201)
    await shop.set('returns.same_tender_only', true)
  })

  test('of goods that are not on the sale, of a sale nobody knows, and of a return', async () => {
    const sale = await sold([line('apple', 1)])
    const lines = [{ originalLineId: SOME_ID, quantityMilli: 1000 }]
    await refused(() => takeBack(sale, 1, { lines }), 404, 'NOT_FOUND')
    await refused(() => takeBack(sale, 1, { originalSaleId: SOME_ID }), 404, 'NOT_FOUND')
    const back = await document((await takeBack(sale, 1)).body.id)
    await refused(() => takeBack(back, 1), 422, 'RETURN_NOT_ALLOWED')
  })

  test('onto an unknown tender, and on a closed register', async () => {
    const sale = await sold([line('apple', 1)])
    await refused(() => takeBack(sale, 1, { refundTenderTypeId: SOME_ID }), 422, 'SALE_TENDER_NOT_ALLOWED')
    await refused(() => takeBack(sale, 1, { registerId: REGISTER.two }), 409, 'SALE_REGISTER_CLOSED')
  })

  test('to those who may not', async () => {
    const sale = await sold([line('apple', 1)])
    const clerk = await shop.as('clerk')
    await refused(() => takeBack(sale, 1, {}, clerk), 403, 'PERMISSION_DENIED')
  })
})

describe('goods without a receipt', () => {
  const bring = () =>
    manager.post<SaleSummary & Problem>('/sales', {
      registerId: REGISTER.one,
      lines: [line('sweater', -1)],
      payments: [{ tenderTypeId: TENDER.cash, tenderedMinor: -2180 }],
    })

  test('are paid out where the company takes any', async () => {
    await shop.set('returns.without_receipt', 'any')
    expect(await bring()).toMatchObject({
      status: 201,
      body: { kind: 'return', totalMinor: -2178, payableMinor: -2180 },
    })
  })

  test('are refused where it takes none', async () => {
    await shop.set('returns.without_receipt', 'deny')
    expect(await bring()).toMatchObject({ status: 422, body: { code: 'RETURN_NOT_ALLOWED' } })
  })

  test('are for store credit up to the limit otherwise, never for cash', async () => {
    await shop.set('returns.without_receipt', 'credit')
    expect(await bring()).toMatchObject({ status: 422, body: { code: 'RETURN_TENDER_MISMATCH' } })
    await shop.set('returns.without_receipt_limit_minor', 2000)
    expect(await bring()).toMatchObject({ status: 422, body: { code: 'RETURN_NOT_ALLOWED' } })
  })

  test('count by what they are worth, also when something dearer is bought with them', async () => {
    await shop.set('returns.without_receipt_limit_minor', 2000)
    const exchange = await manager.post<Problem>('/sales', {
      registerId: REGISTER.one,
      lines: [line('sweater', -1), line('repair', 1)],
      payments: [{ tenderTypeId: TENDER.cash, tenderedMinor: 10_000 }],
    })
    expect(exchange).toMatchObject({ status: 422, body: { code: 'RETURN_NOT_ALLOWED' } })
  })
})

test('nothing failed on the way', () => {
  expect(shop.errors).toEqual([])
})
