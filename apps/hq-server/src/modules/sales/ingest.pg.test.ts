import type { ResponseOf, getSale, SaleFact, SaleFlagRecord } from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Client } from '@pos/testing'
import { openHeadOffice, type HeadOffice, type StoreServer } from '../../../test/head-office.ts'
import { Trader, type Made } from '../../../test/trader.ts'
import { resealed } from '../../../test/trader-goods.ts'

let office: HeadOffice
let owner: Client
let server: StoreServer
let shop: Trader
beforeAll(async () => {
  office = await openHeadOffice()
  owner = await office.as('owner')
  server = await office.storeServer(office.company.store)
})
afterAll(() => office.close())

// Each test trades on a register of its own, with a series of its own.
let registers = 0
beforeEach(async () => {
  registers += 1
  const registerId = office.ids.next()
  await owner.put(`/registers/${registerId}`, {
    storeId: server.storeId,
    code: `T${registers}`,
    name: 'Till',
    kind: 'till',
  })
  shop = new Trader(office, server, { storeCode: 'NYC', timeZone: 'America/New_York', registerId })
  await shop.push(shop.seriesOpened(shop.series), shop.shiftOpened())
})

type Document = ResponseOf<typeof getSale>
const document = async ({ fact }: Made) => (await owner.get<Document>(`/sales/${fact.sale.id}`)).body
const flagsOf = async (made: Made) =>
  (await document(made)).flags.map(({ ruleId, code, raisedBy }) => [ruleId, code, raisedBy])
const applied = { verdict: 'applied' }
const flagged = (...codes: string[]) => ({ verdict: 'accepted_flagged', codes })
const onHand = (product: number) =>
  office.rows<{ onHand: number; asOf: number }>(sql`
    select on_hand_milli as "onHand", as_of_seq as "asOf" from stock_levels
    where store_id = ${server.storeId} and variant_id = ${office.company.products[product - 1]?.variantId}`)

describe('a sale that a store sends', () => {
  test('is kept as it was made, line by line and tax by tax', async () => {
    const made = shop.sale([
      { product: 1, pieces: 2 },
      { product: 5, pieces: 1 },
    ])
    expect(await shop.verdicts(made)).toEqual([applied])
    expect(await document(made)).toEqual({ ...made.fact, flags: [], approvals: [] })
  })

  test('is told once, to whoever listens', async () => {
    const told: string[] = []
    office.hq.events.on('sale:completed', 'test.listener', ({ payload }) => void told.push(payload.saleId))
    const made = shop.sale([{ product: 1, pieces: 1 }])
    await shop.push(made)
    await shop.push(made)
    await expect.poll(() => told).toEqual([made.fact.sale.id])
  })

  test('counts once, however often and in whatever company it comes', async () => {
    const [a, b, c] = [1, 2, 3].map((product) => shop.sale([{ product, pieces: 1 }])) as [Made, Made, Made]
    expect(await shop.verdicts(a, b)).toEqual([applied, applied])
    const duplicate = { verdict: 'duplicate' }
    expect(await shop.verdicts(b, c, a)).toEqual([duplicate, applied, duplicate])
    const copies = await Promise.all([1, 2, 3, 4].map(() => shop.verdicts(a, b, c)))
    expect(copies.flat()).toEqual(Array.from({ length: 12 }, () => duplicate))
    const [count] = await office.rows(sql`select count(*) as sales from sales where series_id = ${shop.series.id}`)
    expect(count).toEqual({ sales: 3 })
  })

  test('moves the series on to the last number head office has heard of', async () => {
    const made = [1, 2, 3, 4].map(() => shop.sale([{ product: 1, pieces: 1 }]))
    await shop.push(...made.slice(2))
    await shop.push(...made.slice(0, 2))
    const series = await office.rows(sql`
      select last_number as number, encode(last_hash, 'hex') as hash from number_series where id = ${shop.series.id}`)
    expect(series).toEqual([{ number: 4, hash: made[3]?.fact.sale.hash }])
  })

  test('in a batch of a hundred is one statement of many: all arrive, in day totals to the cent', async () => {
    const made = Array.from({ length: 100 }, (_, n) =>
      shop.sale([
        { product: (n % 6) + 1, pieces: 1 },
        { product: 1, pieces: 2 },
      ]),
    )
    const before = await dayTotals()
    const verdicts = await shop.verdicts(...made)
    expect(verdicts).toEqual(made.map(() => applied))
    const sum = (figure: (fact: SaleFact) => number) => made.reduce((total, { fact }) => total + figure(fact), 0)
    const after = await dayTotals()
    expect({
      sales: after.sales - before.sales,
      total: after.total - before.total,
      tax: after.tax - before.tax,
    }).toEqual({
      sales: 100,
      total: sum(({ sale }) => sale.totalMinor),
      tax: sum(({ sale }) => sale.taxMinor),
    })
  })

  async function dayTotals() {
    const [row] = await office.rows<{ sales: number; total: number; tax: number }>(sql`
      select coalesce(sum(sales), 0)::bigint as sales, coalesce(sum(total_minor), 0)::bigint as total,
        coalesce(sum(tax_minor), 0)::bigint as tax from daily_store_sales where store_id = ${server.storeId}`)
    return { sales: Number(row?.sales), total: Number(row?.total), tax: Number(row?.tax) }
  }
})

