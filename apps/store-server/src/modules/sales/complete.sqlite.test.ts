import { checkSaleFact, isSealed, priceCart, verifyChain, genesisOf } from '@pos/domain'
import { sha256 } from '@pos/server-kit'
import type { getSale, ResponseOf, SaleSummary } from '@pos/shared-types'
import { unwrapFact } from '@pos/sync-engine'
import type { TaxRate } from '@pos/tax-engine'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Client, Problem } from '@pos/testing'
import {
  BOX_CODE,
  REASON,
  REGISTER,
  setPrice,
  TENDER,
  USER,
  variantOf,
  type ProductName,
} from '../../../test/catalogue.ts'
import { openShop, type Shop } from '../../../test/shop.ts'

let shop: Shop
let manager: Client
let cashier: Client
let seriesId: string
beforeAll(async () => {
  shop = await openShop()
  manager = await shop.as('manager')
  cashier = await shop.as('cashier')
  await manager.post('/shifts', { registerId: REGISTER.one, floatMinor: 10_000 })
  seriesId = (await shop.rows<{ id: string }>(`select id from number_series where document = 'sale'`))[0]?.id ?? ''
})
afterAll(() => shop.close())

const SOME_ID = '00000000-0000-7000-8000-00000000dead'
const line = (product: ProductName, pieces = 1, changes: object = {}) => ({
  variantId: variantOf(product),
  quantityMilli: pieces * 1000,
  ...changes,
})
const cash = (tenderedMinor: number) => ({ tenderTypeId: TENDER.cash, tenderedMinor })
const card = (tenderedMinor: number) => ({ tenderTypeId: TENDER.card, tenderedMinor })
const plenty = cash(1_000_000)
type Sale = SaleSummary & Problem
const sell = (lines: object[], changes: object = {}, who: Client = manager) =>
  who.post<Sale>('/sales', { registerId: REGISTER.one, lines, payments: [plenty], ...changes })
const check = (lines: object[], changes: object = {}, who: Client = manager) =>
  who.post<Problem & { totalMinor: number }>('/sales/check', { registerId: REGISTER.one, lines, ...changes })
type Document = ResponseOf<typeof getSale>
const document = async (id: string) => (await manager.get<Document>(`/sales/${id}`)).body

/** Lets the clock show another time, for somebody who has just signed in. */
async function later(ms: number, act: (who: Client) => Promise<void>): Promise<void> {
  const now = shop.clock.now()
  shop.clock.advance(ms)
  await act(await shop.as('manager'))
  shop.clock.set(now)
  manager = await shop.as('manager')
}

/** Everything a sale leaves behind, to see that a refusal leaves nothing. */
const traces = async () =>
  await shop.rows(`select (select count(*) from sales) as sales, (select count(*) from stock_movements) as movements,
    (select count(*) from outbox) as events, (select sum(last_number) from number_series) as numbers,
    (select count(*) from idempotency_keys) as keys, (select coalesce(sum(amount_minor), 0) from shift_totals) as totals`)
const refused = async (
  attempt: () => Promise<{ status: number; body: Problem }>,
  status: number,
  code: string,
  params?: object,
) => {
  const before = await traces()
  expect(await attempt()).toMatchObject({ status, body: { code, ...(params && { params }) } })
  expect(await traces()).toEqual(before)
}

