import type { getSale, ResponseOf, SaleFact, ShiftRecord } from '@pos/shared-types'
import { unwrapFact } from '@pos/sync-engine'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Client } from '@pos/testing'
import { OTHER_STORE, TENDER, variantOf } from '../../../test/catalogue.ts'
import { SellingTill, type Made } from '../../../test/selling-till.ts'
import { openShop, type Shop, type TillDevice } from '../../../test/shop.ts'

let shop: Shop
let manager: Client
let device: TillDevice
let till: SellingTill
beforeAll(async () => {
  shop = await openShop()
  manager = await shop.as('manager')
})
afterAll(() => shop.close())

/** Every test sells on a register of its own. */
let registers = 0
let registerId: string
beforeEach(async () => {
  registers += 1
  registerId = shop.ids.next()
  const ref = { tenantId: shop.ctx().tenantId, revision: 1, createdAt: 0, updatedAt: 0, version: 1 }
  const register = { id: registerId, storeId: shop.ctx().storeId ?? '', code: `T${registers}`, name: 'Till' }
  await shop.pull((tx) => tx.insert('registers', [{ ...ref, ...register, kind: 'till', status: 'active' }]))
  device = await shop.till(registerId)
  till = await SellingTill.on(shop, device, registerId)
})

const apple = (pieces = 1) => ({ product: 'apple', pieces, priceMinor: 150 }) as const
const applied = { verdict: 'applied' }
const flagged = (...codes: string[]) => ({ verdict: 'accepted_flagged', codes })
type Document = ResponseOf<typeof getSale>
const document = async ({ fact }: Made) => (await manager.get<Document>(`/sales/${fact.sale.id}`)).body

describe('a sale that a till has made', () => {
  test('is kept as it was sealed', async () => {
    const made = till.sale([apple(2), { product: 'sweater', pieces: 1, priceMinor: 2000 }])
    expect(await till.push(made)).toEqual([applied])
    expect(await document(made)).toEqual({ ...made.fact, flags: [], approvals: [] })
  })

  test('goes up as the till’s own bytes, under the till’s event, with what it did to the stock', async () => {
    const made = till.sale([apple(2)])
    await till.push(made)
    const sent = (await shop.outbox()).find((event) => event.eventId === made.event.eventId)
    const { fact, made: added } = unwrapFact(sent?.payload ?? '')
    expect(fact).toBe(made.event.payload)
    expect(added).toMatchObject({ flags: [], movements: [{ quantityMilli: -2000, variantId: variantOf('apple') }] })
  })

  test('counts once, pushed again, together or by five at once', async () => {
    const [a, b] = [till.sale([apple()]), till.sale([apple()])]
    expect(await till.push(a)).toEqual([applied])
    expect(await till.push(a, b)).toEqual([{ verdict: 'duplicate' }, applied])
    const again = await Promise.all(Array.from({ length: 5 }, () => till.push(a, b)))
    expect(again.flat()).toEqual(Array.from({ length: 10 }, () => ({ verdict: 'duplicate' })))
    const movements = await shop.rows(
      'select id from stock_movements where source_id in (?, ?)',
      a.fact.sale.id,
      b.fact.sale.id,
    )
    expect(movements).toHaveLength(2)
    const sent = (await shop.outbox()).filter((event) => event.eventId === a.fact.sale.eventId)
    expect(sent).toHaveLength(1)
  })

  test('lets the totals of its shift and the series grow', async () => {
    const made = [till.sale([apple()]), till.sale([apple(3)])]
    await till.push(...made)
    const totals = await shop.rows(
      `select amount_minor as amount, count from shift_totals where shift_id = ? and metric = 'sales'`,
      till.shift.id,
    )
    expect(totals).toEqual([{ amount: made.reduce((sum, { fact }) => sum + fact.sale.totalMinor, 0), count: 2 }])
    const series = await shop.rows(
      'select last_number as last from number_series where id = ?',
      till.seriesOf('sale').id,
    )
    expect(series).toEqual([{ last: 2 }])
  })

  test('may name a product the store does not know, in a shift it has not heard of', async () => {
    const made = till.sale([apple()], (fact) => ({
      ...fact,
      lines: fact.lines.map((line) => ({ ...line, variantId: shop.ids.next() })),
    }))
    expect(await till.push(made)).toEqual([flagged('BARCODE_UNKNOWN')])
    expect((await document(made)).lines).toHaveLength(1)
  })

  test('of another store is parked, and its text kept', async () => {
    const made = till.sale([apple()], undefined, { storeId: OTHER_STORE })
    expect(await till.push(made)).toEqual([{ verdict: 'parked', codes: ['SYNC_NOT_YOURS'] }])
    const [kept] = await shop.rows<{ raw: Buffer }>('select raw from quarantine where event_id = ?', made.event.eventId)
    expect(kept?.raw.toString()).toBe(made.event.payload)
  })
})

