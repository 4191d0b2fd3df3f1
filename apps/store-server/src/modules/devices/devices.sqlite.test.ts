import { newPeerKey } from '@pos/server-kit'
import type { Client, Problem } from '@pos/testing'
import type { DeviceRecord, DeviceView } from '@pos/shared-types'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { REGISTER } from '../../../test/catalogue.ts'
import { openShop, type Shop, type TillDevice } from '../../../test/shop.ts'

let shop: Shop
let manager: Client
beforeAll(async () => {
  shop = await openShop()
  manager = await shop.as('manager')
})
afterAll(() => shop.close())

const MINUTE_MS = 60_000
const lease = (till: TillDevice, lineage: string, registerId: string) =>
  till.peer.post<{ fence: number; series: { code: string }[] } & Problem>(`/registers/${registerId}/lease`, {
    lineage,
    tab: 'tab-1',
  })
const revoke = (id: string, who = manager) => who.post<DeviceView & Problem>(`/devices/${id}/revoke`, undefined)
const viewOf = async (id: string) =>
  (await manager.get<{ items: DeviceView[] }>('/devices')).body.items.find((device) => device.id === id)
const toldOf = async (id: string) =>
  (await shop.outbox())
    .filter(({ type }) => type === 'device.changed')
    .map(({ payload }) => JSON.parse(payload) as DeviceRecord)
    .filter((record) => record.id === id)

describe('a device that is revoked', () => {
  let till: TillDevice
  beforeAll(async () => {
    till = await shop.till(REGISTER.one)
    await lease(till, shop.ids.next(), REGISTER.one)
  })

  test('was believed before, and is with the next request no more', async () => {
    expect((await till.peer.get('/pin/cashiers')).status).toBe(200)
    expect(await viewOf(till.deviceId)).toMatchObject({ state: 'enrolled', registerId: REGISTER.one })
    expect(await revoke(till.deviceId)).toMatchObject({ status: 200, body: { state: 'revoked', registerId: null } })
    for (const answer of [
      await till.peer.get<Problem>('/pin/cashiers'),
      await till.peer.post<Problem>(`/registers/${REGISTER.one}/lease`, { lineage: shop.ids.next(), tab: 't' }),
    ])
      expect(answer).toMatchObject({ status: 401, body: { code: 'DEVICE_REVOKED' } })
  })

  test('has given its register free', async () => {
    const next = await shop.till(REGISTER.one)
    expect((await lease(next, shop.ids.next(), REGISTER.one)).status).toBe(200)
    await next.peer.delete(`/registers/${REGISTER.one}/lease`)
  })

  test('head office was told when it came and when it went, once each', async () => {
    await revoke(till.deviceId)
    const told = await toldOf(till.deviceId)
    expect(told.map(({ state }) => state)).toEqual(['enrolled', 'revoked'])
    expect(told[1]?.revokedAt).toBe(shop.clock.now())
  })

  test('leaves one entry in the audit when it is asked for, when it comes and when it goes', async () => {
    const other = await shop.till()
    await revoke(other.deviceId)
    const acts = await shop.rows<{ action: string; times: number }>(
      `select action, count(*) as times from audit_logs where action like 'devices.%' and outcome = 'ok'
       group by correlation_id order by max(seq) desc limit 3`,
    )
    expect(acts).toEqual(
      ['devices.revoke', 'devices.enrol', 'devices.enrolment-code'].map((action) => ({ action, times: 1 })),
    )
  })

  test('is revoked by those who may, and only where it is known', async () => {
    const other = await shop.till()
    expect((await revoke(other.deviceId, await shop.as('cashier'))).status).toBe(403)
    expect(await revoke(shop.ids.next())).toMatchObject({ status: 404 })
    expect(await viewOf(other.deviceId)).toMatchObject({ state: 'enrolled' })
  })

  test('is not the store server: that is head office’s to revoke', async () => {
    const [server] = await shop.rows<{ id: string }>("select id from devices where kind = 'store_server'")
    expect((await revoke(server?.id ?? '')).status).toBe(404)
  })
})

