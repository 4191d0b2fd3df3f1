import { fakeClock } from '@pos/testing'
import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { expect, test } from 'vitest'
import { DEVICE, TENANT } from '../../test/memory-store.ts'
import { waitUntil } from '../../test/new-till.ts'
import { STORE } from '../../test/shop.ts'
import { JOURNAL_STORES, type JournalStores } from '../journal/journal-stores.ts'
import { memoryStorage } from '../storage/memory-storage.ts'
import { newDeviceKey } from './device-key-file.ts'
import { sha256 } from './digests.ts'
import { followNotices } from './follow-notices.ts'

const MAGIC = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'

function accept(request: IncomingMessage, socket: Duplex): void {
  const key = createHash('sha1').update(`${request.headers['sec-websocket-key']}${MAGIC}`).digest('base64')
  const head = [
    'HTTP/1.1 101 Switching Protocols',
    'upgrade: websocket',
    'connection: upgrade',
    `sec-websocket-accept: ${key}`,
  ]
  socket.write(`${head.join('\r\n')}\r\n\r\n`)
}

/** A short text frame of the WebSocket protocol. */
const frame = (text: string): Buffer => Buffer.concat([Buffer.from([0x81, text.length]), Buffer.from(text)])

test('a till hears of news, ignores anything else, and comes back after the line was cut', async () => {
  const opened: IncomingMessage[] = []
  const sockets: Duplex[] = []
  const server = createServer().on('upgrade', (request: IncomingMessage, socket: Duplex) => {
    opened.push(request)
    sockets.push(socket)
    socket.on('error', () => undefined)
    accept(request, socket)
    socket.write(frame('{"price":1}'))
    socket.write(frame(`{"version":${opened.length * 10}}`))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const storage = memoryStorage<JournalStores>(JOURNAL_STORES)
  const identity = { deviceId: DEVICE, tenantId: TENANT, storeId: STORE, storeCode: 'MAD', registerId: null }
  await storage.commit([{ store: 'identity', key: 'self', value: identity }])
  const versions: number[] = []
  let ups = 0
  const stop = followNotices({
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    storage,
    deviceKey: newDeviceKey(),
    clock: fakeClock(),
    sha256,
    random: () => 0,
    scheduler: { after: (delay, work) => clearTimeout.bind(undefined, setTimeout(work, delay)) },
    onVersion: (version) => versions.push(version),
    onOpen: () => (ups += 1),
  })
  await waitUntil(() => versions.length === 1)
  sockets[0]?.destroy()
  await waitUntil(() => versions.length === 2)
  stop()
  expect(versions).toEqual([10, 20])
  expect(ups).toBe(2)
  expect(opened[0]?.headers).toMatchObject({ 'pos-peer': DEVICE, 'pos-signature': expect.any(String) })
  sockets.forEach((socket) => socket.destroy())
  server.close()
})
