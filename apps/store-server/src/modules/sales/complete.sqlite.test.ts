import { checkSaleFact, genesisOf, isSealed, priceCart, verifyChain } from '@pos/domain'
import { sha256 } from '@pos/server-kit'
import { unwrapFact } from '@pos/sync-engine'
import type { TaxRate } from '@pos/tax-engine'
import type { Problem } from '@pos/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { REASON, REGISTER, USER, variantOf } from '../../../test/catalogue.ts'
import { card, cash, Checkout, line, plenty, SOME_ID, type SaleDocument } from '../../../test/checkout.ts'

let checkout: Checkout
let seriesId: string
beforeAll(async () => {
  checkout = await Checkout.open()
  const [series] = await checkout.shop.rows<{ id: string }>(`select id from number_series where document = 'sale'`)
  seriesId = series?.id ?? ''
})
afterAll(() => checkout.shop.close())

describe('a sale', () => {
  test('costs what the list says, with tax on top, rounded for cash, with change', async () => {
    const { status, body } = await checkout.sell([line('apple', 3), line('bread')], { payments: [cash(1000)] })
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
    const { body } = await checkout.sell([line('apple', 3), line('bread')], { payments: [card(789)] })
    expect(body).toMatchObject({ payableMinor: 789, cashRoundingMinor: 0, changeMinor: 0 })
  })

  test('may be paid half by card and half in cash: only the cash is rounded', async () => {
    const { body } = await checkout.sell([line('apple', 3), line('bread')], { payments: [card(500), cash(300)] })
    expect(body).toMatchObject({ totalMinor: 789, cashRoundingMinor: 1, payableMinor: 790, changeMinor: 10 })
  })

  test('of goods with two taxes has the second on top of the first', async () => {
    const { body } = await checkout.sell([line('soda', 5)])
    const { taxes } = await checkout.document(body.id)
    expect(
      taxes.map(({ code, baseMinor, taxMinor, isCompound }) => ({ code, baseMinor, taxMinor, isCompound })),
    ).toEqual([
      { code: 'SUGAR', baseMinor: 1000, taxMinor: 100, isCompound: false },
      { code: 'NYC', baseMinor: 1100, taxMinor: 98, isCompound: true },
    ])
  })

  test('is taxed by the rate of its day', async () => {
    expect((await checkout.check([line('sweater')])).body).toMatchObject({ totalMinor: 2178 })
    await checkout.shop.set('shift.max_hours', 168)
    await checkout.later(30 * 86_400_000, async (who) => {
      expect((await checkout.check([line('sweater')], {}, who)).body).toMatchObject({ totalMinor: 2180 })
    })
    await checkout.shop.set('shift.max_hours', 24)
  })

  test('agrees with the same arithmetic the till uses, line by line', async () => {
    const lines = [
      line('apple', 7),
      line('cheese', 0.355),
      line('screw', 30),
      line('soda', 2),
      line('sweater', 1, { discount: { ratePpm: 150_000, reasonCodeId: REASON.damaged } }),
    ]
    const { body } = await checkout.sell(lines, { cartDiscount: { ratePpm: 50_000, reasonCodeId: REASON.damaged } })
    const fact = await checkout.document(body.id)
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
    const { body } = await checkout.sell([line('apple')], { note: 'for the café' }, checkout.cashier)
    const fact = await checkout.document(body.id)
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
      expect((await checkout.cashier.get<SaleDocument>(`/sales/by-code/${code}`)).body).toEqual(fact)
    }
    expect((await checkout.cashier.get('/sales/by-code/NYC-R1-Sa-999999')).status).toBe(404)
    expect((await checkout.manager.get(`/sales/${SOME_ID}`)).status).toBe(404)
  })

  test('follows the one before in number and hash', async () => {
    for (let n = 0; n < 5; n += 1) await checkout.sell([line('apple')])
    const ids = await checkout.shop.rows<{ id: string }>(
      'select id from sales where series_id = ? order by number',
      seriesId,
    )
    const facts = []
    for (const { id } of ids) facts.push(await checkout.document(id))
    const start = { hash: genesisOf({ registerId: REGISTER.one, id: seriesId }, sha256), number: 0 }
    expect(verifyChain(facts, start, sha256)).toBeUndefined()
  })

  test('by many clients at once takes numbers without gap or twin', async () => {
    const sold = await Promise.all(
      Array.from({ length: 20 }, (_, n) => checkout.sell([line(n % 3 === 0 ? 'lost' : 'apple')])),
    )
    const numbers = sold.filter(({ status }) => status === 201).map(({ body }) => body.number)
    expect(sold.filter(({ status }) => status === 422)).toHaveLength(7)
    const first = Math.min(...numbers)
    expect(numbers.toSorted((a, b) => a - b)).toEqual(numbers.map((_, n) => first + n))
  })

  test('is made once per key: five twins get the same answer, byte for byte', async () => {
    const key = crypto.randomUUID()
    const body = { registerId: REGISTER.one, lines: [line('apple')], payments: [plenty] }
    const before = await checkout.shop.rows<{ n: number }>('select count(*) as n from sales')
    const twins = await Promise.all(Array.from({ length: 5 }, () => checkout.manager.post('/sales', body, key)))
    expect(new Set(twins.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    expect(twins[0]?.status).toBe(201)
    expect(await checkout.shop.rows('select count(*) as n from sales')).toEqual([{ n: (before[0]?.n ?? 0) + 1 }])
    const other = await checkout.manager.post<Problem>('/sales', { ...body, note: 'other' }, key)
    expect(other).toMatchObject({ status: 422, body: { code: 'IDEMPOTENCY_KEY_REUSED' } })
  })

  test('that was refused may be tried again with the same key', async () => {
    const key = crypto.randomUUID()
    const body = (tendered: number) => ({
      registerId: REGISTER.one,
      lines: [line('apple')],
      payments: [card(tendered)],
    })
    expect((await checkout.manager.post('/sales', body(100), key)).status).toBe(422)
    expect((await checkout.manager.post('/sales', body(163), key)).status).toBe(201)
  })

  test('takes its goods from stock, line by line, with the level after', async () => {
    const [before] = await checkout.shop.rows<{ level: number }>(
      `select coalesce(max(on_hand_milli), 0) as level from stock_levels where variant_id = ?`,
      variantOf('sweater'),
    )
    const { body } = await checkout.sell([line('sweater', 2), line('sweater'), line('repair')])
    const moved = await checkout.shop.rows<object>(
      `select quantity_milli as quantity, level_after_milli as after, kind, line_no as lineNo from stock_movements where source_id = ? order by seq`,
      body.id,
    )
    const level = before?.level ?? 0
    expect(moved).toEqual([
      { quantity: -2000, after: level - 2000, kind: 'sale', lineNo: 1 },
      { quantity: -1000, after: level - 3000, kind: 'sale', lineNo: 2 },
    ])
    const levels = await checkout.manager.get<{ items: object[] }>(
      `/inventory/levels?variantId=${variantOf('sweater')}`,
    )
    expect(levels.body.items).toMatchObject([{ onHandMilli: level - 3000 }])
    const movements = await checkout.manager.get<{ items: object[] }>(
      `/inventory/movements?variantId=${variantOf('sweater')}`,
    )
    expect(movements.body.items[0]).toMatchObject({ levelAfterMilli: level - 3000, sourceId: body.id })
  })

  test('of the same goods on two lines moves their level twice, and its history has both, page by page', async () => {
    const { body: sale } = await checkout.sell([line('sweater', 2), line('soda'), line('sweater', 3)])
    type Page = { items: { sourceId: string; quantityMilli: number; levelAfterMilli: number }[]; nextCursor: string }
    const path = `/inventory/movements?variantId=${variantOf('sweater')}`
    const { body: newest } = await checkout.manager.get<Page>(`${path}&limit=1`)
    const { body: before } = await checkout.manager.get<Page>(`${path}&limit=1&cursor=${newest.nextCursor}`)
    expect(newest.items).toMatchObject([{ sourceId: sale.id, quantityMilli: -3000 }])
    expect(before.items).toMatchObject([{ sourceId: sale.id, quantityMilli: -2000 }])
    expect(before.items[0]?.levelAfterMilli).toBe((newest.items[0]?.levelAfterMilli ?? 0) + 3000)
    const { body: all } = await checkout.manager.get<Page>(path)
    const known = await checkout.shop.rows(`select 1 from stock_movements where variant_id = ?`, variantOf('sweater'))
    expect(all.items).toHaveLength(known.length)
  })

  test('goes up as the very text that was sealed, with its movements', async () => {
    const { body } = await checkout.sell([line('apple', 2)])
    const fact = await checkout.document(body.id)
    const sent = (await checkout.shop.outbox()).find((event) => event.eventId === fact.sale.eventId)
    const { fact: text, made } = unwrapFact(sent?.payload ?? '')
    const { flags: _, approvals: __, ...sealed } = fact
    expect(JSON.parse(text)).toEqual(sealed)
    expect(made).toMatchObject({ flags: [], movements: [{ quantityMilli: -2000, sourceId: body.id }] })
  })

  test('lets the totals of its shift grow', async () => {
    const total = async () =>
      (
        await checkout.shop.rows<{ sum: number; count: number }>(
          `select sum(amount_minor) as sum, sum(count) as count from shift_totals where metric = 'sales'`,
        )
      )[0]
    const before = await total()
    const { body } = await checkout.sell([line('bread', 2)])
    expect(await total()).toEqual({ sum: (before?.sum ?? 0) + body.totalMinor, count: (before?.count ?? 0) + 1 })
  })

  test('is told after it is written, with the change of stock', async () => {
    const told: string[] = []
    checkout.shop.store.events.on('sale:completed', 'test.sale', ({ payload }) => void told.push(payload.saleId))
    checkout.shop.store.events.on('stock:changed', 'test.stock', ({ payload }) => void told.push(payload.variantId))
    const { body } = await checkout.sell([line('cheese')])
    await expect.poll(() => told).toEqual(expect.arrayContaining([body.id, variantOf('cheese')]))
    expect(told.filter((one) => one === body.id || one === variantOf('cheese'))).toHaveLength(2)
  })
})

describe('the list of sales', () => {
  test('is newest first, of the asked days, and in pages that neither miss nor repeat', async () => {
    type Page = { items: { id: string; completedAt: number }[]; nextCursor: string | null }
    const seen: string[] = []
    let cursor = ''
    for (;;) {
      const { body } = await checkout.manager.get<Page>(`/sales?limit=7${cursor}`)
      seen.push(...body.items.map((sale) => sale.id))
      if (body.nextCursor === null) break
      cursor = `&cursor=${body.nextCursor}`
    }
    const all = await checkout.shop.rows<{ id: string }>('select id from sales order by completed_at desc, id desc')
    expect(seen).toEqual(all.map((sale) => sale.id))
    expect((await checkout.manager.get<Page>('/sales?to=2026-03-01')).body.items).toEqual([])
    expect((await checkout.manager.get('/sales?cursor=x')).status).toBe(400)
  })

  test('is of one receipt: by its number as printed, by the digits at its end, by its chain code', async () => {
    type Row = { id: string; document_no: string; check_code: string; number: number }
    const [sale] = await checkout.shop.rows<Row>('select id, document_no, check_code, number from sales limit 1')
    const found = async (receipt: string) =>
      (await checkout.manager.get<{ items: { id: string }[] }>(`/sales?receipt=${receipt}`)).body.items.map(
        ({ id }) => id,
      )
    expect(await found(sale?.document_no.toLowerCase() ?? '')).toEqual([sale?.id])
    expect(await found(sale?.check_code ?? '')).toEqual([sale?.id])
    expect(await found(String(sale?.number))).toContain(sale?.id)
    expect(await found('999999')).toEqual([])
  })
})

test('nothing failed on the way', () => {
  expect(checkout.shop.errors).toEqual([])
})
