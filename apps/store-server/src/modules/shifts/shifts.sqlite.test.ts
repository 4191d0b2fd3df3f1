import { isZSealed } from '@pos/domain'
import { sha256 } from '@pos/server-kit'
import type { getZReport, ResponseOf, ShiftClosedFact, ShiftRecord } from '@pos/shared-types'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Client, Problem } from '@pos/testing'
import { REASON, REGISTER, TENDER, USER, variantOf } from '../../../test/catalogue.ts'
import { openShop, STORE_LINEAGE, type Shop } from '../../../test/shop.ts'

let shop: Shop
let manager: Client
beforeAll(async () => {
  shop = await openShop()
  manager = await shop.as('manager')
})
afterAll(() => shop.close())

const SOME_ID = '00000000-0000-7000-8000-00000000dead'
const open = (changes: object = {}) =>
  manager.post<ShiftRecord & Problem>('/shifts', { registerId: REGISTER.one, floatMinor: 10_000, ...changes })
const cash = (countedMinor: number, tenderTypeId: string = TENDER.cash) => ({
  tenderTypeId,
  currency: 'USD',
  countedMinor,
})
const count = (id: string, ...counts: object[]) =>
  manager.post<Problem & { attempt: number }>(`/shifts/${id}/counts`, { counts })
const close = (id: string, body: object = {}) => manager.post<Problem & { id: string }>(`/shifts/${id}/close`, body)
const sellApple = () =>
  manager.post<{ payableMinor: number }>('/sales', {
    registerId: REGISTER.one,
    lines: [{ variantId: variantOf('apple'), quantityMilli: 1000 }],
    payments: [{ tenderTypeId: TENDER.cash, tenderedMinor: 1000 }],
  })

/** Every test begins with a closed register. */
beforeEach(async () => {
  await shop.set('shift.difference_reason_minor', 100)
  for (const { id } of await shop.rows<{ id: string }>(`select id from shifts where state in ('open', 'closing')`)) {
    await count(id, cash(0))
    await close(id, { differenceReasonId: REASON.miscounted })
  }
})

