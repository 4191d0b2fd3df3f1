import { ENTITY_SCHEMA, ENTITY_SCHEMA_HEADER } from '@pos/shared-types'
import { fakeClock } from '@pos/testing'
import { memoryStorage, JOURNAL_STORES, type JournalStores } from '../index.ts'
import { newDeviceKey } from '../node/device-key-file.ts'
import { sha256 } from '../node/digests.ts'
import { gzip } from '../node/gzip.ts'
import { createPublicKey, verify } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { afterEach, expect, test } from 'vitest'
import { DEVICE, TENANT } from '../../test/memory-store.ts'
import { EPOCH, STORE } from '../../test/shop.ts'
import { connectStore } from './connect-store.ts'

type Heard = { readonly request: IncomingMessage; readonly body: string }
const servers: Server[] = []
afterEach(() => servers.splice(0).forEach((server) => server.closeAllConnections() ?? server.close()))

/** A server that gives one answer to everything and remembers what it heard. */
async function storeThat(answer: (response: ServerResponse) => void) {
  const heard: Heard[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (piece) => (body += piece))
    request.on('end', () => {
      heard.push({ request, body })
      answer(response)
    })
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const storage = memoryStorage<JournalStores>(JOURNAL_STORES)
  const deviceKey = newDeviceKey()
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const clock = fakeClock()
  const enrol = () =>
    storage.commit([
      {
        store: 'identity',
        key: 'self',
        value: { deviceId: DEVICE, tenantId: TENANT, storeId: STORE, storeCode: 'MAD', registerId: null },
      },
    ])
  return {
    ...connectStore({ baseUrl, storage, deviceKey, clock, sha256, gzip, timeoutMs: 500 }),
    heard,
    enrol,
    deviceKey,
    server,
  }
}

const json =
  (status: number, value: unknown, headers = {}) =>
  (response: ServerResponse) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value))
const content = { registerId: STORE, lines: [] }
const batch = { lineage: DEVICE, events: [] }
const asked = new AbortController().signal

test('a device signs the request line, its time and the body', async () => {
  const store = await storeThat(json(200, { items: [] }))
  await store.enrol()
  await store.api.unlock(STORE, '123456')
  const [{ request, body }] = store.heard as [Heard]
  const { 'pos-peer': peer, 'pos-time': at, 'pos-signature': signature } = request.headers
  const text = `POST\n/api/v1/pin/unlock\n${String(at)}\n${sha256(body)}`
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: store.deviceKey.publicKey }, format: 'jwk' })
  expect(peer).toBe(DEVICE)
  expect(verify(null, Buffer.from(text), key, Buffer.from(String(signature), 'base64url'))).toBe(true)
  expect(JSON.parse(body)).toEqual({ userId: STORE, pin: '123456' })
})

test('[SE83] a pull says which documents the till knows, and its query is under the signature too', async () => {
  const store = await storeThat(json(409, { code: 'SYNC_RESYNC_REQUIRED', params: { reason: 'BELOW_HORIZON' } }))
  await store.enrol()
  expect(await store.pull.pull({ epoch: EPOCH, version: 7 }, 100, asked)).toEqual({ resync: 'BELOW_HORIZON' })
  const [{ request }] = store.heard as [Heard]
  expect(request.url).toBe(`/sync/v1/pull?epoch=${EPOCH}&after=7&limit=100`)
  expect(request.headers[ENTITY_SCHEMA_HEADER]).toBe(String(ENTITY_SCHEMA))
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: store.deviceKey.publicKey }, format: 'jwk' })
  const text = `GET\n${request.url}\n${String(request.headers['pos-time'])}\n${sha256('')}`
  expect(verify(null, Buffer.from(text), key, Buffer.from(String(request.headers['pos-signature']), 'base64url'))).toBe(
    true,
  )
})

test('enrolment is not signed and carries its idempotency key', async () => {
  const store = await storeThat(json(201, {}))
  await store.api.enrol(
    {
      code: 'ABCDEF',
      name: 'a',
      platform: 'b',
      publicKey: store.deviceKey.publicKey,
      storage: 'native',
      appVersion: '1',
    },
    'key-1',
  )
  expect(store.heard[0]?.request.headers).toMatchObject({ 'idempotency-key': 'key-1' })
  expect(store.heard[0]?.request.headers['pos-signature']).toBeUndefined()
})

test('a cashier asks with his token', async () => {
  const store = await storeThat(json(200, { totalMinor: 1 }))
  await store.api.checkSale(content, 'abc', asked)
  expect(store.heard[0]?.request.headers.authorization).toBe('Bearer abc')
})

