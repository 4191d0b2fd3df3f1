import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { News } from '@pos/shared-types'
import { CookieBrowser } from '@pos/testing'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openHeadOffice, PASSWORD, SLUG, type HeadOffice } from '../../../test/head-office.ts'

let office: HeadOffice
let url = ''
beforeAll(async () => {
  office = await openHeadOffice()
  await office.hq.app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = office.hq.app.server.address() as AddressInfo
  url = `ws://127.0.0.1:${port}/api/v1/live`
})
afterAll(() => office.close())

async function page(): Promise<WebSocket> {
  const owner = await office.as('owner')
  const { status, body } = await owner.post<{ ticket: string }>('/live/tickets', undefined)
  expect(status).toBe(201)
  const socket = new WebSocket(url, ['pos', body.ticket])
  await once(socket, 'open')
  return socket
}

async function nextNews(socket: WebSocket): Promise<News> {
  const [message] = (await once(socket, 'message')) as [{ readonly data: string }]
  return JSON.parse(message.data) as News
}

test('a page hears that the catalogue has changed, and of people only when what they may do has', async () => {
  const socket = await page()
  const [owner, buyer] = [await office.as('owner'), await office.as('buyer')]
  // The first news may still be of the company that was set up.
  await vi.waitFor(async () => {
    const news = nextNews(socket)
    const id = office.ids.next()
    expect((await buyer.put(`/departments/${id}`, { code: `N-${id.slice(-4)}`, name: 'News' })).status).toBe(200)
    expect(await news).toEqual({ topics: ['catalogue'] })
  })
  const news = nextNews(socket)
  const role = { code: 'watcher', name: 'Watcher', scope: 'hq', description: null, permissions: ['hq:sales.view'] }
  expect((await owner.put(`/roles/${office.ids.next()}`, { ...role, revision: 0 })).status).toBe(200)
  expect(await news).toEqual({ topics: ['catalogue', 'people'] })
  socket.close()
})

test('a page whose session ends is cut off, and one that goes on is not', async () => {
  const socket = await page()
  const closed = once(socket, 'close')
  const other = new CookieBrowser(office.hq.app)
  const owner = { tenant: SLUG, username: 'owner', password: PASSWORD }
  expect((await office.apps.signIn((path, body) => other.send('POST', path, body), owner)).status).toBe(200)
  const [event] = (await closed) as [CloseEvent]
  expect(event.code).toBe(1008)
  const fresh = await page()
  const buyer = await office.as('buyer')
  expect((await buyer.post('/auth/logout')).status).toBe(200)
  const news = nextNews(fresh)
  await (await office.as('buyer')).put(`/departments/${office.ids.next()}`, { code: 'NEWS2', name: 'News' })
  expect(await news).toEqual({ topics: ['catalogue'] })
  fresh.close()
})

test('nobody gets a ticket without signing in', async () => {
  expect(await office.anybody.post('/live/tickets', undefined)).toMatchObject({ status: 401 })
})