describe('opening a shift', () => {
  test('puts the float into the drawer and tells head office', async () => {
    const before = (await shop.outbox()).length
    const opened = await open()
    expect(opened).toMatchObject({
      status: 201,
      body: {
        state: 'open',
        businessOn: '2026-03-02',
        timeZone: 'America/New_York',
        lineage: STORE_LINEAGE,
        openedById: USER.manager,
      },
    })
    const told = (await shop.outbox()).slice(before).filter((event) => event.type === 'shift.opened')
    expect(told).toHaveLength(1)
    const fact = JSON.parse(told[0]?.payload ?? '')
    expect(fact.shift).toEqual(opened.body)
    expect(fact.float).toMatchObject({ kind: 'float', amountMinor: 10_000, currency: 'USD', shiftId: opened.body.id })
  })

  test('is done once: a second shift of the register is refused, a twin gets the first', async () => {
    const key = crypto.randomUUID()
    const body = { registerId: REGISTER.one, floatMinor: 0 }
    const twins = await Promise.all(Array.from({ length: 5 }, () => manager.post('/shifts', body, key)))
    expect(new Set(twins.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    expect(await open()).toMatchObject({ status: 409, body: { code: 'SHIFT_ALREADY_OPEN' } })
  })

  test('numbers the shifts of a register without a gap', async () => {
    const first = await open()
    await count(first.body.id, cash(10_000))
    await close(first.body.id)
    const second = await open()
    expect(second.body.zNumber).toBe(first.body.zNumber + 1)
  })

  test('is for the trading day of the store’s own clock: until four in the morning it is yesterday', async () => {
    const now = shop.clock.now()
    shop.clock.set(Date.UTC(2026, 2, 3, 8, 59))
    manager = await shop.as('manager')
    const night = await open()
    expect(night.body.businessOn).toBe('2026-03-02')
    await count(night.body.id, cash(10_000))
    await close(night.body.id)
    shop.clock.set(Date.UTC(2026, 2, 3, 9, 1))
    expect((await open()).body.businessOn).toBe('2026-03-03')
    shop.clock.set(now)
    manager = await shop.as('manager')
  })

  test.each([
    ['a past day', '2026-02-27', 201],
    ['tomorrow', '2026-03-03', 201],
    ['the day after', '2026-03-04', 400],
    ['a day that does not exist', '2026-02-29', 400],
  ])('may name %s', async (_, businessOn, status) => {
    expect((await open({ businessOn })).status).toBe(status)
  })

  test.each([
    ['a negative float', { floatMinor: -1 }, 400],
    ['half a cent', { floatMinor: 0.5 }, 400],
    ['a retired register', { registerId: REGISTER.retired }, 404],
    ['another store’s register', { registerId: REGISTER.elsewhere }, 404],
    ['an unknown register', { registerId: SOME_ID }, 404],
  ])('with %s is refused and changes nothing', async (_, changes, status) => {
    const before = await shop.rows('select count(*) as n from shifts')
    expect((await open(changes)).status).toBe(status)
    expect(await shop.rows('select count(*) as n from shifts')).toEqual(before)
  })
})

describe('counting a drawer', () => {
  test('compares with float and takings, change taken off', async () => {
    const { id } = (await open()).body
    const { body: sale } = await sellApple()
    const counted = await count(id, cash(10_000))
    expect(counted).toMatchObject({
      status: 201,
      body: {
        attempt: 1,
        differences: [
          { expectedMinor: 10_000 + sale.payableMinor, differenceMinor: -sale.payableMinor, isBlind: true },
        ],
      },
    })
  })

  test('may be done again once, and not twice', async () => {
    const { id } = (await open()).body
    expect((await count(id, cash(9_000))).body.attempt).toBe(1)
    expect((await count(id, cash(9_900))).body.attempt).toBe(2)
    expect(await count(id, cash(10_000))).toMatchObject({ status: 409, body: { code: 'SHIFT_RECOUNT_USED' } })
  })

  test('may not be done again where the company allows no recount', async () => {
    await shop.set('shift.recounts_allowed', 0)
    const { id } = (await open()).body
    await count(id, cash(9_000))
    expect(await count(id, cash(10_000))).toMatchObject({ status: 409, body: { code: 'SHIFT_RECOUNT_USED' } })
    await shop.set('shift.recounts_allowed', 1)
  })

  test.each([
    ['an unknown tender', [cash(1, SOME_ID)], 422],
    ['a tender twice', [cash(1), cash(2)], 400],
    ['nothing', [], 400],
  ])('of %s is refused', async (_, counts, status) => {
    const { id } = (await open()).body
    expect((await count(id, ...counts)).status).toBe(status)
    expect(await shop.rows('select id from shift_counts where shift_id = ?', id)).toEqual([])
  })

  test('of a shift that is closed or unknown is refused', async () => {
    const { id } = (await open()).body
    await count(id, cash(10_000))
    await close(id)
    expect(await count(id, cash(10_000))).toMatchObject({ status: 409, body: { code: 'SHIFT_CLOSED' } })
    expect((await count(SOME_ID, cash(1))).status).toBe(404)
  })
})

describe('closing a shift', () => {
  test('seals it with a Z that cannot be altered, and tells head office', async () => {
    const { id } = (await open()).body
    const { body: sale } = await sellApple()
    await count(id, cash(10_000 + sale.payableMinor))
    const before = (await shop.outbox()).length
    const closed = await close(id)
    expect(closed.status).toBe(200)
    const { body } = await manager.get<ResponseOf<typeof getZReport>>(`/shifts/${id}/z`)
    expect(body.z).toEqual(closed.body)
    expect(isZSealed(body.z, sha256)).toBe(true)
    const sealed = JSON.parse(body.z.sealed)
    expect(sealed.shift).toMatchObject({ id, state: 'closed', lastSaleNumber: expect.any(Number) })
    const told = (await shop.outbox()).slice(before)
    expect(told.map((event) => event.type)).toEqual(['shift.closed'])
    const fact: ShiftClosedFact = JSON.parse(told[0]?.payload ?? '')
    expect(fact.z).toEqual(body.z)
    expect(fact.totals.find((total) => total.metric === 'sales')).toMatchObject({ amountMinor: 163, count: 1 })
    expect(fact.totals.find((total) => total.metric === 'rounding')).toMatchObject({ amountMinor: 2 })
    expect(fact.totals.find((total) => total.metric === 'net')).toMatchObject({
      amountMinor: 165,
      tenderTypeId: TENDER.cash,
    })
  })

  test('chains each Z to the one before', async () => {
    const hashes: { prevHash: string; hash: string; number: number }[] = []
    for (let n = 0; n < 3; n += 1) {
      const { id } = (await open()).body
      await count(id, cash(10_000))
      await close(id)
      hashes.push((await manager.get<ResponseOf<typeof getZReport>>(`/shifts/${id}/z`)).body.z)
    }
    expect(hashes[1]?.prevHash).toBe(hashes[0]?.hash)
    expect(hashes[2]?.prevHash).toBe(hashes[1]?.hash)
    expect(hashes[2]?.number).toBe((hashes[0]?.number ?? 0) + 2)
  })

  test('needs a count', async () => {
    const { id } = (await open()).body
    expect(await close(id)).toMatchObject({ status: 422, body: { code: 'SHIFT_COUNT_MISSING' } })
  })

  test('needs the count of every tender that is counted', async () => {
    const { id } = (await open()).body
    await count(id, cash(0, TENDER.card))
    expect(await close(id)).toMatchObject({
      status: 422,
      body: { code: 'SHIFT_COUNT_MISSING', params: { tender: 'Cash' } },
    })
  })

  test('with a difference above the limit needs a reason, which stays on it', async () => {
    const { id } = (await open()).body
    await count(id, cash(9_899))
    expect(await close(id)).toMatchObject({
      status: 422,
      body: { code: 'SHIFT_DIFFERENCE_REASON', params: { amount: -101 } },
    })
    expect((await close(id, { differenceReasonId: REASON.miscounted })).status).toBe(200)
    const { body } = await manager.get<{ items: ShiftRecord[] }>('/shifts')
    expect(body.items.find((shift) => shift.id === id)?.differenceReasonId).toBe(REASON.miscounted)
  })

  test('up to the limit needs none, and the recount is what counts', async () => {
    const { id } = (await open()).body
    await count(id, cash(5_000))
    await count(id, cash(9_900))
    expect((await close(id)).status).toBe(200)
  })

  test('is done once', async () => {
    const { id } = (await open()).body
    await count(id, cash(10_000))
    const key = crypto.randomUUID()
    const twins = await Promise.all(Array.from({ length: 5 }, () => manager.post(`/shifts/${id}/close`, {}, key)))
    expect(new Set(twins.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    expect(await close(id)).toMatchObject({ status: 409, body: { code: 'SHIFT_CLOSED' } })
  })

  test('ends selling on the register', async () => {
    const { id } = (await open()).body
    await count(id, cash(10_000))
    await close(id)
    expect(await sellApple()).toMatchObject({ status: 409, body: { code: 'SALE_REGISTER_CLOSED' } })
    expect((await manager.get(`/shifts/${SOME_ID}/z`)).status).toBe(404)
  })
})

test('shifts are listed newest first, page by page', async () => {
  for (let n = 0; n < 4; n += 1) {
    shop.clock.advance(60_000)
    const { id } = (await open()).body
    await count(id, cash(10_000))
    await close(id)
  }
  const seen: ShiftRecord[] = []
  let cursor = ''
  for (;;) {
    type Page = { items: ShiftRecord[]; nextCursor: string | null }
    const { body } = await manager.get<Page>(`/shifts?limit=3&registerId=${REGISTER.one}${cursor}`)
    seen.push(...body.items)
    if (body.nextCursor === null) break
    cursor = `&cursor=${body.nextCursor}`
  }
  expect(new Set(seen.map((shift) => shift.id)).size).toBe(seen.length)
  const times = seen.map((shift) => shift.openedAt)
  expect(times).toEqual(times.toSorted((a, b) => b - a))
  const [row] = await shop.rows<{ n: number }>('select count(*) as n from shifts')
  expect(seen).toHaveLength(row?.n ?? 0)
})
