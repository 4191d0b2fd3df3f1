import type { getZReport, ResponseOf, ShiftRecord } from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Client } from '@pos/testing'
import { openHeadOffice, type HeadOffice, type StoreServer } from '../../../test/head-office.ts'
import { Trader } from '../../../test/trader.ts'

let office: HeadOffice
let owner: Client
let server: StoreServer
let shop: Trader
let registers = 0
beforeAll(async () => {
  office = await openHeadOffice()
  owner = await office.as('owner')
  server = await office.storeServer(office.company.store)
})
beforeEach(async () => {
  registers += 1
  const registerId = office.ids.next()
  const register = { storeId: server.storeId, code: `T${registers}`, name: 'Till', kind: 'till' }
  await owner.put(`/registers/${registerId}`, register)
  shop = new Trader(office, server, { storeCode: 'NYC', timeZone: 'America/New_York', registerId })
})
afterAll(() => office.close())

const applied = { verdict: 'applied' }
type Page = { items: ShiftRecord[]; nextCursor: string | null }
const shifts = async () => (await owner.get<Page>(`/shifts?registerId=${shop.series.registerId}`)).body.items
const seriesOf = (id: string) =>
  office.rows<{ number: number; isOpen: number; reason: string | null }>(sql`
    select last_number as number, closed_at is null as "isOpen", close_reason as reason from number_series where id = ${id}`)