describe('a sale the store wonders about stands, with a flag', () => {
  const retaxed = (fact: SaleFact): SaleFact => ({
    ...fact,
    taxes: fact.taxes.map((tax) => ({ ...tax, taxMinor: tax.taxMinor + 1 })),
  })

  test.each([
    [
      'whose price is not the list’s any more',
      () => till.sale([{ product: 'apple', pieces: 1, priceMinor: 140 }]),
      'sales.arrived-prices-are-current',
      'SALE_PRICE_CHANGED',
    ],
    [
      'whose totals do not add up',
      () => till.sale([apple()], retaxed),
      'sales.arrived-totals-are-right',
      'SALE_TOTALS_DIFFER',
    ],
  ])('%s', async (_, make, ruleId, code) => {
    const made = make()
    expect(await till.push(made)).toEqual([flagged(code)])
    const { flags } = await document(made)
    expect(flags).toMatchObject([{ ruleId, code, raisedBy: 'store', state: 'open' }])
    const sent = (await shop.outbox()).find((event) => event.eventId === made.event.eventId)
    expect(unwrapFact(sent?.payload ?? '').made).toMatchObject({ flags: [{ code }] })
  })

  test('that does not follow the one before', async () => {
    const first = till.sale([apple()])
    const second = till.sale([apple()])
    const third = till.sale([apple()])
    expect(await till.push(first)).toEqual([applied])
    expect(await till.push(third)).toEqual([flagged('SALE_SERIES_GAP')])
    expect(await till.push(second)).toMatchObject([{ verdict: 'accepted_flagged' }])
    expect(await shop.rows('select count(*) as n from sales where series_id = ?', till.seriesOf('sale').id)).toEqual([
      { n: 3 },
    ])
  })

  test('that takes more back than went out: the excess is kept as a number', async () => {
    const sold = till.sale([apple(3)])
    const line = sold.fact.lines[0]!
    const back = () => till.sale([{ product: 'apple', pieces: -2, priceMinor: 150, back: line }])
    const [first, second] = [back(), back()]
    expect(await till.push(sold, first)).toEqual([applied, applied])
    expect(await till.push(second)).toEqual([flagged('RETURN_EXCEEDS_SOLD')])
    const kept = await shop.rows(
      'select returned_milli as returned, over_milli as over from returnable_lines where sale_line_id = ?',
      line.id,
    )
    expect(kept).toEqual([{ returned: 4000, over: 1000 }])
  })

  test('in one batch with the sale it takes goods of, and with others of its kind', async () => {
    const sold = till.sale([apple(3)])
    const back = () => till.sale([{ product: 'apple', pieces: -2, priceMinor: 150, back: sold.fact.lines[0]! }])
    expect(await till.push(sold, back(), back())).toEqual([applied, applied, flagged('RETURN_EXCEEDS_SOLD')])
  })

  test('that brings goods back without a receipt where the company gives credit only', async () => {
    const made = till.sale([apple(-1)])
    expect(await till.push(made)).toEqual([flagged('RETURN_NOT_ALLOWED')])
  })
})