describe('a sale head office wonders about stands, with a flag', () => {
  test('of a register it does not know', async () => {
    const made = shop.sale([{ product: 1, pieces: 1 }], { registerId: office.ids.next() })
    expect(await shop.verdicts(made)).toEqual([flagged('NOT_FOUND')])
    expect(await flagsOf(made)).toContainEqual(['hq-sales.known-register', 'NOT_FOUND', 'hq'])
  })

  test('of a product it does not know', async () => {
    const made = shop.sale([{ product: 1, pieces: 1 }], {}, (fact) =>
      resealed({ ...fact, lines: fact.lines.map((line) => ({ ...line, variantId: office.ids.next(), sku: 'GHOST' })) }),
    )
    expect(await shop.verdicts(made)).toEqual([flagged('BARCODE_UNKNOWN')])
    const [flag] = (await document(made)).flags
    expect(flag).toMatchObject({ ruleId: 'hq-sales.products-known', params: { code: 'GHOST' }, state: 'open' })
  })

  test('whose totals do not add up', async () => {
    const made = shop.sale([{ product: 1, pieces: 1 }], {}, (fact) =>
      resealed({ ...fact, taxes: fact.taxes.map((tax) => ({ ...tax, taxMinor: tax.taxMinor + 1 })) }),
    )
    expect(await shop.verdicts(made)).toEqual([flagged('SALE_TOTALS_DIFFER')])
  })

  test('unless it is no document at all: that is parked with its text, and the others of its batch go on', async () => {
    const [before, after] = [shop.sale([{ product: 1, pieces: 1 }]), shop.sale([{ product: 1, pieces: 1 }])]
    const broken = shop.sale([{ product: 1, pieces: 1 }], {}, (fact) =>
      resealed({ ...fact, sale: { ...fact.sale, totalMinor: fact.sale.totalMinor + 1 } }),
    )
    const verdicts = await shop.verdicts(before, broken, after)
    expect(verdicts).toEqual([applied, { verdict: 'parked', codes: ['INTERNAL'] }, applied])
    const [kept] = await office.rows<{ raw: Buffer }>(
      sql`select raw from quarantine where event_id = ${broken.event.eventId}`,
    )
    expect(kept?.raw.toString()).toBe(broken.event.payload)
    expect(await owner.get('/sync/status')).toMatchObject({ body: { parked: expect.any(Number) } })
  })

  test('whose stored values are not those that were sealed', async () => {
    const made = shop.sale([{ product: 1, pieces: 1 }], {}, (fact) => ({
      ...fact,
      lines: fact.lines.map((line) => ({ ...line, name: 'Something else' })),
    }))
    expect(await shop.verdicts(made)).toEqual([flagged('SALE_CHAIN_BROKEN')])
    expect(await flagsOf(made)).toEqual([['hq-sales.recalculation-agrees', 'SALE_CHAIN_BROKEN', 'hq']])
  })

  test('that does not follow the one before, whether the two come together or apart', async () => {
    const broken = (wrong: string): Made => {
      const next = shop.sale([{ product: 1, pieces: 1 }])
      const { sale } = next.fact
      const fact = resealed({ ...next.fact, sale: { ...sale, prevHash: wrong.repeat(64) } })
      return { fact, event: shop.rewrapped(fact) }
    }
    const [first, second] = [shop.sale([{ product: 1, pieces: 1 }]), broken('a')]
    expect(await shop.verdicts(first, second)).toEqual([applied, flagged('SALE_CHAIN_BROKEN')])
    const third = broken('b')
    expect(await shop.verdicts(third)).toEqual([flagged('SALE_CHAIN_BROKEN')])
    expect(await flagsOf(third)).toEqual([['hq-sales.chain-holds', 'SALE_CHAIN_BROKEN', 'hq']])
  })

  test('but not when a number before it has not come yet', async () => {
    const [first, second] = [shop.sale([{ product: 1, pieces: 1 }]), shop.sale([{ product: 1, pieces: 1 }])]
    expect(await shop.verdicts(second)).toEqual([applied])
    expect(await shop.verdicts(first)).toEqual([applied])
  })

  test.each([
    ['six minutes ahead', 6 * 60_000, 'ok', ['LICENCE_CLOCK_SUSPECT']],
    ['four minutes ahead', 4 * 60_000, 'ok', undefined],
    ['half a year behind', -180 * 86_400_000, 'ok', ['LICENCE_CLOCK_SUSPECT']],
    ['a month behind, as after a month offline', -30 * 86_400_000, 'ok', undefined],
    ['right, but doubted by the till itself', 0, 'suspect', ['LICENCE_CLOCK_SUSPECT']],
  ] as const)('whose clock is %s: %#', async (_, by, clockState, codes) => {
    const completedAt = office.clock.now() + by
    const made = shop.sale([{ product: 1, pieces: 1 }], { completedAt, startedAt: completedAt, clockState })
    expect(await shop.verdicts(made)).toEqual([codes ? flagged(...codes) : applied])
  })

  test('keeps the store’s own flags beside those of head office', async () => {
    const { fact } = shop.sale([{ product: 1, pieces: 1 }], { registerId: office.ids.next() })
    const { id: saleId, eventId, storeId } = fact.sale
    const own: SaleFlagRecord = {
      id: office.ids.next(),
      storeId,
      eventId,
      lineNo: 1,
      saleId,
      ruleId: 'sales.prices-are-current',
      code: 'SALE_PRICE_CHANGED',
      params: { price: 5 },
      raisedBy: 'store',
      state: 'open',
    }
    const event = shop.rewrapped(fact, [own])
    expect(await shop.verdicts(event)).toEqual([flagged('SALE_PRICE_CHANGED', 'NOT_FOUND')])
    const found = await flagsOf({ fact, event })
    expect(found.toSorted()).toEqual([
      ['hq-sales.known-register', 'NOT_FOUND', 'hq'],
      ['sales.prices-are-current', 'SALE_PRICE_CHANGED', 'store'],
    ])
  })
})

