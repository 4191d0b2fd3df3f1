import { testContext, TEST_TENANT } from '@pos/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { LINEAGE } from '../../test/support/audited-store.ts'
import { openDemoApp, type DemoApp } from '../../test/support/demo-app.ts'
import { manage } from '../../test/support/demo-commands.ts'
import { CASHIER, OWNER } from '../../test/support/demo-store.ts'
import { auditDesk, defineModule, handle, recordAudit } from '../index.ts'
import { readAuditChain } from './read-chain.ts'

let demo: DemoApp
beforeAll(async () => {
  demo = await openDemoApp()
})
afterAll(() => demo.close())

const entries = () =>
  demo.store.database.unitOfWork.read(testContext(), (tx) => readAuditChain(tx, TEST_TENANT, LINEAGE, 0, 100))

async function post(path: string, authorization: string, payload?: object, key = 'k') {
  const headers = { authorization, 'idempotency-key': key }
  const { statusCode } = await demo.app.inject({
    method: 'POST',
    url: path,
    headers: payload ? { ...headers, 'content-type': 'application/json' } : headers,
    ...(payload && { payload }),
  })
  return statusCode
}

test('who lacks a permission leaves one entry that names him, the command and the permission', async () => {
  expect(await post('/api/v1/demo/manage', await demo.bearer(CASHIER, 'store'))).toBe(403)
  const [entry, ...others] = await entries()
  expect(others).toEqual([])
  expect(entry).toMatchObject({
    category: 'system',
    action: 'demo.manage',
    outcome: 'denied',
    userId: CASHIER,
    ip: '127.0.0.1',
    after: { code: 'PERMISSION_DENIED', permission: 'store:devices.enrol' },
  })
})

test('what succeeds leaves the entry of the act and no second one', async () => {
  const before = (await entries()).length
  expect(await post('/api/v1/demo/manage', await demo.bearer(OWNER, 'store'))).toBe(200)
  const fresh = (await entries()).slice(before)
  expect(fresh.map(({ action, outcome }) => [action, outcome])).toEqual([['demo.manage', 'ok']])
})

test('an ordinary sale leaves none, nor does one that is refused, malformed or repeated', async () => {
  const before = (await entries()).length
  const bearer = await demo.bearer()
  expect(await post('/api/v1/demo/sales', bearer, { totalMinor: 5 }, 'sale')).toBe(201)
  expect(await post('/api/v1/demo/sales', bearer, { totalMinor: 5 }, 'sale')).toBe(201)
  expect(await post('/api/v1/demo/sales', bearer, { totalMinor: 5, refuse: true }, 'refused')).toBe(422)
  expect(await post('/api/v1/demo/sales', bearer, { totalMinor: 'x' }, 'bad')).toBe(400)
  expect(await entries()).toHaveLength(before)
})

test('strangers leave none, so that nobody can fill the log', async () => {
  const before = (await entries()).length
  expect(await post('/api/v1/demo/manage', 'Bearer nonsense')).toBe(401)
  const signed = demo.signed({ ...demo.store.till, peerId: OWNER }, 'POST', '/api/v1/demo/unlock', '{"pin":"1234"}')
  const unlock = { method: 'POST', url: '/api/v1/demo/unlock', payload: '{"pin":"1234"}' } as const
  await demo.app.inject({ ...unlock, headers: { ...signed, 'content-type': 'application/json' } })
  expect(await entries()).toHaveLength(before)
})

test('an act that forgets its entry fails, and that it failed is noted', async () => {
  const forgetful = handle(manage, () => ({ isDone: true }))
  const other = await openDemoApp({ modules: [defineModule({ name: 'forgetful', routes: [forgetful] })] })
  const { statusCode } = await other.app.inject({
    method: 'POST',
    url: '/api/v1/demo/manage',
    headers: { authorization: await other.bearer(OWNER, 'store') },
  })
  const noted = await other.store.database.unitOfWork.read(testContext(), (tx) =>
    readAuditChain(tx, TEST_TENANT, LINEAGE, 0, 100),
  )
  await other.close()
  expect(statusCode).toBe(500)
  expect(other.logged()).toContain('demo.manage has left no audit entry')
  expect(noted.map(({ outcome, after }) => [outcome, after])).toEqual([['failed', { code: 'INTERNAL' }]])
})

test('an act that leaves two entries fails too', async () => {
  const twice = handle(manage, ({ ctx }) =>
    demo.store.database.unitOfWork.write(ctx, 'demo.manage', async (unit) => {
      recordAudit(unit, { category: 'system', action: 'demo.manage' })
      recordAudit(unit, { category: 'system', action: 'demo.managed' })
      return { isDone: true }
    }),
  )
  const { unitOfWork } = demo.store.database
  const routes = [twice]
  const other = await openDemoApp({ modules: [defineModule({ name: 'twice', routes })], audit: auditDesk(unitOfWork) })
  const { statusCode } = await other.app.inject({
    method: 'POST',
    url: '/api/v1/demo/manage',
    headers: { authorization: await other.bearer(OWNER, 'store') },
  })
  await other.close()
  expect(statusCode).toBe(500)
  expect(other.logged()).toContain('demo.manage has left more than one audit entry')
})
