import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDemoApp, type DemoApp } from '../../test/support/demo-app.ts'

let demo: DemoApp

beforeAll(async () => {
  demo = await openDemoApp()
})

afterAll(() => demo.close())

const SALES = '/api/v1/demo/sales'

async function post(payload: string, headers: Record<string, string> = {}) {
  const response = await demo.app.inject({
    method: 'POST',
    url: SALES,
    headers: {
      authorization: await demo.bearer(),
      'idempotency-key': `k-${Math.abs(payload.length)}`,
      'content-type': 'application/json',
      ...headers,
    },
    payload,
  })
  return { status: response.statusCode, problem: response.json<{ code: string; fields?: unknown[] }>() }
}

describe('a body that is not exactly what the command takes', () => {
  const cases: readonly [what: string, body: string, field: { path: string; problem: string }][] = [
    ['an unknown field', '{"totalMinor":1,"tenantId":"x"}', { path: 'body.tenantId', problem: 'unknown' }],
    [
      'an unknown field inside a line',
      '{"totalMinor":1,"lines":[{"quantityMilli":1,"cost":2}]}',
      { path: 'body.lines.0.cost', problem: 'unknown' },
    ],
    ['a number as text', '{"totalMinor":"12"}', { path: 'body.totalMinor', problem: 'wrong_type' }],
    ['a fraction of a cent', '{"totalMinor":1.5}', { path: 'body.totalMinor', problem: 'wrong_type' }],
    ['a negative amount', '{"totalMinor":-1}', { path: 'body.totalMinor', problem: 'too_small' }],
    ['2^53', '{"totalMinor":9007199254740992}', { path: 'body.totalMinor', problem: 'too_large' }],
    ['a missing field', '{}', { path: 'body.totalMinor', problem: 'missing' }],
    [
      'a text that is too long',
      `{"totalMinor":1,"note":"${'x'.repeat(101)}"}`,
      { path: 'body.note', problem: 'too_long' },
    ],
    ['JSON that breaks off', '{"totalMinor":1', { path: 'body', problem: 'wrong_format' }],
    ['__proto__', '{"totalMinor":1,"__proto__":{"isSuperAdmin":true}}', { path: 'body', problem: 'not_allowed' }],
    [
      'a nested __proto__',
      '{"totalMinor":1,"lines":[{"quantityMilli":1,"__proto__":{"x":1}}]}',
      { path: 'body', problem: 'not_allowed' },
    ],
    [
      'constructor.prototype',
      '{"totalMinor":1,"constructor":{"prototype":{"x":1}}}',
      { path: 'body', problem: 'not_allowed' },
    ],
    [
      'nesting without end',
      `{"totalMinor":${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
      { path: 'body.totalMinor', problem: 'wrong_type' },
    ],
  ]

  test.each(cases)('is refused and says where: %s', async (_what, body, field) => {
    const before = demo.rung()

    const { status, problem } = await post(body)

    expect(status).toBe(400)
    expect(problem).toMatchObject({ code: 'VALIDATION_FAILED', fields: [field] })
    expect(demo.rung()).toBe(before)
  })

  test('names every wrong field at once', async () => {
    const { problem } = await post('{"totalMinor":"1","note":7,"extra":true}')

    expect(problem.fields).toEqual(
      expect.arrayContaining([
        { path: 'body.totalMinor', problem: 'wrong_type' },
        { path: 'body.note', problem: 'wrong_type' },
        { path: 'body.extra', problem: 'unknown' },
      ]),
    )
  })

  test('of a megabyte is too large', async () => {
    const { status, problem } = await post(JSON.stringify({ totalMinor: 1, note: 'x'.repeat(1024 * 1024) }))

    expect(status).toBe(413)
    expect(problem.code).toBe('BODY_TOO_LARGE')
  })

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/json\ta',
    'application/json garbage',
    'application/jsonx',
    'application/json; charset=latin1',
    'multipart/form-data; boundary=x',
  ])('of media type %j is refused', async (type) => {
    const before = demo.rung()

    const { status, problem } = await post('{"totalMinor":1}', { 'content-type': type })

    expect(status).toBe(415)
    expect(problem.code).toBe('BODY_NOT_JSON')
    expect(demo.rung()).toBe(before)
  })

  test('that is not UTF-8 is refused', async () => {
    const response = await demo.app.inject({
      method: 'POST',
      url: SALES,
      headers: { authorization: await demo.bearer(), 'idempotency-key': 'u', 'content-type': 'application/json' },
      payload: Buffer.from([0x7b, 0xff, 0x7d]),
    })

    expect(response.statusCode).toBe(415)
  })

  test('is refused where the command takes none', async () => {
    const response = await demo.app.inject({
      method: 'POST',
      url: '/api/v1/demo/manage',
      headers: { authorization: await demo.bearer('01890000-0000-7000-8000-000000000011', 'store') },
      payload: { anything: 1 },
    })

    expect(response.statusCode).toBe(400)
  })
})

describe('params and query', () => {
  const get = async (path: string) =>
    demo.app.inject({ method: 'GET', url: path, headers: { authorization: await demo.bearer() } })
  const id = '01890000-0000-7000-8000-000000000099'

  test('are converted from text, and a default fills what is left out', async () => {
    expect((await get(`${SALES}/${id}?limit=7`)).json()).toMatchObject({ id, limit: 7 })
    expect((await get(`${SALES}/${id}`)).json()).toMatchObject({ limit: 50 })
  })

  test.each([
    [`${SALES}/not-an-id`, { path: 'params.id', problem: 'wrong_format' }],
    [`${SALES}/${id}?limit=seven`, { path: 'querystring.limit', problem: 'wrong_type' }],
    [`${SALES}/${id}?limit=201`, { path: 'querystring.limit', problem: 'too_large' }],
    [`${SALES}/${id}?admin=1`, { path: 'querystring.admin', problem: 'unknown' }],
  ])('are refused when they do not fit: %s', async (path, field) => {
    const response = await get(path)

    expect(response.statusCode).toBe(400)
    expect(response.json()).toMatchObject({ code: 'VALIDATION_FAILED', fields: [field] })
  })
})

test('a field the response schema does not name never leaves', async () => {
  const response = await demo.app.inject({
    method: 'POST',
    url: SALES,
    headers: { authorization: await demo.bearer(), 'idempotency-key': 'shape' },
    payload: { totalMinor: 5 },
  })

  expect(response.statusCode).toBe(201)
  expect(Object.keys(response.json())).toEqual(['id', 'totalMinor', 'note'])
})