describe('a sale', () => {
  test('costs what the list says, with tax on top, rounded for cash, with change', async () => {
    const { status, body } = await sell([line('apple', 3), line('bread')], { payments: [cash(1000)] })
    expect({ status, body }).toMatchObject({
      status: 201,
      body: {
        kind: 'sale',
        grossMinor: 749,
        discountMinor: 0,
        taxMinor: 40,
        totalMinor: 789,
        cashRoundingMinor: 1,
        payableMinor: 790,
        changeMinor: 210,
      },
    })
    expect(body.documentNo).toMatch(/^NYC-R1-Sa-\d{6}$/)
  })

  test('paid by card is paid to the cent', async () => {
    const { body } = await sell([line('apple', 3), line('bread')], { payments: [card(789)] })
    expect(body).toMatchObject({ payableMinor: 789, cashRoundingMinor: 0, changeMinor: 0 })
  })

  test('may be paid half by card and half in cash: only the cash is rounded', async () => {
    const { body } = await sell([line('apple', 3), line('bread')], { payments: [card(500), cash(300)] })
    expect(body).toMatchObject({ totalMinor: 789, cashRoundingMinor: 1, payableMinor: 790, changeMinor: 10 })
  })

  test('of goods with two taxes has the second on top of the first', async () => {
    const { body } = await sell([line('soda', 5)])
    const { taxes } = await document(body.id)
    expect(
      taxes.map(({ code, baseMinor, taxMinor, isCompound }) => ({ code, baseMinor, taxMinor, isCompound })),
    ).toEqual([
      { code: 'SUGAR', baseMinor: 1000, taxMinor: 100, isCompound: false },
      { code: 'NYC', baseMinor: 1100, taxMinor: 98, isCompound: true },
    ])
  })

  test('is taxed by the rate of its day', async () => {
    expect((await check([line('sweater')])).body).toMatchObject({ totalMinor: 2178 })
    await shop.set('shift.max_hours', 168)
    await later(30 * 86_400_000, async (who) => {
      expect((await check([line('sweater')], {}, who)).body).toMatchObject({ totalMinor: 2180 })
    })
    await shop.set('shift.max_hours', 24)
  })

  test('agrees with the same arithmetic the till uses, line by line', async () => {
    const lines = [
      line('apple', 7),
      line('cheese', 0.355),
      line('screw', 30),
      line('soda', 2),
      line('sweater', 1, { discount: { ratePpm: 150_000, reasonCodeId: REASON.damaged } }),
    ]
    const { body } = await sell(lines, { cartDiscount: { ratePpm: 50_000, reasonCodeId: REASON.damaged } })
    const fact = await document(body.id)
    expect(checkSaleFact(fact, sha256)).toEqual([])
    const group = (rates: TaxRate[]) => ({ id: 'g', rates })
    const nyc: TaxRate = {
      id: 'r',
      code: 'NYC',
      name: '',
      kind: 'percent',
      ratePpm: 88_750,
      isCompound: false,
      amountMinor: null,
      perMilli: null,
    }
    const sugar = { ...nyc, code: 'SUGAR', ratePpm: 100_000 }
    const origin = { reasonCodeId: null, approvalId: null, userId: null, amountMinor: null }
    const priced = priceCart(
      {
        lines: fact.lines.map((each) => ({
          priceMinor: each.priceMinor,
          perMilli: each.perMilli,
          quantityMilli: each.quantityMilli,
          taxGroup: group(each.sku === 'SODA' ? [sugar, { ...nyc, isCompound: true }] : [nyc]),
          isDiscountable: true,
          discounts: each.sku === 'SWEATER' ? [{ ...origin, source: 'line', ratePpm: 150_000 }] : [],
          copy: null,
        })),
        discounts: [{ ...origin, source: 'cart', ratePpm: 50_000 }],
      },
      { isTaxIncluded: false, taxRounding: 'line', exemption: null },
    )
    expect(priced.lines.map((each) => each.totalMinor)).toEqual(fact.lines.map((each) => each.totalMinor))
    expect(body).toMatchObject({
      grossMinor: priced.grossMinor,
      discountMinor: priced.discountMinor,
      taxMinor: priced.taxMinor,
      totalMinor: priced.totalMinor,
    })
  })

  test('is kept as it was made, with who made it, and found by number and check code', async () => {
    const { body } = await sell([line('apple')], { note: 'for the café' }, cashier)
    const fact = await document(body.id)
    expect(isSealed(fact, sha256)).toBe(true)
    expect(fact.sale).toMatchObject({
      userId: USER.cashier,
      registerId: REGISTER.one,
      capture: 'online',
      businessHour: 4,
      note: 'for the café',
    })
    expect(fact.flags).toEqual([])
    for (const code of [body.documentNo, body.checkCode]) {
      expect((await cashier.get<Document>(`/sales/by-code/${code}`)).body).toEqual(fact)
    }
    expect((await cashier.get('/sales/by-code/NYC-R1-Sa-999999')).status).toBe(404)
    expect((await manager.get(`/sales/${SOME_ID}`)).status).toBe(404)
  })

  test('follows the one before in number and hash', async () => {
    for (let n = 0; n < 5; n += 1) await sell([line('apple')])
    const ids = await shop.rows<{ id: string }>('select id from sales where series_id = ? order by number', seriesId)
    const facts = []
    for (const { id } of ids) facts.push(await document(id))
    const start = { hash: genesisOf({ registerId: REGISTER.one, id: seriesId }, sha256), number: 0 }
    expect(verifyChain(facts, start, sha256)).toBeUndefined()
  })

  test('by many clients at once takes numbers without gap or twin', async () => {
    const sold = await Promise.all(Array.from({ length: 20 }, (_, n) => sell([line(n % 3 === 0 ? 'lost' : 'apple')])))
    const numbers = sold.filter(({ status }) => status === 201).map(({ body }) => body.number)
    expect(sold.filter(({ status }) => status === 422)).toHaveLength(7)
    const first = Math.min(...numbers)
    expect(numbers.toSorted((a, b) => a - b)).toEqual(numbers.map((_, n) => first + n))
  })

  test('is made once per key: five twins get the same answer, byte for byte', async () => {
    const key = crypto.randomUUID()
    const body = { registerId: REGISTER.one, lines: [line('apple')], payments: [plenty] }
    const before = await shop.rows<{ n: number }>('select count(*) as n from sales')
    const twins = await Promise.all(Array.from({ length: 5 }, () => manager.post('/sales', body, key)))
    expect(new Set(twins.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    expect(twins[0]?.status).toBe(201)
    expect(await shop.rows('select count(*) as n from sales')).toEqual([{ n: (before[0]?.n ?? 0) + 1 }])
    const other = await manager.post<Problem>('/sales', { ...body, note: 'other' }, key)
    expect(other).toMatchObject({ status: 422, body: { code: 'IDEMPOTENCY_KEY_REUSED' } })
  })

  test('that was refused may be tried again with the same key', async () => {
    const key = crypto.randomUUID()
    const body = (tendered: number) => ({
      registerId: REGISTER.one,
      lines: [line('apple')],
      payments: [card(tendered)],
    })
    expect((await manager.post('/sales', body(100), key)).status).toBe(422)
    expect((await manager.post('/sales', body(163), key)).status).toBe(201)
  })

  test('takes its goods from stock, line by line, with the level after', async () => {
    const [before] = await shop.rows<{ level: number }>(
      `select coalesce(max(on_hand_milli), 0) as level from stock_levels where variant_id = ?`,
      variantOf('sweater'),
    )
    const { body } = await sell([line('sweater', 2), line('sweater'), line('repair')])
    const moved = await shop.rows<object>(
      `select quantity_milli as quantity, level_after_milli as after, kind, line_no as lineNo from stock_movements where source_id = ? order by seq`,
      body.id,
    )
    const level = before?.level ?? 0
    expect(moved).toEqual([
      { quantity: -2000, after: level - 2000, kind: 'sale', lineNo: 1 },
      { quantity: -1000, after: level - 3000, kind: 'sale', lineNo: 2 },
    ])
    const levels = await manager.get<{ items: object[] }>(`/inventory/levels?variantId=${variantOf('sweater')}`)
    expect(levels.body.items).toMatchObject([{ onHandMilli: level - 3000 }])
    const movements = await manager.get<{ items: object[] }>(`/inventory/movements?variantId=${variantOf('sweater')}`)
    expect(movements.body.items[0]).toMatchObject({ levelAfterMilli: level - 3000, sourceId: body.id })
  })

  test('of the same goods on two lines moves their level twice, and its history has both, page by page', async () => {
    const { body: sale } = await sell([line('sweater', 2), line('soda'), line('sweater', 3)])
    type Page = { items: { sourceId: string; quantityMilli: number; levelAfterMilli: number }[]; nextCursor: string }
    const path = `/inventory/movements?variantId=${variantOf('sweater')}`
    const { body: newest } = await manager.get<Page>(`${path}&limit=1`)
    const { body: before } = await manager.get<Page>(`${path}&limit=1&cursor=${newest.nextCursor}`)
    expect(newest.items).toMatchObject([{ sourceId: sale.id, quantityMilli: -3000 }])
    expect(before.items).toMatchObject([{ sourceId: sale.id, quantityMilli: -2000 }])
    expect(before.items[0]?.levelAfterMilli).toBe((newest.items[0]?.levelAfterMilli ?? 0) + 3000)
    const { body: all } = await manager.get<Page>(path)
    const known = await shop.rows(`select 1 from stock_movements where variant_id = ?`, variantOf('sweater'))
    expect(all.items).toHaveLength(known.length)
  })

  test('goes up as the very text that was sealed, with its movements', async () => {
    const { body } = await sell([line('apple', 2)])
    const fact = await document(body.id)
    const sent = (await shop.outbox()).find((event) => event.eventId === fact.sale.eventId)
    const { fact: text, made } = unwrapFact(sent?.payload ?? '')
    const { flags: _, approvals: __, ...sealed } = fact
    expect(JSON.parse(text)).toEqual(sealed)
    expect(made).toMatchObject({ flags: [], movements: [{ quantityMilli: -2000, sourceId: body.id }] })
  })

  test('lets the totals of its shift grow', async () => {
    const total = async () =>
      (
        await shop.rows<{ sum: number; count: number }>(
          `select sum(amount_minor) as sum, sum(count) as count from shift_totals where metric = 'sales'`,
        )
      )[0]
    const before = await total()
    const { body } = await sell([line('bread', 2)])
    expect(await total()).toEqual({ sum: (before?.sum ?? 0) + body.totalMinor, count: (before?.count ?? 0) + 1 })
  })

  test('is told after it is written, with the change of stock', async () => {
    const told: string[] = []
    shop.store.events.on('sale:completed', 'test.sale', ({ payload }) => void told.push(payload.saleId))
    shop.store.events.on('stock:changed', 'test.stock', ({ payload }) => void told.push(payload.variantId))
    const { body } = await sell([line('cheese')])
    await expect.poll(() => told).toEqual(expect.arrayContaining([body.id, variantOf('cheese')]))
    expect(told.filter((one) => one === body.id || one === variantOf('cheese'))).toHaveLength(2)
  })
})

describe('a line', () => {
  test('may be scanned: a barcode, a SKU, or a box that holds twelve', async () => {
    for (const [code, quantity] of [
      ['4006381333931', 1000],
      ['APPLE', 1000],
      [BOX_CODE, 12_000],
    ] as const) {
      const { body } = await sell([{ code, quantityMilli: 1000 }])
      const fact = await document(body.id)
      expect(fact.lines[0]).toMatchObject({
        sku: 'APPLE',
        quantityMilli: quantity,
        grossMinor: (quantity / 1000) * 150,
      })
    }
  })

  test('takes the price from the minute it starts on the store’s own wall clock', async () => {
    await shop.pull((tx) => setPrice(tx, shop.ids.next(), 'stamp', 120, '2026-03-02T04:30'))
    expect((await check([line('stamp')])).body.totalMinor).toBe(109)
    await later(30 * 60_000, async (who) => {
      expect((await check([line('stamp')], {}, who)).body.totalMinor).toBe(131)
    })
  })

  test('of an open price takes the keyed one, of any other a changed one within the limit', async () => {
    const open = await document((await sell([line('misc', 1, { priceMinor: 777 })])).body.id)
    expect(open.lines[0]).toMatchObject({ priceSource: 'open', priceMinor: 777 })
    const changed = await document((await sell([line('sweater', 1, { priceMinor: 1800 })])).body.id)
    expect(changed.lines[0]).toMatchObject({ priceSource: 'override', listPriceMinor: 2000, priceMinor: 1800 })
    await refused(() => sell([line('sweater', 1, { priceMinor: 1799 })]), 403, 'SALE_OVERRIDE_TOO_FAR')
    await refused(() => sell([line('sweater', 1, { priceMinor: 2201 })]), 403, 'SALE_OVERRIDE_TOO_FAR')
  })

  test('keyed at the list price is no change of price', async () => {
    const { body } = await sell([line('sweater', 1, { priceMinor: 2000 })], {}, cashier)
    expect((await document(body.id)).lines[0]).toMatchObject({ priceSource: 'list' })
  })

  test('whose unit is changed is a changed price: 20.00 for ten is not 20.00 for one', async () => {
    await refused(
      () => sell([line('sweater', 1, { priceMinor: 2000, perMilli: 10_000 })]),
      403,
      'SALE_OVERRIDE_TOO_FAR',
    )
  })

  test.each([
    ['an unknown barcode', { code: '9999', quantityMilli: 1000 }, 404, 'BARCODE_UNKNOWN'],
    ['an unknown variant', { variantId: SOME_ID, quantityMilli: 1000 }, 404, 'BARCODE_UNKNOWN'],
    ['neither variant nor code', { quantityMilli: 1000 }, 400, 'VALIDATION_FAILED'],
    ['both variant and code', { ...line('apple'), code: 'APPLE' }, 400, 'VALIDATION_FAILED'],
    ['no quantity', line('apple', 0), 400, 'VALIDATION_FAILED'],
    ['a product that is gone', line('gone'), 422, 'SALE_PRODUCT_NOT_SELLABLE'],
    ['a product without a price', line('lost'), 422, 'SALE_PRICE_MISSING'],
    ['an open price that nobody keyed', line('misc'), 422, 'SALE_PRICE_MISSING'],
    ['a keyed price where there is none', line('lost', 1, { priceMinor: 5 }), 422, 'SALE_PRICE_MISSING'],
    [
      'a quantity beyond counting',
      { ...line('sweater'), quantityMilli: 9_007_199_254_740_991 },
      400,
      'VALIDATION_FAILED',
    ],
    [
      'a rate and an amount off',
      line('apple', 1, { discount: { ratePpm: 1, amountMinor: 1 } }),
      400,
      'VALIDATION_FAILED',
    ],
    ['a discount of nothing', line('apple', 1, { discount: {} }), 400, 'VALIDATION_FAILED'],
  ])('with %s is refused', async (_, wrong, status, code) => {
    await refused(() => sell([wrong]), status, code)
  })

  test('of nothing is no sale', async () => {
    await refused(() => sell([], { payments: [] }), 422, 'SALE_EMPTY')
  })
})

describe('a discount', () => {
  const off = (ratePpm: number) => ({ discount: { ratePpm, reasonCodeId: REASON.damaged } })

  test('on a line stays within the limit', async () => {
    expect((await sell([line('sweater', 1, off(200_000))])).body).toMatchObject({ discountMinor: 400 })
    await refused(() => sell([line('sweater', 1, off(200_001))]), 403, 'SALE_DISCOUNT_TOO_HIGH', { limit: 20 })
    const amount = (amountMinor: number) => ({ discount: { amountMinor, reasonCodeId: REASON.damaged } })
    expect((await sell([line('sweater', 2, amount(800))])).status).toBe(201)
    await refused(() => sell([line('sweater', 2, amount(801))]), 403, 'SALE_DISCOUNT_TOO_HIGH')
  })

  test('on the cart stays within its own limit, and is spread without losing a cent', async () => {
    const cartDiscount = (ratePpm: number) => ({ cartDiscount: { ratePpm, reasonCodeId: REASON.damaged } })
    const { body } = await sell([line('apple'), line('apple'), line('apple')], {
      cartDiscount: { amountMinor: 10, reasonCodeId: REASON.damaged },
    })
    expect((await document(body.id)).lines.map((each) => each.discountMinor).toSorted()).toEqual([3, 3, 4])
    await refused(() => sell([line('sweater')], cartDiscount(100_001)), 403, 'SALE_DISCOUNT_TOO_HIGH', { limit: 10 })
  })

  test('is not given on what allows none, and a cart discount passes it by', async () => {
    await refused(() => sell([line('stamp', 1, off(10_000))]), 422, 'SALE_NOT_DISCOUNTABLE')
    const { body } = await sell([line('stamp'), line('sweater')], {
      cartDiscount: { ratePpm: 100_000, reasonCodeId: REASON.damaged },
    })
    expect((await document(body.id)).lines.map((each) => each.discountMinor)).toEqual([0, 200])
  })

  test('needs a reason above what is free', async () => {
    const bare = { discount: { ratePpm: 50_000 } }
    await refused(() => sell([line('sweater', 1, bare)]), 422, 'SALE_REASON_MISSING')
    await refused(() => sell([line('sweater')], { cartDiscount: { ratePpm: 50_000 } }), 422, 'SALE_REASON_MISSING')
    await shop.set('sales.free_discount_bp', 500)
    expect((await sell([line('sweater', 1, bare)])).status).toBe(201)
    await refused(() => sell([line('sweater', 1, { discount: { ratePpm: 50_001 } })]), 422, 'SALE_REASON_MISSING')
    await shop.set('sales.free_discount_bp', 0)
  })

  test('of the company’s own limit counts at once', async () => {
    await shop.set('sales.max_line_discount_bp', 500)
    await refused(() => sell([line('sweater', 1, off(60_000))]), 403, 'SALE_DISCOUNT_TOO_HIGH', { limit: 5 })
    await shop.set('sales.max_line_discount_bp', 2000)
  })
})

describe('what a sale contains decides what its cashier needs to be allowed', () => {
  const reason = { reasonCodeId: REASON.damaged }
  test.each([
    ['a cart discount', [line('apple', 10)], { cartDiscount: { ratePpm: 10_000, ...reason } }, 'pos:discount_cart'],
    ['a changed price', [line('apple', 1, { priceMinor: 149 })], {}, 'pos:price_override'],
    ['a card by hand', [line('apple')], { payments: [card(163)] }, 'pos:tender_manual'],
    ['goods back without a receipt', [line('apple', -1), line('sweater')], {}, 'pos:refund_without_receipt'],
  ])('%s', async (_, lines, changes, permission) => {
    await refused(() => sell(lines, changes, cashier), 403, 'PERMISSION_DENIED', { permission })
    await refused(() => check(lines, changes, cashier), 403, 'PERMISSION_DENIED', { permission })
  })

  test('a line discount and an open price he may give', async () => {
    const lines = [line('apple', 1, { discount: { ratePpm: 10_000, ...reason } }), line('misc', 1, { priceMinor: 100 })]
    expect((await sell(lines, {}, cashier)).status).toBe(201)
  })
})

describe('paying', () => {
  test.each([
    ['too little', [card(162)], 422, 'SALE_UNDERPAID', { amount: 1 }],
    ['nothing', [], 422, 'SALE_UNDERPAID', { amount: 163 }],
    ['too much on a card', [card(164)], 422, 'SALE_OVERPAID', undefined],
    [
      'a tender that is no longer taken',
      [{ tenderTypeId: TENDER.voucher, tenderedMinor: 163 }],
      422,
      'SALE_TENDER_NOT_ALLOWED',
      { tender: 'Old voucher' },
    ],
    [
      'another currency',
      [{ tenderTypeId: TENDER.euro, tenderedMinor: 163 }],
      422,
      'SALE_TENDER_NOT_ALLOWED',
      { tender: 'Euros' },
    ],
    ['an unknown tender', [{ tenderTypeId: SOME_ID, tenderedMinor: 163 }], 422, 'SALE_TENDER_NOT_ALLOWED', undefined],
  ])('with %s is refused', async (_, payments, status, code, params) => {
    await refused(() => sell([line('apple')], { payments }), status, code, params)
  })

  test('what the client shows must be what is due, rounded for cash or not', async () => {
    await refused(() => sell([line('apple')], { expectedPayableMinor: 162 }), 409, 'SALE_TOTALS_DIFFER')
    expect((await sell([line('apple')], { expectedPayableMinor: 165 })).status).toBe(201)
    expect((await sell([line('apple')], { expectedPayableMinor: 163, payments: [card(163)] })).status).toBe(201)
    await refused(
      () => sell([line('apple')], { expectedPayableMinor: 165, payments: [card(163)] }),
      409,
      'SALE_TOTALS_DIFFER',
    )
  })

  test('above the largest sale needs an approval', async () => {
    await shop.set('sales.max_total_minor', 2000)
    await refused(() => sell([line('sweater')]), 403, 'APPROVAL_REQUIRED')
    expect((await sell([line('apple')])).status).toBe(201)
    await shop.set('sales.max_total_minor', null)
  })
})

describe('asking whether a sale may be made', () => {
  test('gives its totals and never writes', async () => {
    const before = await traces()
    expect(await check([line('apple', 3), line('bread')])).toMatchObject({
      status: 200,
      body: { grossMinor: 749, discountMinor: 0, taxMinor: 40, totalMinor: 789 },
    })
    expect(await traces()).toEqual(before)
  })

  test('needs no payments, and takes those of a register whose till sells for itself', async () => {
    const till = await shop.till(REGISTER.two)
    await till.peer.post(`/registers/${REGISTER.two}/lease`, { lineage: shop.ids.next(), tab: 't' })
    expect(await check([line('apple')], { registerId: REGISTER.two })).toMatchObject({
      status: 200,
      body: { totalMinor: 163 },
    })
  })

  test('says when the till’s prices are old: its total differs', async () => {
    expect((await check([line('apple')], { expectedPayableMinor: 163 })).status).toBe(200)
    await refused(() => check([line('apple')], { expectedPayableMinor: 150 }), 409, 'SALE_TOTALS_DIFFER')
  })

  test('refuses what selling would', async () => {
    await refused(() => check([line('gone')]), 422, 'SALE_PRODUCT_NOT_SELLABLE')
    await refused(
      () => check([line('sweater', 1, { discount: { ratePpm: 300_000, reasonCodeId: REASON.damaged } })]),
      403,
      'SALE_DISCOUNT_TOO_HIGH',
    )
    await refused(() => check([{ code: '9999', quantityMilli: 1000 }]), 404, 'BARCODE_UNKNOWN')
  })
})

describe('a register', () => {
  beforeEach(() => shop.set('shift.max_hours', 24))

  test.each([
    ['without a shift', REGISTER.two, 409],
    ['of another store', REGISTER.elsewhere, 404],
    ['that is retired', REGISTER.retired, 404],
    ['nobody knows', SOME_ID, 404],
  ])('%s sells nothing', async (_, registerId, status) => {
    const before = await traces()
    expect((await sell([line('apple')], { registerId })).status).toBe(status)
    expect(await traces()).toEqual(before)
  })

  test('whose shift runs longer than a day may must be closed first', async () => {
    await later(25 * 3_600_000, async (who) => {
      await refused(() => sell([line('apple')], {}, who), 409, 'SALE_DAY_TOO_LONG')
      await shop.set('shift.max_hours', 168)
      expect((await sell([line('apple')], {}, who)).status).toBe(201)
    })
  })
})

describe('the list of sales', () => {
  test('is newest first, of the asked days, and in pages that neither miss nor repeat', async () => {
    type Page = { items: { id: string; completedAt: number }[]; nextCursor: string | null }
    const seen: string[] = []
    let cursor = ''
    for (;;) {
      const { body } = await manager.get<Page>(`/sales?limit=7${cursor}`)
      seen.push(...body.items.map((sale) => sale.id))
      if (body.nextCursor === null) break
      cursor = `&cursor=${body.nextCursor}`
    }
    const all = await shop.rows<{ id: string }>('select id from sales order by completed_at desc, id desc')
    expect(seen).toEqual(all.map((sale) => sale.id))
    expect((await manager.get<Page>('/sales?to=2026-03-01')).body.items).toEqual([])
    expect((await manager.get('/sales?cursor=x')).status).toBe(400)
  })

  test('is of one receipt: by its number as printed, by the digits at its end, by its chain code', async () => {
    type Row = { id: string; document_no: string; check_code: string; number: number }
    const [sale] = await shop.rows<Row>('select id, document_no, check_code, number from sales limit 1')
    const found = async (receipt: string) =>
      (await manager.get<{ items: { id: string }[] }>(`/sales?receipt=${receipt}`)).body.items.map(({ id }) => id)
    expect(await found(sale?.document_no.toLowerCase() ?? '')).toEqual([sale?.id])
    expect(await found(sale?.check_code ?? '')).toEqual([sale?.id])
    expect(await found(String(sale?.number))).toContain(sale?.id)
    expect(await found('999999')).toEqual([])
  })
})

test('nothing failed on the way', () => {
  expect(shop.errors).toEqual([])
})
