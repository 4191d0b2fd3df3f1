import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createFaultProxy, type FaultProxy, type FaultProxyOptions } from './fault-proxy.ts'

let server: Server
let received: { path: string; body: string; isWhole: boolean }[]
let proxy: FaultProxy | undefined

beforeEach(async () => {
  received = []
  server = createServer((request, response) => {
    const entry = { path: request.url ?? '', body: '', isWhole: false }
    received.push(entry)
    request.on('data', (chunk) => (entry.body += String(chunk)))
    request.on('end', () => {
      entry.isWhole = true
      response.writeHead(201, { 'x-seen': String(received.length) }).end('answer'.repeat(1000))
    })
    request.on('error', () => {})
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterEach(async () => {
  await proxy?.close()
  server.close()
})

async function open(options: Omit<FaultProxyOptions, 'target'> = {}): Promise<FaultProxy> {
  proxy = await createFaultProxy({ target: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, ...options })
  return proxy
}
const post = async (line: FaultProxy, body = 'sale') => {
  const response = await fetch(`${line.url}/push?x=1`, { method: 'POST', body })
  return { status: response.status, text: await response.text() }
}

test('a good line changes nothing', async () => {
  const line = await open()
  expect(await post(line)).toEqual({ status: 201, text: 'answer'.repeat(1000) })
  expect(received).toEqual([{ path: '/push?x=1', body: 'sale', isWhole: true }])
  expect(line.counts).toEqual({ requests: 1, faults: 0 })
})

describe('a bad line', () => {
  test('drops a request before the target has seen it', async () => {
    await expect(post(await open({ drop: 1 }))).rejects.toThrow('fetch failed')
    expect(received).toEqual([])
  })

  test('loses an answer after the target has done the work', async () => {
    await expect(post(await open({ dropReply: 1 }))).rejects.toThrow('fetch failed')
    expect(received).toMatchObject([{ isWhole: true }])
  })

  test('delivers a request twice', async () => {
    expect(await post(await open({ duplicate: 1 }))).toMatchObject({ status: 201 })
    expect(received).toMatchObject([{ body: 'sale' }, { body: 'sale' }])
  })

  test('cuts a request in the middle of its body', async () => {
    await expect(post(await open({ cutRequest: 1, cutAfterBytes: 2 }))).rejects.toThrow('fetch failed')
    expect(received).toEqual([{ path: '/push?x=1', body: 'sa', isWhole: false }])
  })

  test('cuts an answer in the middle of its body', async () => {
    const line = await open({ cutReply: 1, cutAfterBytes: 10 })
    const response = await fetch(line.url, { method: 'POST', body: 'sale' })
    expect(response.status).toBe(201)
    await expect(response.text()).rejects.toThrow('terminated')
  })

  test('is late', async () => {
    const line = await open({ delayMs: 200, seed: 3 })
    const started = performance.now()
    await post(line)
    expect(performance.now() - started).toBeGreaterThan(5)
  })

  test('has the same faults again for the same seed', async () => {
    const run = async () => {
      const line = await open({ drop: 0.5, seed: 42 })
      const outcomes = []
      for (let n = 0; n < 12; n += 1)
        outcomes.push(
          await post(line).then(
            () => 'ok',
            () => 'dropped',
          ),
        )
      await line.close()
      return outcomes
    }
    const first = await run()
    expect(new Set(first)).toEqual(new Set(['ok', 'dropped']))
    expect(await run()).toEqual(first)
  })
})

test('a cut line refuses, and heals at the same address', async () => {
  const line = await open({ drop: 1 })
  const { url } = line
  await line.cut()
  await expect(post(line)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } })
  await line.heal()
  expect(line.url).toBe(url)
  expect(await post(line)).toMatchObject({ status: 201 })
})

test('a WebSocket passes until the line is cut', async () => {
  server.on('upgrade', (_request, socket) => {
    socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n')
    socket.pipe(socket)
  })
  const line = await open()
  const { request } = await import('node:http')
  const asking = request(`${line.url}/notify`, { headers: { connection: 'Upgrade', upgrade: 'echo' } })
  asking.end()
  const [, socket] = await once(asking, 'upgrade')
  socket.write('news')
  expect(String((await once(socket, 'data'))[0])).toBe('news')
  const gone = once(socket, 'close')
  await line.cut()
  await gone
})
