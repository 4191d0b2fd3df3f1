import type { listOutbox, listParked, ResponseOf, syncStatus } from '@pos/shared-types'
import { sha256 } from '@pos/server-kit'
import type { Client } from '@pos/testing'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { SellingTill } from '../../../test/selling-till.ts'
import { openShop, type Shop, type TillDevice } from '../../../test/shop.ts'
import { syncFigures } from './status.ts'

let shop: Shop
let manager: Client
let device: TillDevice
let till: SellingTill
beforeAll(async () => {
  shop = await openShop()
  manager = await shop.as('manager')
})
afterAll(() => shop.close())

let registers = 0
beforeEach(async () => {
  registers += 1
  const registerId = shop.ids.next()
  const ref = { tenantId: shop.ctx().tenantId, revision: 1, createdAt: 0, updatedAt: 0, version: 1 }
  const register = {
    id: registerId,
    storeId: shop.ctx().storeId ?? '',
    code: `T${registers}`,
    name: `Till ${registers}`,
  }
  await shop.pull((tx) => tx.insert('registers', [{ ...ref, ...register, kind: 'till', status: 'active' }]))
  device = await shop.till(registerId)
  till = await SellingTill.on(shop, device, registerId)
})

const apple = { product: 'apple', pieces: 1, priceMinor: 150 } as const
const status = async () => (await manager.get<ResponseOf<typeof syncStatus>>('/sync/status')).body
const outbox = async () => (await manager.get<ResponseOf<typeof listOutbox>>('/sync/outbox?limit=200')).body.items
const mark = (eventId: string, state: string, nextAttemptAt: number, code: string | null = null) =>
  shop.store.database.unitOfWork.write(shop.ctx(), 'test', ({ tx }) => {
    tx.prepare('update outbox set state = ?, next_attempt_at = ?, last_code = ?, attempts = 3 where event_id = ?').run([
      state,
      nextAttemptAt,
      code,
      eventId,
    ])
  })

test('what has not reached head office is listed by receipt, what is set aside there first', async () => {
  const [first, second] = [till.sale([apple]), till.sale([apple])]
  await till.push(first, second)
  await mark(second.event.eventId, 'parked', shop.clock.now() + 3_600_000, 'INTERNAL')
  const entries = await outbox()
  expect(entries[0]).toMatchObject({
    eventId: second.event.eventId,
    state: 'parked',
    documentNo: second.fact.sale.documentNo,
    lastCode: 'INTERNAL',
  })
  expect(entries.find(({ eventId }) => eventId === first.event.eventId)).toMatchObject({
    state: 'pending',
    documentNo: first.fact.sale.documentNo,
    writtenAt: expect.any(Number),
  })
  expect(await status()).toMatchObject({ parked: 1, up: null })
  const { body: metrics } = await shop.app.inject({ url: '/metrics' })
  expect(metrics).toContain('\npos_sync_parked 1\n')
})

test('[SE43] a person can have everything offered at once, and it is noted who did', async () => {
  const sale = till.sale([apple])
  await till.push(sale)
  await mark(sale.event.eventId, 'parked', shop.clock.now() + 3_600_000)
  const { status: answered, body } = await manager.post<{ offered: number }>('/sync/outbox/retry')
  expect([answered, body.offered > 0]).toEqual([200, true])
  expect((await outbox()).find(({ eventId }) => eventId === sale.event.eventId)).toMatchObject({ nextAttemptAt: 0 })
  expect(await shop.rows(`select action from audit_logs where action = 'sync.retry'`)).not.toEqual([])
  expect(await (await shop.as('cashier')).post('/sync/outbox/retry')).toMatchObject({ status: 403 })
})

test('each till is there with what it has not handed over and how its clock is', async () => {
  const sale = till.sale([apple])
  await device.peer.send('POST', '/sync/v1/push', {
    lineage: till.lineage,
    events: [sale.event],
    pending: 4,
    oldestPendingAt: shop.clock.now() - 60_000,
  })
  await shop.store.contacts.flush()
  const mine = (await status()).tills.find(({ deviceId }) => deviceId === device.deviceId)
  expect(mine).toMatchObject({
    registerName: `Till ${registers}`,
    pending: 4,
    oldestPendingAt: shop.clock.now() - 60_000,
    lastSeenAt: shop.clock.now(),
    clockOffsetMs: 0,
    parked: 0,
    appVersion: '0',
  })
})

test('[SE45] [SE49] what the store has set aside of a till is settled here, and the till is told', async () => {
  const wrong = { ...till.sale([apple]) }
  const { payload } = wrong.event
  const torn = { ...wrong.event, payload: payload.slice(1), sha256: sha256(payload.slice(1)) }
  expect(await till.push(torn)).toEqual([{ verdict: 'parked', codes: ['VALIDATION_FAILED'] }])
  const { body } = await manager.get<ResponseOf<typeof listParked>>('/sync/quarantine')
  expect(body.items).toMatchObject([{ eventId: torn.eventId, deviceId: device.deviceId, settledByName: null }])
  expect(await status()).toMatchObject({ quarantined: 1 })

  const path = `/sync/quarantine/${torn.eventId}/repair`
  expect(await manager.post(path, { act: 'rerun', sha256: torn.sha256 })).toMatchObject({ status: 409 })
  const ask = { act: 'correct', sha256: torn.sha256, payload, reason: 'Its first letter was lost' }
  expect(await manager.post(path, ask)).toMatchObject({ status: 200, body: { state: 'repaired' } })
  expect(await till.push(torn)).toEqual([{ verdict: 'accepted_flagged', codes: ['SYNC_CORRECTED'] }])
  expect(await shop.rows('select id from sales where id = ?', wrong.fact.sale.id)).toHaveLength(1)
  const sent = (await shop.outbox()).filter(({ eventId }) => eventId === torn.eventId)
  expect(sent).toHaveLength(1)
  const settled = await manager.get<ResponseOf<typeof listParked>>('/sync/quarantine?isSettled=true')
  expect(settled.body.items).toMatchObject([{ reason: ask.reason, settledByName: expect.stringMatching(/./) }])
})

test('[SE70] what has waited for a day is an alarm of the store, whether head office answers or not', async () => {
  await till.push(till.sale([apple]))
  expect(await status()).toMatchObject({ alarms: [] })
  shop.clock.advance(24 * 3_600_000 + 1)
  manager = await shop.as('manager')
  expect(await status()).toMatchObject({ up: null, alarms: ['overdue'] })
  const figures = await syncFigures(shop.store.database.unitOfWork, null, shop.clock.now())
  expect(figures.alarms).toEqual(['overdue'])
  const answersSince = shop.clock.now() - 3_600_000
  const earlier = await syncFigures(shop.store.database.unitOfWork, answersSince, shop.clock.now() - 3_600_000)
  expect(earlier.alarms).toEqual([])
  const meanwhile = await syncFigures(shop.store.database.unitOfWork, 0, shop.clock.now() - 3_600_000)
  expect(meanwhile.alarms).toEqual(['stuck'])
})
