import type { DrillRecord, DrillRow, listDrills, ResponseOf } from '@pos/shared-types'
import type { Client } from '@pos/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { REGISTER } from '../../../test/catalogue.ts'
import { SellingTill } from '../../../test/selling-till.ts'
import { openShop, type Shop, type TillDevice } from '../../../test/shop.ts'

const MINUTE = 60_000
const apple = { product: 'apple', pieces: 1, priceMinor: 150 } as const

let shop: Shop
let manager: Client
let device: TillDevice
let till: SellingTill
beforeAll(async () => {
  shop = await openShop()
  manager = await shop.as('manager')
  device = await shop.till(REGISTER.one)
  till = await SellingTill.on(shop, device, REGISTER.one)
})
afterAll(() => shop.close())

const drills = async () => (await manager.get<ResponseOf<typeof listDrills>>('/drills')).body
const newest = async () => (await drills()).items[0] as DrillRow
const start = async (link: string, minutes = 2) => {
  const { status, body } = await manager.post<DrillRow>('/drills', { link, minutes })
  expect(status).toBe(201)
  return body
}
const look = () => shop.store.drills.look()
const pass = async (ms: number) => {
  shop.clock.advance(ms)
  shop.steady.advance(ms)
  await look()
}
/** Head office has taken everything. */
const acknowledge = () =>
  shop.store.database.unitOfWork.write(shop.ctx(), 'test', ({ tx, at }) => {
    tx.prepare(`update outbox set state = 'acked', acked_at = ? where state <> 'acked'`).run([at])
  })
const told = async (id: string) =>
  (await shop.outbox())
    .filter(({ type }) => type === 'drill.finished')
    .map(({ payload }) => JSON.parse(payload) as DrillRecord)
    .filter((record) => record.id === id)

test('a drill ends by its time, and its report says what was sold meanwhile and is told once', async () => {
  await acknowledge()
  const { id } = await start('hq')
  expect(shop.store.lines).toMatchObject({ isHqCut: true, areTillsCut: false })
  await pass(MINUTE)
  const sale = till.sale([apple])
  await till.push(sale)
  await look()
  expect((await drills()).live).toMatchObject({ id, isHqReached: false, tills: 1, sales: { count: 1 } })
  await pass(MINUTE)
  expect(shop.store.lines.isHqCut).toBe(false)
  expect(await newest()).toMatchObject({ id, endedBy: 'time', endedById: null, findings: null })
  await look()
  expect(await told(id)).toEqual([])

  await pass(5_000)
  await acknowledge()
  await look()
  await look()
  const { totalMinor, currency } = sale.fact.sale
  const [record, ...more] = await told(id)
  expect(more).toEqual([])
  expect(record).toMatchObject({ id, link: 'hq', endedBy: 'time', endedAt: expect.any(Number) })
  expect(record?.findings).toMatchObject({
    sales: { count: 1, totals: [{ currency, totalMinor }], registers: [{ registerId: REGISTER.one, count: 1 }] },
    refused: [],
    caughtUpMs: 5_000,
    stillWaiting: 0,
    tillsMissing: 0,
  })
  expect(record?.findings.mostWaiting).toBeGreaterThan(0)
  expect(await newest()).toMatchObject({ findings: record?.findings })
  expect((await drills()).live).toBeNull()
  const acts = await shop.rows<{ action: string; user: string | null }>(
    `select action, user_id as user from audit_logs where category = 'sync' and entity = 'drill' order by seq`,
  )
  expect(acts).toEqual([
    { action: 'drills.start', user: expect.any(String) },
    { action: 'drills.end', user: null },
  ])
})

test('while the tills are cut off they are sent away for a moment, and the back office goes on', async () => {
  const { id } = await start('store')
  const answer = await device.peer.get('/sync/v1/health')
  expect(answer).toMatchObject({ status: 503, body: { code: 'DRILL_LINE_CUT' }, headers: { 'retry-after': '5' } })
  expect((await device.peer.post('/sync/v1/tickets')).status).toBe(503)
  expect((await manager.get('/sync/status')).status).toBe(200)
  expect((await drills()).live).toMatchObject({ refused: [{ code: 'DRILL_LINE_CUT', count: 2 }] })

  await pass(1_000)
  const ended = await manager.post<DrillRow>(`/drills/${id}/end`)
  expect(ended).toMatchObject({ status: 200, body: { endedBy: 'person', endedById: expect.any(String) } })
  expect(await manager.post(`/drills/${id}/end`)).toMatchObject({ status: 409, body: { code: 'DRILL_OVER' } })
  await acknowledge()
  await pass(20_000)
  expect((await newest()).findings).toBeNull()
  await till.push(till.sale([apple]))
  await acknowledge()
  await look()
  expect((await newest()).findings).toMatchObject({ mostAtTills: 1, tillsMissing: 0, caughtUpMs: 20_000 })
})

test('what does not arrive within ten minutes is said to be missing', async () => {
  await till.push(till.sale([apple]))
  const { id } = await start('both', 1)
  await pass(MINUTE)
  await pass(10 * MINUTE)
  const { findings } = await newest()
  expect(findings).toMatchObject({ caughtUpMs: null, tillsMissing: 1 })
  expect(findings?.stillWaiting).toBeGreaterThan(0)
  expect(await told(id)).toHaveLength(1)
})

test('a clock that is set back does not make a drill longer', async () => {
  await start('hq', 1)
  shop.clock.advance(-30 * MINUTE)
  shop.steady.advance(MINUTE)
  await look()
  expect(shop.store.lines.isHqCut).toBe(false)
  await look()
  expect(shop.store.lines.isHqCut).toBe(false)
  expect(await newest()).toMatchObject({ endedAt: expect.any(Number) })
  shop.clock.advance(30 * MINUTE)
})

test('only one drill goes on in a store, and only somebody with the right begins or ends one', async () => {
  await acknowledge()
  await pass(11 * MINUTE)
  manager = await shop.as('manager')
  const { id } = await start('hq')
  expect(await manager.post('/drills', { link: 'hq', minutes: 1 })).toMatchObject({
    status: 409,
    body: { code: 'DRILL_RUNNING' },
  })
  expect(await manager.post('/drills', { link: 'hq', minutes: 61 })).toMatchObject({ status: 400 })
  const cashier = await shop.as('cashier')
  expect((await cashier.post('/drills', { link: 'hq', minutes: 1 })).status).toBe(403)
  expect((await cashier.post(`/drills/${id}/end`)).status).toBe(403)
  expect((await manager.post(`/drills/${shop.ids.next()}/end`)).status).toBe(404)
  await manager.post(`/drills/${id}/end`)
})

test('nothing failed on the way', async () => {
  expect((await device.peer.get('/sync/v1/health')).status).toBe(200)
  expect(shop.errors).toEqual([])
})
