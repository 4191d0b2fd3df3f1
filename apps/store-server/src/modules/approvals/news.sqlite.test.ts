import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { News } from '@pos/shared-types'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { REGISTER } from '../../../test/catalogue.ts'
import { SellingTill } from '../../../test/selling-till.ts'
import { openShop, type Shop } from '../../../test/shop.ts'

let shop: Shop
let url = ''
beforeAll(async () => {
  shop = await openShop()
  await shop.app.listen({ port: 0, host: '127.0.0.1' })
  url = `ws://127.0.0.1:${(shop.app.server.address() as AddressInfo).port}/api/v1/live`
})
afterAll(() => shop.close())

async function page(): Promise<WebSocket> {
  const { body } = await (await shop.as('manager')).post<{ ticket: string }>('/live/tickets', undefined)
  const socket = new WebSocket(url, ['pos', body.ticket])
  await once(socket, 'open')
  return socket
}

test('a page of the store hears that something is to be approved, and is cut off when its session ends', async () => {
  const socket = await page()
  const message = once(socket, 'message') as Promise<[{ readonly data: string }]>
  const till = await SellingTill.on(shop, await shop.till(REGISTER.one), REGISTER.one)
  const act = {
    action: 'sales.total-within-limit',
    subjectType: 'sale',
    subjectId: shop.ids.next(),
    partId: null,
    quantityMilli: null,
    amountMinor: 100,
    ratePpm: null,
  } as const
  await till.push(...till.consent(act).events)
  const [{ data }] = await message
  // The till that asked was heard of too.
  expect((JSON.parse(data) as News).topics).toContain('approvals')
  const closed = once(socket, 'close') as Promise<[CloseEvent]>
  expect((await (await shop.as('manager')).post('/auth/logout')).status).toBe(200)
  expect((await closed)[0].code).toBe(1008)
})

test('nobody gets a ticket without signing in', async () => {
  expect(await shop.anybody.post('/live/tickets', undefined)).toMatchObject({ status: 401 })
})
