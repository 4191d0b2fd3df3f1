import { newPeerKey } from '@pos/server-kit'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Client, Problem } from '@pos/testing'
import { REGISTER } from '../../../test/catalogue.ts'
import { openShop, type Shop, type TillDevice } from '../../../test/shop.ts'

let shop: Shop
let manager: Client
beforeAll(async () => {
  shop = await openShop()
  manager = await shop.as('manager')
})
afterAll(() => shop.close())

const SOME_ID = '00000000-0000-7000-8000-00000000dead'

describe('an enrolment code', () => {
  const makeCode = async (body: object = { kind: 'till', registerId: REGISTER.one }) =>
    (await manager.post<{ code: string; expiresAt: number }>('/devices/enrolments', body)).body
  const enrol = (code: string, key: string = crypto.randomUUID()) =>
    shop.anybody.post<Problem & { deviceId: string }>(
      '/devices',
      { code, name: 'Till 7', platform: 'test', publicKey: newPeerKey().publicKey, storage: 'native', appVersion: '0' },
      key,
    )

  test('enrols one device, once, whatever the case it is typed in', async () => {
    const { code } = await makeCode()
    const enrolled = await enrol(` ${code.toLowerCase()} `)
    expect(enrolled).toMatchObject({ status: 201, body: { storeCode: 'NYC', registerId: REGISTER.one } })
    expect(await enrol(code)).toMatchObject({ status: 422, body: { code: 'DEVICE_CODE_INVALID' } })
    const { body } = await manager.get<{ items: { id: string; kind: string }[] }>('/devices')
    expect(body.items).toContainEqual(
      expect.objectContaining({ id: enrolled.body.deviceId, kind: 'till', state: 'enrolled' }),
    )
  })

  test('used by five at once enrols one', async () => {
    const { code } = await makeCode()
    const answers = await Promise.all(Array.from({ length: 5 }, () => enrol(code)))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422, 422, 422, 422])
  })

  test('is worthless after ten minutes', async () => {
    const { code, expiresAt } = await makeCode()
    expect(expiresAt - shop.clock.now()).toBe(10 * 60_000)
    shop.clock.advance(10 * 60_000)
    expect(await enrol(code)).toMatchObject({ status: 422, body: { code: 'DEVICE_CODE_INVALID' } })
  })

  test('is easy to read out: no letters that look like digits', async () => {
    for (let n = 0; n < 20; n += 1) expect((await makeCode()).code).toMatch(/^[2-9A-HJKMNP-Z]{10}$/)
  })

  test('is for a register of this store that is in use', async () => {
    for (const registerId of [SOME_ID, REGISTER.elsewhere, REGISTER.retired]) {
      const refused = await manager.post<Problem>('/devices/enrolments', { kind: 'till', registerId })
      expect(refused).toMatchObject({ status: 404 })
    }
  })

  test('is made by those who may', async () => {
    const cashier = await shop.as('cashier')
    expect((await cashier.post('/devices/enrolments', { kind: 'till' })).status).toBe(403)
  })

  test('is kept as no text', async () => {
    const { code } = await makeCode()
    const rows = await shop.rows<{ text: string }>('select cast(response as text) as text from idempotency_keys')
    expect(rows.filter(({ text }) => text?.includes(code))).toEqual([])
  })
})

