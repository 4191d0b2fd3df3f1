import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDemoApp, type DemoApp } from '../../test/support/demo-app.ts'

let demo: DemoApp

beforeAll(async () => {
  demo = await openDemoApp()
})

afterAll(() => demo.close())

const SALES = '/api/v1/demo/sales'

async function refusedSale(language: string | undefined) {
  return demo.app.inject({
    method: 'POST',
    url: SALES,
    headers: {
      authorization: await demo.bearer(),
      'idempotency-key': 'refused',
      ...(language !== undefined && { 'accept-language': language }),
    },
    payload: { totalMinor: 1, refuse: true },
  })
}

test.each([
  [undefined, 'en', 'The sale has no lines.'],
  ['es', 'es', 'La venta no tiene líneas.'],
  ['es-MX,es;q=0.9,en;q=0.8', 'es', 'La venta no tiene líneas.'],
  ['fr, en;q=0.5', 'en', 'The sale has no lines.'],
])('a refusal speaks the language of the reader: %s', async (accepted, language, sentence) => {
  const response = await refusedSale(accepted)

  expect(response.statusCode).toBe(422)
  expect(response.headers['content-type']).toMatch(/^application\/problem\+json/)
  expect(response.headers['content-language']).toBe(language)
  expect(response.json()).toMatchObject({
    type: 'urn:pos:problem:SALE_EMPTY',
    code: 'SALE_EMPTY',
    status: 422,
    params: {},
    detail: sentence,
  })
})

test('a bug is answered with a reference only, and its message stays out of the answer', async () => {
  const response = await demo.app.inject({ method: 'GET', url: '/api/v1/demo/crash' })

  expect(response.statusCode).toBe(500)
  expect(response.body).not.toContain('hunter2')
  const { code, traceId, detail } = response.json<{ code: string; traceId: string; detail: string }>()
  expect(code).toBe('INTERNAL')
  expect(detail).toContain(traceId)
  expect(demo.logged()).toContain(traceId)
})

test('a path that is not there is not found, with a trace id of its own', async () => {
  const response = await demo.app.inject({ method: 'GET', url: '/api/v1/nothing' })

  expect(response.statusCode).toBe(404)
  expect(response.json()).toMatchObject({ code: 'NOT_FOUND', traceId: expect.stringMatching(/^[0-9a-f-]{36}$/) })
})

test('a path that cannot be decoded is not found either, as a problem', async () => {
  const response = await demo.app.inject({ method: 'GET', url: `${SALES}/%zz` })

  expect(response.statusCode).toBe(404)
  expect(response.headers['content-type']).toMatch(/^application\/problem\+json/)
})

test('a path that takes another method says which', async () => {
  const response = await demo.app.inject({ method: 'DELETE', url: SALES })

  expect(response.statusCode).toBe(405)
  expect(response.headers['allow']).toBe('POST')
  expect(response.json()).toMatchObject({ code: 'METHOD_NOT_ALLOWED' })
})

test.each([
  `/${SALES}`,
  `${SALES}/`,
  '/api/v1//demo/sales',
  '/api/v1/demo%2fsales',
  '/API/v1/demo/sales',
  `${SALES};x=1`,
])('another spelling of a protected path leads nowhere: %s', async (url) => {
  const response = await demo.app.inject({ method: 'POST', url, payload: { totalMinor: 1 } })

  expect([404, 405]).toContain(response.statusCode)
})

test('HEAD, OPTIONS and an override header do not reach a protected route', async () => {
  for (const method of ['HEAD', 'OPTIONS', 'PATCH'] as const) {
    const response = await demo.app.inject({ method, url: SALES, headers: { 'x-http-method-override': 'POST' } })
    expect(response.statusCode).toBe(405)
  }
})

test('every answer forbids sniffing, framing and caching', async () => {
  for (const url of ['/health/live', '/api/v1/nothing', '/api/v1/demo/crash']) {
    const { headers } = await demo.app.inject({ method: 'GET', url })
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cache-control': 'no-store',
    })
  }
})