describe('a shift that a till keeps', () => {
  const shifts = async () =>
    (await manager.get<{ items: ShiftRecord[] }>(`/shifts?registerId=${registerId}`)).body.items

  test('opens and closes at the till, and goes up as the till sealed it', async () => {
    await till.push(till.sale([apple()]))
    const { fact, event } = till.shiftClosed()
    expect(await till.push(event)).toEqual([applied])
    expect(await shifts()).toEqual([fact.shift])
    const { body } = await manager.get<{ z: object }>(`/shifts/${fact.shift.id}/z`)
    expect(body.z).toEqual(fact.z)
    const sent = (await shop.outbox()).find((each) => each.eventId === event.eventId)
    expect(sent?.payload).toBe(event.payload)
  })

  test('whose totals are not those of its sales is flagged, and the till’s word stands', async () => {
    await till.push(till.sale([apple()]))
    const { fact, event } = till.shiftClosed(1)
    expect(await till.push(event)).toEqual([flagged('SALE_TOTALS_DIFFER')])
    expect((await shifts()).map((shift) => shift.state)).toEqual(['closed'])
    expect(fact.totals.length).toBeGreaterThan(0)
  })

  test('waits for its close when the next one comes first', async () => {
    const { event: closed } = till.shiftClosed()
    const first = till.shift.id
    shop.clock.advance(1000)
    const next = await till.push(bumped(till.shiftOpened()))
    expect(next).toEqual([applied])
    const states = Object.fromEntries((await shifts()).map((shift) => [shift.id, shift.state]))
    expect(states).toEqual({ [first]: 'close_pending', [till.shift.id]: 'open' })
    expect(await till.push(closed)).toEqual([applied])
    expect((await shifts()).find((shift) => shift.id === first)?.state).toBe('closed')
  })

  test('is counted and closed by the till alone', async () => {
    const counts = [{ tenderTypeId: TENDER.cash, currency: 'USD', countedMinor: 5_000 }]
    const counted = await manager.post(`/shifts/${till.shift.id}/counts`, { counts })
    expect(counted).toMatchObject({ status: 409, body: { code: 'REGISTER_LEASED' } })
    expect(await manager.post(`/shifts/${till.shift.id}/close`, {})).toMatchObject({
      status: 409,
      body: { code: 'REGISTER_LEASED' },
    })
  })

  test('keeps the store server from selling on its register', async () => {
    const lines = [{ variantId: variantOf('apple'), quantityMilli: 1000 }]
    const payments = [{ tenderTypeId: TENDER.cash, tenderedMinor: 1000 }]
    expect(await manager.post('/sales', { registerId, lines, payments })).toMatchObject({
      body: { code: 'REGISTER_LEASED' },
    })
  })

  /** The second shift of a register has the next number. */
  function bumped(event: ReturnType<SellingTill['shiftOpened']>) {
    return till.renumbered(event, 2)
  }
})

describe('a cashier at a till who asks whether his sale may be made', () => {
  const ask = (client: Client, register: string) =>
    client.post('/sales/check', {
      registerId: register,
      lines: [{ variantId: variantOf('apple'), quantityMilli: 1000 }],
    })

  test('is answered for the register his till holds, whatever the store has heard of its shift', async () => {
    expect((await (await shop.as('cashier')).post('/pin', { pin: '406864' })).status).toBe(200)
    const cashier = await device.as((await me('cashier')).userId, '406864')
    expect(await ask(cashier, registerId)).toMatchObject({ status: 200, body: { totalMinor: 163 } })
    await till.push(till.shiftClosed().event)
    expect((await ask(cashier, registerId)).status).toBe(200)
  })

  test('is refused for a register another till holds', async () => {
    const other = await shop.till()
    const cashier = await other.as((await me('cashier')).userId, '406864')
    expect(await ask(cashier, registerId)).toMatchObject({ status: 409, body: { code: 'REGISTER_LEASED' } })
  })

  const me = async (who: 'cashier') => (await (await shop.as(who)).get<{ userId: string }>('/auth/me')).body
})

test('nothing failed on the way', () => {
  expect(shop.errors).toEqual([])
})