describe('a shift a store sends', () => {
  test('is kept with its float, and open', async () => {
    expect(await shop.verdicts(shop.shiftOpened())).toEqual([applied])
    expect(await shifts()).toEqual([shop.shift])
    const floats = await office.rows(
      sql`select kind, amount_minor from cash_movements where shift_id = ${shop.shift.id}`,
    )
    expect(floats).toEqual([{ kind: 'float', amount_minor: 10_000 }])
  })

  test('is closed with the Z as it was sealed, its totals and counts', async () => {
    await shop.push(shop.seriesOpened(shop.series), shop.seriesOpened(shop.zSeries), shop.shiftOpened())
    await shop.push(shop.sale([{ product: 1, pieces: 3 }]))
    const { fact, event } = shop.shiftClosed()
    expect(await shop.verdicts(event)).toEqual([applied])
    expect(await shifts()).toEqual([fact.shift])
    const { body } = await owner.get<ResponseOf<typeof getZReport>>(`/shifts/${shop.shift.id}/z`)
    expect(body.z).toEqual(fact.z)
    expect(body.counts).toEqual(fact.counts)
    const inOrder = (totals: typeof fact.totals) =>
      totals.map((total) => JSON.stringify(Object.entries(total).sort())).sort()
    expect(inOrder(body.totals)).toEqual(inOrder(fact.totals))
    expect(body.totals.find((total) => total.metric === 'sales')).toMatchObject({ amountMinor: 327, count: 1 })
    expect(await seriesOf(shop.zSeries.id)).toMatchObject([{ number: 1 }])
  })

  test('has no Z before it is closed', async () => {
    await shop.push(shop.shiftOpened())
    expect((await owner.get(`/shifts/${shop.shift.id}/z`)).status).toBe(404)
  })

  test('counts once, however often it is sent', async () => {
    const opened = shop.shiftOpened()
    const { event: closed } = shop.shiftClosed()
    expect(await shop.verdicts(opened, closed)).toEqual([applied, applied])
    expect(await shop.verdicts(closed, opened)).toEqual([{ verdict: 'duplicate' }, { verdict: 'duplicate' }])
    expect((await shifts()).map((shift) => shift.state)).toEqual(['closed'])
  })

  test('cannot be closed before it was opened: the close waits', async () => {
    const opened = shop.shiftOpened()
    const { event: closed } = shop.shiftClosed()
    expect(await shop.verdicts(closed)).toMatchObject([{ verdict: 'blocked' }])
    expect(await shop.verdicts(opened)).toEqual([applied])
    expect(await shop.verdicts(closed)).toEqual([applied])
  })

  test('waits for its own close when the next one of the register comes first', async () => {
    await shop.push(shop.shiftOpened())
    const first = shop.shift
    const { event: firstClosed } = shop.shiftClosed()
    expect(await shop.verdicts(shop.shiftOpened('2026-03-03'))).toEqual([applied])
    const second = shop.shift
    const states = async () => Object.fromEntries((await shifts()).map((shift) => [shift.id, shift.state]))
    expect(await states()).toEqual({ [first.id]: 'close_pending', [second.id]: 'open' })
    expect(await shop.verdicts(firstClosed)).toEqual([applied])
    expect(await states()).toEqual({ [first.id]: 'closed', [second.id]: 'open' })
  })

  test('that comes after the next one of its register waits for its close at once', async () => {
    const firstOpened = shop.shiftOpened()
    const first = shop.shift
    await shop.push(shop.shiftOpened('2026-03-03'))
    const second = shop.shift
    expect(await shop.verdicts(firstOpened)).toEqual([applied])
    const states = Object.fromEntries((await shifts()).map((shift) => [shift.id, shift.state]))
    expect(states).toEqual({ [first.id]: 'close_pending', [second.id]: 'open' })
  })

  test('may come after its sales', async () => {
    const opened = shop.shiftOpened()
    expect(await shop.verdicts(shop.sale([{ product: 1, pieces: 1 }]))).toEqual([applied])
    expect(await shop.verdicts(opened)).toEqual([applied])
  })

  test('is told when it opens and when it closes', async () => {
    const told: string[] = []
    office.hq.events.on('shift:opened', 'test.opened', ({ payload }) => void told.push(`opened ${payload.shiftId}`))
    office.hq.events.on('shift:closed', 'test.closed', ({ payload }) => void told.push(`closed ${payload.shiftId}`))
    await shop.push(shop.shiftOpened())
    await shop.push(shop.shiftClosed().event)
    await expect.poll(() => told).toEqual([`opened ${shop.shift.id}`, `closed ${shop.shift.id}`])
  })

  test('is listed newest first, page by page', async () => {
    const opened: string[] = []
    for (let day = 1; day <= 5; day += 1) {
      office.clock.advance(1000)
      await shop.push(shop.shiftOpened(`2026-03-0${day}`))
      opened.unshift(shop.shift.id)
      await shop.push(shop.shiftClosed().event)
    }
    const seen: string[] = []
    let cursor = ''
    for (;;) {
      const { body } = await owner.get<Page>(`/shifts?registerId=${shop.series.registerId}&limit=2${cursor}`)
      seen.push(...body.items.map((shift) => shift.id))
      if (body.nextCursor === null) break
      cursor = `&cursor=${body.nextCursor}`
    }
    expect(seen).toEqual(opened)
  })
})

describe('a number series', () => {
  test('is closed when another device opens the next one of its register and document', async () => {
    await shop.push(shop.seriesOpened(shop.series), shop.seriesOpened(shop.zSeries))
    const next = { ...shop.series, id: office.ids.next(), code: 'c' }
    expect(await shop.verdicts(shop.seriesOpened(next))).toEqual([applied])
    expect(await seriesOf(shop.series.id)).toMatchObject([{ isOpen: 0, reason: 'replaced' }])
    expect(await seriesOf(next.id)).toMatchObject([{ isOpen: 1, reason: null }])
    expect(await seriesOf(shop.zSeries.id)).toMatchObject([{ isOpen: 1 }])
  })

  test('that comes after the one that replaced it stays replaced', async () => {
    const next = { ...shop.series, id: office.ids.next(), code: 'c', openedAt: shop.series.openedAt + 1000 }
    await shop.push(shop.seriesOpened(next))
    expect(await shop.verdicts(shop.seriesOpened(shop.series))).toEqual([applied])
    expect(await seriesOf(shop.series.id)).toMatchObject([{ isOpen: 0, reason: 'replaced' }])
    expect(await seriesOf(next.id)).toMatchObject([{ isOpen: 1, reason: null }])
  })
})
