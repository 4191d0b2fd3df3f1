import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { ERROR_STATUS } from '@pos/shared-types'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDemoApp, type DemoApp } from '../../test/support/demo-app.ts'

const PATIENCE = { headersMs: 300, requestMs: 600, checkMs: 50 }
/** A byte now and then, as somebody does who wants to keep a connection for ever. */
const DRIP_MS = 40
/** What a busy machine may add. */
const SLACK_MS = 4_000

let demo: DemoApp
let port = 0
beforeAll(async () => {
  demo = await openDemoApp({ patience: PATIENCE })
  port = Number(new URL(await demo.app.listen({ port: 0, host: '127.0.0.1' })).port)
})
afterAll(() => demo.close())

type Ending = { readonly text: string; readonly tookMs: number }

/** Sends the first part at once and the second byte by byte, until the server has had enough. */
async function drip(first: string, slowly: string): Promise<Ending> {
  const socket = connect(port, '127.0.0.1')
  const startedAt = performance.now()
  const ended = endOf(socket)
  socket.write(first)
  for (const byte of slowly) {
    if (socket.destroyed) break
    socket.write(byte)
    await sleep(DRIP_MS)
  }
  const text = await ended
  return { text, tookMs: performance.now() - startedAt }
}

function endOf(socket: Socket): Promise<string> {
  let text = ''
  socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
  socket.on('error', () => {})
  return new Promise((resolve) => socket.once('close', () => resolve(text)))
}

function expectProblem(text: string, code: keyof typeof ERROR_STATUS): void {
  const [head = '', body = ''] = text.split('\r\n\r\n')
  expect(head).toMatch(new RegExp(`^HTTP/1.1 ${ERROR_STATUS[code]} `))
  expect(head).toContain('content-type: application/problem+json')
  expect(JSON.parse(body)).toMatchObject({ code, status: ERROR_STATUS[code], traceId: expect.any(String) })
}

const never = 'x: y\r\n'.repeat(500)
const withBody = (length: number) =>
  `POST /api/v1/demo/sales HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n`

describe('a client that takes its time is told so and loses its connection', () => {
  test('with headers that never end', async () => {
    const { text, tookMs } = await drip('GET /api/v1/version HTTP/1.1\r\nhost: a\r\n', never)
    expectProblem(text, 'REQUEST_TOO_SLOW')
    expect(tookMs).toBeGreaterThan(PATIENCE.headersMs - 50)
    expect(tookMs).toBeLessThan(PATIENCE.headersMs + SLACK_MS)
  })

  test('with nothing at all', async () => {
    const { tookMs } = await drip('', '')
    expect(tookMs).toBeLessThan(PATIENCE.headersMs + SLACK_MS)
  })

  test('with a body that never ends, which leaves no line in the log', async () => {
    const token = await demo.bearer()
    const head = withBody(60_000).replace('\r\n\r\n', `\r\nauthorization: ${token}\r\nidempotency-key: k\r\n\r\n`)
    const { text, tookMs } = await drip(head, '{"totalMinor": 1, "note": "and so on'.padEnd(3_000, '.'))
    expectProblem(text, 'REQUEST_TOO_SLOW')
    expect(tookMs).toBeGreaterThan(PATIENCE.requestMs - 50)
    expect(tookMs).toBeLessThan(PATIENCE.requestMs + SLACK_MS)
    expect(demo.rung()).toBe(0)
    expect(demo.logged()).toBe('')
  })

  test('two hundred at once, and others are served meanwhile', async () => {
    const slow = Promise.all(Array.from({ length: 200 }, () => drip('GET / HTTP/1.1\r\nhost: a\r\n', never)))
    await sleep(100)
    const { status } = await fetch(`http://127.0.0.1:${port}/health/live`)
    expect(status).toBe(200)
    for (const { text } of await slow) expect(text.slice(0, 12)).toBe('HTTP/1.1 408')
  })
})

describe('what is no request is answered as a problem', () => {
  test.each([
    ['a word', 'hello\r\n\r\n'],
    ['a NUL in a header', 'GET /api/v1/version HTTP/1.1\r\nhost: a\r\nauthorization: Bearer a\0b\r\n\r\n'],
    ['two lengths', withBody(1).replace('\r\n\r\n', '\r\ncontent-length: 2\r\n\r\n')],
    ['a length and pieces', withBody(1).replace('\r\n\r\n', '\r\ntransfer-encoding: chunked\r\n\r\n')],
    ['a header folded over two lines', 'GET / HTTP/1.1\r\nhost: a\r\nx: y\r\n z\r\n\r\n'],
  ])('%s', async (_what, text) => {
    expectProblem((await drip(text, '')).text, 'REQUEST_MALFORMED')
  })

  test('headers of 20 KB', async () => {
    const { text } = await drip(`GET / HTTP/1.1\r\nhost: a\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`, '')
    expectProblem(text, 'HEADERS_TOO_LARGE')
  })
})