describe('goods that come back', () => {
  type Returnable = { items: { soldMilli: number; returnedMilli: number; paidMinor: number; refundedMinor: number }[] }
  const returnable = async ({ fact }: Made) =>
    (await owner.get<Returnable>(`/sales/${fact.sale.id}/returnable`)).body.items[0]

  test('are counted against what was sold', async () => {
    const sold = shop.sale([{ product: 2, pieces: 3 }])
    const back = shop.returnOf(sold, 1)
    expect(await shop.verdicts(sold, back)).toEqual([applied, applied])
    expect(await returnable(sold)).toMatchObject({
      soldMilli: 3000,
      returnedMilli: 1000,
      paidMinor: 653,
      refundedMinor: 218,
    })
  })

  test('may be more than was sold when two tills knew nothing of each other: kept, with a flag', async () => {
    const sold = shop.sale([{ product: 2, pieces: 3 }])
    const [first, second] = [shop.returnOf(sold, 2), shop.returnOf(sold, 2)]
    expect(await shop.verdicts(sold, first)).toEqual([applied, applied])
    expect(await shop.verdicts(second)).toEqual([flagged('RETURN_EXCEEDS_SOLD')])
    expect((await document(second)).flags[0]).toMatchObject({ params: { quantity: 1000 } })
  })

  test('are also judged when the returns, or the sale itself, come in the same batch', async () => {
    const sold = shop.sale([{ product: 2, pieces: 3 }])
    const returns = [shop.returnOf(sold, 2), shop.returnOf(sold, 2)]
    expect(await shop.verdicts(sold, ...returns)).toEqual([applied, applied, flagged('RETURN_EXCEEDS_SOLD')])
  })

  test('lead from the return to the sale and from the sale to each of its returns', async () => {
    type Rows = { items: { documentNo: string; kind: string }[] }
    const related = async ({ fact }: Made) =>
      (await owner.get<Rows>(`/sales/${fact.sale.id}/related`)).body.items.map(({ documentNo }) => documentNo)
    const sold = shop.sale([{ product: 2, pieces: 3 }])
    const returns = [shop.returnOf(sold, 1), shop.returnOf(sold, 1)] as const
    const other = shop.sale([{ product: 2, pieces: 1 }])
    await shop.verdicts(sold, ...returns, other)
    expect(await related(sold)).toEqual(returns.map(({ fact }) => fact.sale.documentNo))
    expect(await related(returns[0])).toEqual([sold.fact.sale.documentNo])
    expect(await related(other)).toEqual([])
  })

  test('of a sale nobody knows is asked for in vain', async () => {
    expect((await owner.get(`/sales/${office.ids.next()}/returnable`)).status).toBe(404)
    expect((await owner.get(`/sales/${office.ids.next()}/related`)).status).toBe(404)
    expect((await owner.get(`/sales/${office.ids.next()}`)).status).toBe(404)
  })
})