test('a refusal of the store is told with its code and parameters', async () => {
  const store = await storeThat(json(409, { code: 'REGISTER_LEASED', params: { register: '1' } }))
  await expect(store.api.cashiers()).rejects.toMatchObject({ code: 'REGISTER_LEASED', params: { register: '1' } })
})

test('a page of a gateway, a cut line, silence and no server at all are a store that is away', async () => {
  const away = { code: 'STORE_UNREACHABLE' }
  const gateway = await storeThat((response) => response.writeHead(502).end('<html>'))
  await expect(gateway.api.cashiers()).rejects.toMatchObject(away)
  const cut = await storeThat((response) => response.socket?.destroy())
  await expect(cut.api.cashiers()).rejects.toMatchObject(away)
  const silent = await storeThat(() => undefined)
  await expect(silent.api.cashiers()).rejects.toMatchObject(away)
  const gone = await storeThat(() => undefined)
  gone.server.close()
  await expect(gone.api.cashiers()).rejects.toMatchObject(away)
})

test('a push that is refused as a whole says how long to wait; one that is cut has no outcome', async () => {
  const busy = await storeThat(json(503, { code: 'OVERLOADED' }, { 'retry-after': '3' }))
  expect(await busy.push.push(batch, asked)).toEqual({
    refused: { status: 503, code: 'OVERLOADED', retryAfterMs: 3000 },
  })
  const cut = await storeThat((response) =>
    response.writeHead(200, { 'content-length': 100 }).write('{"verd', () => response.socket?.destroy()),
  )
  await expect(cut.push.push(batch, asked)).rejects.toThrow('terminated')
})

test('[SE83] a snapshot is asked for in the documents the till knows, and handed on piece by piece', async () => {
  const store = await storeThat((response) => response.writeHead(200).end('{"head":1}\n'))
  const pieces: Uint8Array[] = []
  for await (const piece of await store.pull.snapshot()) pieces.push(piece)
  expect(Buffer.concat(pieces).toString()).toBe('{"head":1}\n')
  expect(store.heard[0]?.request.headers[ENTITY_SCHEMA_HEADER]).toBe(String(ENTITY_SCHEMA))
})

const events = (count: number) =>
  Array.from({ length: count }, (_, seq) => ({ ...event, seq, payload: '{"name":"Añejo"}' }))
const event = {
  eventId: DEVICE,
  aggregateType: 'sale',
  aggregateId: DEVICE,
  aggregateSeq: 1,
  type: 'sale.completed',
  schema: 1,
  sha256: '0'.repeat(64),
  hlc: '1',
  wallTime: 1,
  catalogueVersion: 1,
}

/** What leaves of a batch for a store at an address. */
async function pushed(baseUrl: string, count: number) {
  const storage = memoryStorage<JournalStores>(JOURNAL_STORES)
  const self = { deviceId: DEVICE, tenantId: TENANT, storeId: STORE, storeCode: 'MAD', registerId: null }
  await storage.commit([{ store: 'identity', key: 'self', value: self }])
  const deviceKey = newDeviceKey()
  const sent: { headers: Headers; body: RequestInit['body'] }[] = []
  const fetch: typeof globalThis.fetch = async (_url, init) => {
    sent.push({ headers: new Headers(init?.headers), body: init?.body })
    return Response.json({ verdicts: [] })
  }
  const store = connectStore({ baseUrl, storage, deviceKey, clock: fakeClock(), sha256, gzip, fetch })
  const whole = { lineage: DEVICE, events: events(count) }
  await store.push.push(whole, asked)
  const [{ headers, body } = { headers: new Headers(), body: undefined }] = sent
  return { headers, body, text: JSON.stringify(whole), publicKey: deviceKey.publicKey }
}

test('[SE84] a large batch leaves packed, and what leaves is what is signed', async () => {
  const { headers, body, text, publicKey } = await pushed('https://store.lan:4100', 20)
  expect(headers.get('content-encoding')).toBe('gzip')
  const bytes = body as Uint8Array<ArrayBuffer>
  expect(gunzipSync(bytes).toString()).toBe(text)
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' })
  const signed = `POST\n/sync/v1/push\n${headers.get('pos-time')}\n${sha256(bytes)}`
  expect(verify(null, Buffer.from(signed), key, Buffer.from(headers.get('pos-signature') ?? '', 'base64url'))).toBe(
    true,
  )
})

test('[SE84] a small batch, and one that stays on the machine, leaves as it is', async () => {
  for (const [baseUrl, count] of [
    ['https://store.lan:4100', 1],
    ['http://127.0.0.1:4100', 20],
  ] as const) {
    const { headers, body, text } = await pushed(baseUrl, count)
    expect(headers.get('content-encoding')).toBeNull()
    expect(body).toBe(text)
  }
})
