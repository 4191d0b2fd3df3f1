import type { ResponseOf, SyncAlarm, syncStatus } from '@pos/shared-types'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { HeadOffice, StoreServer } from '../../../test/head-office.ts'
import type { Trader } from '../../../test/trader.ts'
import { openTradingOffice } from '../../../test/trading-office.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

let office: HeadOffice
let server: StoreServer
let shop: Trader
beforeAll(async () => {
  ;({ office, server, shop } = await openTradingOffice())
})
afterAll(() => office.close())

type Store = ResponseOf<typeof syncStatus>['stores'][number]
async function store(): Promise<Store | undefined> {
  const owner = await office.as('owner')
  const { body } = await owner.get<ResponseOf<typeof syncStatus>>('/sync/status')
  return body.stores.find(({ storeId }) => storeId === server.storeId)
}
const alarms = async (): Promise<readonly SyncAlarm[] | undefined> => (await store())?.alarms
const shown = (wanted: readonly SyncAlarm[]) => expect.poll(alarms, { timeout: 10_000 }).toEqual(wanted)

test('[SE71] what a store says has waited for a quarter of an hour is stuck while it is heard', async () => {
  const since = office.clock.now()
  office.clock.advance(16 * MINUTE)
  await shop.pushBefore({ pending: 3, oldestPendingAt: since }, shop.seriesOpened(shop.series))
  await shown(['stuck'])
  const { body: metrics } = await office.hq.app.inject({ url: '/metrics' })
  expect(metrics).toContain('\npos_sync_alarms{kind="stuck"} 1\n')
  office.clock.advance(5 * MINUTE)
  expect(await alarms()).toEqual([])
  await shop.pushBefore({ pending: 0, oldestPendingAt: null }, shop.seriesOpened(shop.zSeries))
  await shown([])
})

test('[SE71] an event that head office sends back again still waits there', async () => {
  const id = office.ids.next()
  const decision = { id, storeId: server.storeId, actionHash: 'a'.repeat(64), state: 'rejected', deciderId: id }
  const fact = { ...decision, method: 'pin', decidedAt: office.clock.now() }
  const second = shop.told('approval.decided', id, 2, fact)
  const madeAt = office.clock.now()
  office.clock.advance(20 * MINUTE)
  await shop.pushBefore({ pending: 0, oldestPendingAt: null }, second)
  await expect.poll(store, { timeout: 10_000 }).toMatchObject({ pending: 1, oldestPendingAt: madeAt })
  expect(await alarms()).toEqual(['stuck'])
  await shop.pushBefore({ pending: 0, oldestPendingAt: null }, shop.seriesOpened(shop.series))
  await shown([])
})

test('[SE71] a store that closed may be silent, one with an open shift not for two hours', async () => {
  office.clock.advance(3 * HOUR)
  expect(await alarms()).toEqual([])
  await shop.pushBefore({ pending: 0, oldestPendingAt: null }, shop.shiftOpened())
  await expect.poll(async () => (await store())?.lastSeenAt, { timeout: 10_000 }).toBe(office.clock.now())
  office.clock.advance(2 * HOUR)
  expect(await alarms()).toEqual([])
  office.clock.advance(1)
  expect(await alarms()).toEqual(['silent'])
  const owner = await office.as('owner')
  expect((await owner.put('/settings/sync.silence_alarm_h', { level: 'company', value: 3 })).status).toBe(200)
  expect(await alarms()).toEqual([])
  office.clock.advance(HOUR)
  expect(await alarms()).toEqual(['silent'])
})

test('nothing failed on the way', () => {
  expect(office.errors).toEqual([])
})