describe('stock', () => {
  test('is the store’s word: the level after its last movement, never a sum of head office', async () => {
    const opening = shop.openingStock({ product: 9, pieces: 10 })
    const [first, second] = [shop.sale([{ product: 9, pieces: 1 }]), shop.sale([{ product: 9, pieces: 2 }])]
    await shop.push(opening)
    expect(await onHand(9)).toEqual([{ onHand: 10_000, asOf: 1 }])
    await shop.push(second)
    expect(await onHand(9)).toEqual([{ onHand: 7_000, asOf: 3 }])
    await shop.push(first)
    expect(await onHand(9)).toEqual([{ onHand: 7_000, asOf: 3 }])
  })

  test('is listed with its position and age, and its movements newest first, page by page', async () => {
    const variantId = office.company.products[9]?.variantId
    await shop.push(shop.openingStock({ product: 10, pieces: 50 }))
    for (let n = 0; n < 6; n += 1) {
      office.clock.advance(1000)
      await shop.push(shop.sale([{ product: 10, pieces: 1 }]))
    }
    type Level = { onHandMilli: number; asOfAt: number }
    const levels = await owner.get<{ items: Level[] }>(
      `/inventory/levels?storeId=${server.storeId}&variantId=${variantId}`,
    )
    expect(levels.body.items).toMatchObject([{ onHandMilli: 44_000, asOfAt: office.clock.now() }])
    const after: number[] = []
    let cursor = ''
    for (;;) {
      type Page = { items: { levelAfterMilli: number }[]; nextCursor: string | null }
      const { body } = await owner.get<Page>(`/inventory/movements?variantId=${variantId}&limit=3${cursor}`)
      after.push(...body.items.map((movement) => movement.levelAfterMilli))
      if (body.nextCursor === null) break
      cursor = `&cursor=${body.nextCursor}`
    }
    expect(after).toEqual([44_000, 45_000, 46_000, 47_000, 48_000, 49_000, 50_000])
  })

  test('of several stores is listed without losing a movement between pages', async () => {
    const other = await office.storeServer(office.company.otherStore)
    const island = new Trader(office, other, {
      storeCode: 'SJU',
      timeZone: 'America/Puerto_Rico',
      registerId: office.company.otherRegister,
    })
    const variantId = office.company.products[7]?.variantId
    for (const place of [shop, island])
      await place.push(place.openingStock({ product: 8, pieces: 5 }, { product: 7, pieces: 1 }))
    office.clock.advance(1000)
    for (const place of [shop, island]) await place.push(place.openingStock({ product: 8, pieces: 5 }))
    const seen: string[] = []
    let cursor = ''
    for (;;) {
      type Page = { items: { id: string }[]; nextCursor: string | null }
      const { body } = await owner.get<Page>(`/inventory/movements?variantId=${variantId}&limit=1${cursor}`)
      seen.push(...body.items.map((movement) => movement.id))
      if (body.nextCursor === null) break
      cursor = `&cursor=${body.nextCursor}`
    }
    expect(new Set(seen).size).toBe(4)
    expect(seen).toHaveLength(4)
  })

  test.each(['nonsense', '1_2', 'NaN', '-'])('refuses the page mark %s', async (cursor) => {
    const { variantId } = office.company.products[0] ?? {}
    expect((await owner.get(`/inventory/movements?variantId=${variantId}&cursor=${cursor}`)).status).toBe(400)
    expect((await owner.get(`/inventory/levels?cursor=${cursor}`)).status).toBe(400)
    expect((await owner.get(`/sales?cursor=${cursor}`)).status).toBe(400)
    expect((await owner.get(`/shifts?cursor=${cursor}`)).status).toBe(400)
  })
})

