import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { openDemoApp, type DemoApp } from '../../test/support/demo-app.ts'
import { CASHIER, DEVICE, STORE, TENANT } from '../../test/support/demo-store.ts'
import { createSocketTickets, type SocketTickets } from '../index.ts'

const till = { kind: 'peer', peerKind: 'device', peerId: DEVICE, tenantId: TENANT, storeId: STORE } as const
const cashier = {
  kind: 'user',
  userId: CASHIER,
  tenantId: TENANT,
  storeId: STORE,
  appContext: 'pos',
  deviceId: undefined,
} as const

let demo: DemoApp
let tickets: SocketTickets
let url = ''
beforeAll(async () => {
  demo = await openDemoApp()
  const { clock, folder } = demo.store
  tickets = await createSocketTickets({ keyFile: join(folder, 'ticket.key'), clock })
  url = await demo.app.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(() => demo.close())

const open = (ticket: string, origin = url) =>
  new WebSocket(`${url.replace('http', 'ws')}/sync/v1/demo/notify`, ['pos', ticket], { origin })

async function refusal(socket: WebSocket): Promise<string> {
  const [error] = (await once(socket, 'error')) as [Error]
  return error.message
}

describe('the socket of a page', () => {
  test('opens with a ticket, and says nothing of it in its answer', async () => {
    const socket = open(tickets.issue(till).ticket)
    const [data] = (await once(socket, 'message')) as [Buffer]
    expect([String(data), socket.protocol]).toEqual(['{"version":7}', 'pos'])
    socket.close()
  })

  test('does not open with a ticket that was used', async () => {
    const { ticket } = tickets.issue(till)
    const first = open(ticket)
    await once(first, 'open')
    expect(await refusal(open(ticket))).toContain('401')
    first.close()
  })

  test('does not open for a page from elsewhere', async () => {
    expect(await refusal(open(tickets.issue(till).ticket, 'https://elsewhere.example'))).toContain('401')
  })

  test('does not open for somebody whom the command is not for', async () => {
    expect(await refusal(open(tickets.issue(cashier).ticket))).toContain('401')
  })

  test('does not open with nonsense, nor with nothing', async () => {
    expect(await refusal(open('nonsense'))).toContain('401')
    expect(await refusal(new WebSocket(`${url.replace('http', 'ws')}/sync/v1/demo/notify`))).toContain('401')
  })
})
