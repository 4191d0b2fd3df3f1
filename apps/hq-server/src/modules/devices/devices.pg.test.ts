import { newPeerKey } from '@pos/server-kit'
import type { DeviceRecord, DeviceView } from '@pos/shared-types'
import type { Client, Problem } from '@pos/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openHeadOffice, type HeadOffice, type StoreServer } from '../../../test/head-office.ts'
import { Trader } from '../../../test/trader.ts'

let office: HeadOffice
let owner: Client
let server: StoreServer
let shop: Trader
beforeAll(async () => {
  office = await openHeadOffice()
  owner = await office.as('owner')
  server = await office.storeServer(office.company.store)
  shop = new Trader(office, server, { storeCode: 'NYC', timeZone: 'America/New_York', registerId: office.ids.next() })
})
afterAll(() => office.close())

const applied = { verdict: 'applied' }
const till = (changes: Partial<DeviceRecord> = {}): DeviceRecord => ({
  id: office.ids.next(),
  storeId: server.storeId,
  kind: 'till',
  name: 'Till 1',
  platform: 'test',
  publicKey: newPeerKey().publicKey,
  state: 'enrolled',
  enrolledAt: office.clock.now(),
  enrolledById: office.ids.next(),
  revokedAt: null,
  storage: 'native',
  appVersion: '1',
  lastSeenAt: office.clock.now(),
  ...changes,
})
const viewOf = async (id: string) =>
  (await owner.get<{ items: DeviceView[] }>('/devices')).body.items.find((device) => device.id === id)
const revoke = (id: string, who = owner) => who.post<DeviceView & Problem>(`/devices/${id}/revoke`, undefined)

describe('a till that a store tells of', () => {
  test('is listed, and later as revoked', async () => {
    const device = till()
    expect(await shop.verdicts(shop.deviceChanged(device, 1))).toEqual([applied])
    expect(await viewOf(device.id)).toMatchObject({ kind: 'till', state: 'enrolled', storeId: server.storeId })
    const revoked = { ...device, state: 'revoked', revokedAt: office.clock.now() } as const
    expect(await shop.verdicts(shop.deviceChanged(revoked, 2))).toEqual([applied])
    expect(await viewOf(device.id)).toMatchObject({ state: 'revoked', revokedAt: office.clock.now() })
  })

  test('is never a store server, nor takes the place of one', async () => {
    const impostor = { ...till(), kind: 'store_server' } as unknown as DeviceRecord
    expect(await shop.verdicts(shop.deviceChanged(impostor, 1))).toMatchObject([{ verdict: 'parked' }])
    await shop.push(shop.deviceChanged(till({ id: server.deviceId, state: 'revoked', revokedAt: 1 }), 1))
    expect(await viewOf(server.deviceId)).toMatchObject({ kind: 'store_server', state: 'enrolled' })
  })

  test('stays revoked, whatever is told after', async () => {
    const device = till()
    await shop.push(shop.deviceChanged({ ...device, state: 'revoked', revokedAt: 5 }, 1))
    await shop.push(shop.deviceChanged(device, 2))
    expect(await viewOf(device.id)).toMatchObject({ state: 'revoked', revokedAt: 5 })
  })
})

describe("a store server's key", () => {
  const health = (peer: Client) => peer.send<Problem>('GET', '/sync/v1/health')

  test('is revoked by those who may', async () => {
    expect((await revoke(server.deviceId, await office.as('buyer'))).status).toBe(403)
    expect((await revoke(office.ids.next())).status).toBe(404)
    expect((await health(server.peer)).status).toBe(200)
  })

  test('counts no more with the next request, while that of the next server does', async () => {
    const next = await office.storeServer(office.company.store)
    expect(await revoke(server.deviceId)).toMatchObject({ status: 200, body: { state: 'revoked' } })
    expect(await health(server.peer)).toMatchObject({ status: 401, body: { code: 'DEVICE_REVOKED' } })
    expect(await shop.push(shop.deviceChanged(till(), 1))).toMatchObject({ status: 401 })
    expect((await health(next.peer)).status).toBe(200)
    expect((await revoke(server.deviceId)).body.revokedAt).toBe(office.clock.now())
  })
})