describe('the list of sales', () => {
  type Page = { items: { id: string; businessOn: string; completedAt: number }[]; nextCursor: string | null }

  test('is newest first, filtered by store and days, and in pages that neither miss nor repeat', async () => {
    await shop.push(shop.shiftOpened('2026-02-14', { openedAt: office.clock.now() }))
    const made = Array.from({ length: 7 }, () => shop.sale([{ product: 1, pieces: 1 }]))
    await shop.push(...made)
    const seen: string[] = []
    let cursor = ''
    for (;;) {
      const query = `storeId=${server.storeId}&from=2026-02-14&to=2026-02-14&limit=3${cursor}`
      const { body } = await owner.get<Page>(`/sales?${query}`)
      expect(body.items.every((sale) => sale.businessOn === '2026-02-14')).toBe(true)
      seen.push(...body.items.map((sale) => sale.id))
      if (body.nextCursor === null) break
      cursor = `&cursor=${body.nextCursor}`
    }
    expect(seen.toSorted()).toEqual(made.map(({ fact }) => fact.sale.id).toSorted())
    const elsewhere = await owner.get<Page>(`/sales?storeId=${office.company.otherStore}&from=2026-02-14&to=2026-02-14`)
    expect(elsewhere.body).toEqual({ items: [], nextCursor: null })
    const all = await owner.get<Page>('/sales?limit=200')
    const times = all.body.items.map((sale) => sale.completedAt)
    expect(times).toEqual(times.toSorted((a, b) => b - a))
  })

  test('is of one receipt: by its number as printed, by the digits at its end, by its chain code', async () => {
    const made = Array.from({ length: 2 }, () => shop.sale([{ product: 1, pieces: 1 }]))
    await shop.push(...made)
    const wanted = made[1]?.fact.sale
    const found = async (receipt: string, more = '') =>
      (await owner.get<Page>(`/sales?receipt=${encodeURIComponent(receipt)}${more}`)).body.items.map(({ id }) => id)
    const { documentNo = '', checkCode = '', number = 0 } = wanted ?? {}
    const same = await office.rows<{ id: string }>(sql`
      select id from sales where document_no = ${documentNo} order by completed_at desc, id desc`)
    for (const typed of [documentNo, documentNo.toLowerCase()]) {
      expect(await found(typed)).toEqual(same.map(({ id }) => id))
    }
    expect(same.map(({ id }) => id)).toContain(wanted?.id)
    for (const typed of [String(number), checkCode.toLowerCase()]) expect(await found(typed)).toContain(wanted?.id)
    expect(await found(documentNo, `&storeId=${office.company.otherStore}`)).toEqual([])
    for (const typed of [`${documentNo}-9`, documentNo.replace(/^[^-]+/, 'ELSEWHERE'), '999999', "' or true --", '%']) {
      expect(await found(typed)).toEqual([])
    }
  })

  test('refuses days that do not exist', async () => {
    expect((await owner.get('/sales?from=2026-02-31')).status).toBe(400)
  })
})

test('a store cannot send what belongs to another', async () => {
  const foreign = shop.sale([{ product: 1, pieces: 1 }], { storeId: office.company.otherStore })
  expect(await shop.verdicts(foreign)).toEqual([{ verdict: 'parked', codes: ['SYNC_NOT_YOURS'] }])
  expect((await owner.get(`/sales/${foreign.fact.sale.id}`)).status).toBe(404)
})

test('nothing failed on the way', () => {
  expect(office.errors).toEqual([])
})