describe('a lease of a register', () => {
  type Lease = { fence: number; lastZNumber: number; series: { id: string; code: string; document: string }[] }
  const lease = (till: TillDevice, lineage: string, registerId = REGISTER.two) =>
    till.peer.post<Lease & Problem>(`/registers/${registerId}/lease`, { lineage, tab: 'tab-1' })
  let first: TillDevice
  let second: TillDevice

  beforeEach(async () => {
    first ??= await shop.till(REGISTER.two)
    second ??= await shop.till(REGISTER.two)
  })

  test('gives a till its series, the same as often as it asks', async () => {
    const lineage = shop.ids.next()
    const leased = await lease(first, lineage)
    expect(leased).toMatchObject({ status: 200, body: { registerCode: 'R2', storeCode: 'NYC', lastZNumber: 0 } })
    expect(leased.body.series.map((series) => series.document)).toEqual(['sale', 'z', 'void'])
    expect(new Set(leased.body.series.map((series) => series.code)).size).toBe(3)
    expect((await lease(first, lineage)).body).toEqual(leased.body)
  })

  test('tells head office of each series that ends and of each new one, once', async () => {
    const before = (await shop.outbox()).length
    const lineage = shop.ids.next()
    await lease(first, lineage)
    await lease(first, lineage)
    const told = (await shop.outbox()).slice(before)
    const renewed = ['series.closed', 'series.opened']
    expect(told.map((event) => event.type)).toEqual([...renewed, ...renewed, ...renewed])
  })

  test('with a new lineage gives new series and a higher fence: the old numbers are nobody’s', async () => {
    const before = await lease(first, shop.ids.next())
    const after = await lease(first, shop.ids.next())
    const codes = [...before.body.series, ...after.body.series].map((series) => series.code)
    expect(new Set(codes).size).toBe(6)
    expect(after.body.fence).toBe(before.body.fence + 1)
    const open = await shop.rows<{ id: string }>(
      'select id from number_series where register_id = ? and closed_at is null order by id',
      REGISTER.two,
    )
    expect(open.map((series) => series.id)).toEqual(after.body.series.map((series) => series.id).sort())
  })

  test('is held by one device until it is given back', async () => {
    await lease(first, shop.ids.next())
    expect(await lease(second, shop.ids.next())).toMatchObject({ status: 409, body: { code: 'REGISTER_LEASED' } })
    expect(await second.peer.delete(`/registers/${REGISTER.two}/lease`)).toMatchObject({ status: 409 })
    expect((await first.peer.delete(`/registers/${REGISTER.two}/lease`)).status).toBe(200)
    expect((await lease(second, shop.ids.next())).status).toBe(200)
    expect((await second.peer.delete(`/registers/${REGISTER.two}/lease`)).status).toBe(200)
    expect(await second.peer.delete(`/registers/${REGISTER.two}/lease`)).toMatchObject({
      body: { code: 'REGISTER_LEASE_LOST' },
    })
  })

  test('is refused while the store server itself has a shift on it, and the other way round', async () => {
    const opened = await manager.post<{ id: string }>('/shifts', { registerId: REGISTER.one, floatMinor: 0 })
    expect(opened.status).toBe(201)
    expect(await lease(first, shop.ids.next(), REGISTER.one)).toMatchObject({ body: { code: 'SHIFT_ALREADY_OPEN' } })
    await lease(first, shop.ids.next())
    const refused = await manager.post('/shifts', { registerId: REGISTER.two, floatMinor: 0 })
    expect(refused).toMatchObject({ status: 409, body: { code: 'REGISTER_LEASED' } })
  })

  test('is for one register of a device at a time', async () => {
    const third = await shop.till()
    await first.peer.delete(`/registers/${REGISTER.two}/lease`)
    const [one, two] = [shop.ids.next(), shop.ids.next()]
    const ref = { tenantId: shop.ctx().tenantId, revision: 1, createdAt: 0, updatedAt: 0, version: 1 }
    const where = { storeId: shop.ctx().storeId ?? '', kind: 'till', status: 'active' } as const
    await shop.pull((tx) =>
      tx.insert('registers', [
        { ...ref, ...where, id: one, code: 'X1', name: 'Till X1' },
        { ...ref, ...where, id: two, code: 'X2', name: 'Till X2' },
      ]),
    )
    expect((await lease(third, shop.ids.next(), one)).status).toBe(200)
    expect(await lease(third, shop.ids.next(), two)).toMatchObject({
      status: 409,
      body: { code: 'IN_USE', params: { what: 'Till X1' } },
    })
    await third.peer.delete(`/registers/${one}/lease`)
    expect((await lease(third, shop.ids.next(), two)).status).toBe(200)
  })

  test.each(['retired', 'elsewhere'] as const)('of a register that is %s is refused', async (which) => {
    expect((await lease(first, shop.ids.next(), REGISTER[which])).status).toBe(404)
  })

  test('is for devices, not for people', async () => {
    const body = { lineage: shop.ids.next(), tab: 't' }
    expect((await manager.post(`/registers/${REGISTER.two}/lease`, body)).status).toBe(401)
  })
})

test('registers and settings are listed as head office set them', async () => {
  await shop.set('returns.days', 14)
  const { body: registers } = await manager.get<{ items: { id: string }[] }>('/registers')
  const ours = registers.items.map((register) => register.id)
  expect(ours).toEqual(expect.arrayContaining([REGISTER.one, REGISTER.two, REGISTER.retired]))
  expect(ours).not.toContain(REGISTER.elsewhere)
  const { body: settings } = await manager.get<{ items: object[]; definitions: object[] }>('/settings')
  expect(settings.definitions).toContainEqual(expect.objectContaining({ key: 'returns.days', fallback: 30 }))
  expect(settings.items).toEqual([
    { key: 'returns.days', level: 'company', storeId: null, registerId: null, value: 14 },
  ])
})
