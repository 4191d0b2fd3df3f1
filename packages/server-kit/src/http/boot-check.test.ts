import { defineCommand, schema, type Command } from '@pos/shared-types'
import { fakeClock } from '@pos/testing'
import { Type, type TSchema } from 'typebox'
import { describe, expect, test } from 'vitest'
import { createLog, createServer, defineModule, handle, uuidv7Ids, type ServerOptions } from '../index.ts'

const nobody = { find: () => undefined }
const noRights = { isActive: () => false, mayAny: () => false, missing: () => [] }
const noTickets = {
  issue: () => {
    throw new Error('not asked')
  },
  redeem: () => {
    throw new Error('not asked')
  },
}
const noTokens = {
  verify: () => {
    throw new Error('not asked')
  },
}

const noAudit = {
  refused: () => Promise.reject(new Error('not asked')),
  countNoted: () => Promise.reject(new Error('not asked')),
}

function start(commands: readonly Command[], change: Partial<ServerOptions> = {}) {
  return createServer({
    kind: 'store',
    name: 'Test',
    version: '1',
    modules: [defineModule({ name: 'test', routes: commands.map((command) => handle(command, () => ({}))) })],
    access: noRights,
    tokens: noTokens,
    peers: nobody,
    tickets: noTickets,
    audit: noAudit,
    clock: fakeClock(),
    ids: uuidv7Ids,
    log: createLog({ name: 'test', level: 'silent' }),
    identity: () => undefined,
    ...change,
  })
}

const good = {
  name: 'test.do',
  method: 'POST',
  path: '/test/:id',
  summary: 'Does it',
  access: { store: 'public' },
  audit: 'none',
  params: schema.strict({ id: schema.uuid() }),
  body: schema.strict({ note: schema.text() }),
  response: schema.strict({}),
} as const satisfies Command

const withBody = (body: TSchema): Command => ({ ...good, body })

test('a server starts when every route is declared', async () => {
  const app = await start([defineCommand(good)])
  const { statusCode } = await app.inject({ method: 'GET', url: '/api/v1/version' })
  await app.close()

  expect(statusCode).toBe(200)
})

test('[SEC-19] a bare route below our prefixes stops the start', async () => {
  const bare = start([], { extend: (app) => void app.get('/api/v1/bare', () => 'open') })

  await expect(bare).rejects.toThrow('GET /api/v1/bare declares no command')
})

test('a page of another kind may stand beside the commands', async () => {
  const app = await start([], { extend: (open) => void open.get('/till', () => 'page') })
  const { body } = await app.inject({ method: 'GET', url: '/till' })
  await app.close()

  expect(body).toBe('page')
})

describe('a declaration stops the start', () => {
  const { params: _params, ...withoutParams } = good
  const { audit: _audit, ...withoutAudit } = good
  const cases: readonly [why: string, command: Command, fault: string][] = [
    ['without access here', { ...good, access: { hq: 'public' } }, 'declares no access'],
    ['with an empty list of permissions', { ...good, access: { store: [] } }, 'declares no access'],
    ['that changes something and does not say how it is noted', withoutAudit, 'does not say under what it is audited'],
    ['without a schema of its parameters', withoutParams, 'parameters of path and schema differ'],
    ['that takes unknown fields', withBody(Type.Object({ note: schema.text() })), 'body takes unknown fields'],
    ['with an endless text', withBody(schema.strict({ note: Type.String() })), 'body.note has no maxLength'],
    ['with an endless list', withBody(schema.strict({ ids: Type.Array(schema.uuid()) })), 'body.ids has no maxItems'],
    [
      'with a boundless number',
      withBody(schema.strict({ total: Type.Integer({ minimum: 0 }) })),
      'body.total has no maximum',
    ],
    [
      'that is loose deep inside',
      withBody(schema.strict({ lines: Type.Array(Type.Object({ a: schema.count() }), { maxItems: 1 }) })),
      'body.lines[] takes unknown fields',
    ],
    ['that reads with a body', { ...good, method: 'GET' }, 'a GET has no body'],
  ]

  test.each(cases)('%s', async (_why, command, fault) => {
    await expect(start([command])).rejects.toThrow(`test.do: ${fault}`)
  })

  test('that two modules answer', async () => {
    await expect(start([good, good])).rejects.toThrow('test.do: answered twice')
  })
})

test('rules are registered in the order of modules, then sealed', async () => {
  const order: string[] = []
  const module = (name: string) => defineModule({ name, rules: () => void order.push(name) })
  const app = await start([], { modules: [module('sales'), module('stock')], seal: () => void order.push('seal') })
  await app.close()

  expect(order).toEqual(['sales', 'stock', 'seal'])
})

test('readiness names what is missing and answers 503 until nothing is', async () => {
  let isUp = false
  const readiness = [
    { name: 'database', isReady: () => true },
    {
      name: 'catalogue',
      isReady: () => {
        if (!isUp) throw new Error('not yet')
        return true
      },
    },
  ]
  const app = await start([], { readiness })
  const ask = () => app.inject({ method: 'GET', url: '/health/ready' })

  const before = await ask()
  isUp = true
  const after = await ask()
  await app.close()

  expect(before.statusCode).toBe(503)
  expect(before.json()).toEqual({
    isReady: false,
    checks: [
      { name: 'database', isReady: true },
      { name: 'catalogue', isReady: false },
    ],
  })
  expect(after.statusCode).toBe(200)
})

test('the API page loads nothing from elsewhere and lists every command', async () => {
  const app = await start([defineCommand(good)])
  const page = await app.inject({ method: 'GET', url: '/api/docs' })
  const document = await app.inject({ method: 'GET', url: '/api/docs/json' })
  await app.close()

  expect(page.statusCode).toBe(200)
  expect(page.body).not.toMatch(/https?:\/\//)
  expect(page.headers['content-security-policy']).toContain("default-src 'self'")
  expect(document.json()).toMatchObject({ paths: { '/api/v1/test/{id}': { post: { operationId: 'test.do' } } } })
})

test('strangers who ask too often are told to wait', async () => {
  const { params: _params, body: _body, ...rest } = good
  const app = await start([{ ...rest, path: '/test' }])
  const answers = []
  for (let count = 0; count < 601; count += 1) answers.push(await app.inject({ method: 'POST', url: '/api/v1/test' }))
  await app.close()

  expect(answers[599]?.statusCode).toBe(200)
  expect(answers[600]?.statusCode).toBe(429)
  expect(answers[600]?.json()).toMatchObject({ code: 'RATE_LIMITED', params: { seconds: expect.any(Number) } })
  expect(answers[600]?.headers['retry-after']).toBeDefined()
})