test('the sockets of a revoked device close, its tickets are worth nothing, and others listen on', async () => {
  const [gone, stays] = [await shop.till(), await shop.till()]
  await shop.app.listen({ port: 0 })
  const address = shop.app.server.address()
  const url = `ws://localhost:${typeof address === 'object' && address ? address.port : 0}/sync/v1/notify`
  const open = async (till: TillDevice) => {
    const { body } = await till.peer.post<{ ticket: string }>('/sync/v1/tickets', undefined)
    return new WebSocket(url, ['pos', body.ticket])
  }
  const [first, second] = [await open(gone), await open(stays)]
  const closed = new Promise((resolve) => first.addEventListener('close', ({ code }) => resolve(code)))
  await Promise.all([first, second].map((socket) => new Promise((resolve) => socket.addEventListener('open', resolve))))
  const early = await gone.peer.post<{ ticket: string }>('/sync/v1/tickets', undefined)
  await revoke(gone.deviceId)
  expect(await closed).toBe(1008)
  const late = new WebSocket(url, ['pos', early.body.ticket])
  const outcome = await new Promise((resolve) => {
    for (const event of ['open', 'error'] as const) late.addEventListener(event, () => resolve(event))
  })
  expect(outcome).toBe('error')
  expect(second.readyState).toBe(WebSocket.OPEN)
  second.close()
})

test('a device is seen when it asks, and the list tells when', async () => {
  const till = await shop.till()
  shop.clock.advance(7 * MINUTE_MS)
  const { body: head } = await till.peer.get<{ epoch: string; version: number }>('/sync/v1/health')
  await till.peer.get(`/sync/v1/pull?epoch=${head.epoch}&after=${head.version}&limit=1`)
  await shop.store.contacts.flush()
  expect((await viewOf(till.deviceId))?.lastSeenAt).toBe(shop.clock.now())
})

describe('a register is taken over', () => {
  const takeOver = (registerId: string, who = manager) =>
    who.post<{ fence: number; fromDeviceId: string } & Problem>(`/registers/${registerId}/take-over`, undefined)
  let dead: TillDevice
  let next: TillDevice
  let lineage: string
  beforeAll(async () => {
    ;[dead, next, lineage] = [await shop.till(REGISTER.two), await shop.till(REGISTER.two), shop.ids.next()]
    await lease(dead, lineage, REGISTER.two)
  })

  test('from a device that was heard of a moment ago: not', async () => {
    expect(await takeOver(REGISTER.two)).toMatchObject({ status: 409, body: { code: 'REGISTER_LEASED' } })
    expect((await lease(next, shop.ids.next(), REGISTER.two)).status).toBe(409)
  })

  test('by those who may', async () => {
    expect((await takeOver(REGISTER.two, await shop.as('cashier'))).status).toBe(403)
  })

  test('from a device that is silent: the next one numbers in new series behind a higher fence', async () => {
    const before = await lease(dead, lineage, REGISTER.two)
    shop.clock.advance(4 * MINUTE_MS)
    manager = await shop.as('manager')
    expect(await takeOver(REGISTER.two)).toMatchObject({ status: 200, body: { fromDeviceId: dead.deviceId } })
    const after = await lease(next, shop.ids.next(), REGISTER.two)
    expect(after.body.fence).toBe(before.body.fence + 1)
    const codes = [...before.body.series, ...after.body.series].map(({ code }) => code)
    expect(new Set(codes).size).toBe(6)
    expect(await lease(dead, lineage, REGISTER.two)).toMatchObject({ status: 409, body: { code: 'REGISTER_LEASED' } })
  })

  test('when nobody holds it: there is nothing to take', async () => {
    await next.peer.delete(`/registers/${REGISTER.two}/lease`)
    expect(await takeOver(REGISTER.two)).toMatchObject({ status: 409, body: { code: 'REGISTER_LEASE_LOST' } })
    expect((await takeOver(shop.ids.next())).status).toBe(404)
  })
})

describe('a device that says who it was', () => {
  const enrolAs = async (formerId: string) => {
    const { body: made } = await manager.post<{ code: string }>('/devices/enrolments', { kind: 'till' })
    const device = { code: made.code, name: 'Till', platform: 'test', storage: 'native', appVersion: '0', formerId }
    return shop.anybody.post<{ deviceId: string }>('/devices', { ...device, publicKey: newPeerKey().publicKey })
  }

  test('is who it was where the store has forgotten it', async () => {
    const formerId = shop.ids.next()
    expect((await enrolAs(formerId)).body.deviceId).toBe(formerId)
    expect((await toldOf(formerId)).map(({ state }) => state)).toEqual(['enrolled'])
  })

  test('is nobody whom the store knows: neither another till nor the store server', async () => {
    const till = await shop.till()
    const [server] = await shop.rows<{ id: string }>(`select id from devices where kind = 'store_server'`)
    for (const taken of [till.deviceId, server?.id ?? '']) {
      const { status, body } = await enrolAs(taken)
      expect(status).toBe(201)
      expect(body.deviceId).not.toBe(taken)
    }
  })
})
