import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDemoApp, type DemoApp } from '../../test/support/demo-app.ts'

const PUSH = '/sync/v1/demo'
const LIMIT = 1024 * 1024
const BATCH = '{"lineage":"01890000-0000-7000-8000-0000000000aa"}'

let demo: DemoApp

beforeAll(async () => {
  demo = await openDemoApp()
})
afterAll(() => demo.close())

async function push(payload: Buffer, headers: Record<string, string> = {}, signedBytes: Uint8Array = payload) {
  const response = await demo.app.inject({
    method: 'POST',
    url: PUSH,
    headers: {
      'content-type': 'application/json',
      'content-encoding': 'gzip',
      ...demo.signed(demo.store.till, 'POST', PUSH, signedBytes),
      ...headers,
    },
    payload,
  })
  return { status: response.statusCode, body: response.json<{ code?: string; peerId?: string }>() }
}

test('[SE58] a packed body is taken when the bytes that came are signed', async () => {
  expect(await push(gzipSync(BATCH))).toMatchObject({ status: 200, body: { peerId: demo.store.till.peerId } })
})

test('[SE58] a signature of what is inside does not do', async () => {
  expect(await push(gzipSync(BATCH), {}, Buffer.from(BATCH))).toMatchObject({ status: 401 })
})

test('[SE58] what is packed may be as large as what is not, and no larger', async () => {
  const full = BATCH.padEnd(LIMIT, ' ')

  expect(await push(gzipSync(full))).toMatchObject({ status: 200 })
  expect(await push(gzipSync(`${full} `))).toMatchObject({ status: 413, body: { code: 'BODY_TOO_LARGE' } })
})

test('[SE58] a bomb of a gigabyte is refused without being unpacked', async () => {
  const mebibyte = gzipSync(Buffer.alloc(LIMIT, ' '))
  const bomb = Buffer.concat(Array.from({ length: 1_000 }, () => mebibyte))
  const before = process.memoryUsage().rss

  expect(bomb.length).toBeLessThan(LIMIT * 1.1)
  expect(await push(bomb.subarray(0, LIMIT - 1))).toMatchObject({ status: 413, body: { code: 'BODY_TOO_LARGE' } })
  expect(process.memoryUsage().rss - before).toBeLessThan(200 * LIMIT)
})

test('[SE58] a packed body counts in full when it is more than a plain one may be', async () => {
  expect(await push(Buffer.alloc(LIMIT + 1))).toMatchObject({ status: 413, body: { code: 'BODY_TOO_LARGE' } })
})

test.each([
  ['breaks off', gzipSync(BATCH).subarray(0, -9), 'gzip'],
  ['is none', Buffer.from(BATCH), 'gzip'],
  ['is packed in another way', gzipSync(BATCH), 'br'],
  ['is packed twice', gzipSync(gzipSync(BATCH)), 'gzip, gzip'],
])('[SE58] a packed body that %s is refused', async (_what, body, encoding) => {
  const answer = await push(body, { 'content-encoding': encoding })

  expect(answer).toMatchObject({ status: 415, body: { code: 'BODY_NOT_JSON' } })
})

test('[SE58] only peers may pack: a person’s body comes as it is', async () => {
  const response = await demo.app.inject({
    method: 'POST',
    url: '/api/v1/demo/sales',
    headers: {
      authorization: await demo.bearer(),
      'idempotency-key': 'packed',
      'content-type': 'application/json',
      'content-encoding': 'gzip',
    },
    payload: gzipSync('{"totalMinor":1}'),
  })

  expect(response.statusCode).toBe(415)
})
