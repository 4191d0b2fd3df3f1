import { urlOf } from '@pos/server-kit'
import { commands } from '@pos/shared-types'
import { apiPrints } from '@pos/testing'
import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openShop, type Shop } from '../test/shop.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())

const ours = commands.filter((command) => command.access.store !== undefined)
type Document = Record<string, unknown> & { paths: Record<string, Record<string, { operationId: string }>> }
const documented = async () => (await shop.anybody.get<Document>('/api/docs/json')).body

test.each(ours)('the store answers $name', (command) => {
  expect(shop.app.hasRoute({ method: command.method, url: urlOf(command) })).toBe(true)
})

test('its API page names every command once', async () => {
  const { paths } = await documented()
  const named = Object.values(paths).flatMap((methods) => Object.values(methods).map((one) => one.operationId))
  expect(named.filter((name) => !name.startsWith('system.')).sort()).toEqual(ours.map((command) => command.name).sort())
})

test('its API document is valid OpenAPI', async () => {
  const { valid, errors } = await new Validator().validate(await documented())
  expect(errors ?? []).toEqual([])
  expect(valid).toBe(true)
})

/** Others build on it: it is changed on purpose, with `vitest -u`, and the file shows what the change has touched. */
test('each operation of its API is as it was published', async () => {
  await expect(apiPrints(await documented())).toMatchFileSnapshot('../../../docs/api/store.txt')
})

test('its sync page says what waits, also without a line to head office', async () => {
  const manager = await shop.as('manager')
  const before = await manager.get<{ pending: number; head: number }>('/sync/status')
  expect(before).toMatchObject({ status: 200, body: { parked: 0, stores: [] } })
  await shop.till()
  const leased = await shop.outbox()
  const after = await manager.get('/sync/status')
  expect(after).toMatchObject({ body: { pending: leased.length, head: 1 } })
})

describe('a store server that was not provisioned yet', () => {
  let bare: Shop
  beforeAll(async () => {
    bare = await openShop({ isProvisioned: false })
  })
  afterAll(() => bare.close())

  test('is alive and says that it has no catalogue, whatever it is asked', async () => {
    expect((await bare.anybody.get('/health/live')).status).toBe(200)
    const body = { username: 'manager', password: 'x' }
    expect(await bare.anybody.post('/auth/login', body)).toMatchObject({
      status: 409,
      body: { code: 'CATALOGUE_INCOMPLETE' },
    })
  })

  test('lets nobody in: no token and no key can belong to it', async () => {
    const manager = await shop.as('manager')
    expect((await manager.get('/registers')).status).toBe(200)
    for (const command of ours.filter((each) => each.access.store !== 'public' && each.method === 'GET')) {
      const reply = await bare.anybody.get(command.path.replaceAll(/:\w+/g, 'x'))
      expect([401, 404]).toContain(reply.status)
    }
  })
})

test('nothing failed on the way', () => {
  expect(shop.errors).toEqual([])
})
