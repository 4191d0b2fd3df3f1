import { DomainError } from '@pos/core'
import {
  checkSale,
  createUser,
  getSale,
  listSales,
  listStores,
  login,
  openPeerTicket,
  releaseRegister,
  revokeProvisioning,
  syncStatus,
} from '@pos/shared-types'
import { beforeEach, describe, expect, test } from 'vitest'
import { FakeServer } from '../test/fake-server.ts'
import { BackendRefusal, type Adapter, type AdapterOptions } from './index.ts'

const USER = { username: 'ana', displayName: 'Ana', locale: 'es' as const }
const problem = (code: string, status: number, more: object = {}) => ({
  status,
  text: JSON.stringify({ code, status, params: {}, detail: 'Sentence.', traceId: 't1', ...more }),
})

/** What an adapter promises, whatever carries its requests. `open` puts one before a server. */
export function adapterContract(title: string, open: (server: FakeServer, options: AdapterOptions) => Adapter): void {
  describe(`${title} keeps the promises of an adapter`, () => {
    let server: FakeServer
    let adapter: Adapter
    let token: string | undefined
    let keys: number
    let waited: number[]
    let signedOut: number
    let denied: number

    beforeEach(() => {
      server = new FakeServer()
      token = 'secret'
      keys = 0
      signedOut = 0
      denied = 0
      waited = []
      adapter = open(server, {
        token: () => token,
        language: () => 'es',
        newKey: () => `key-${(keys += 1)}`,
        wait: async (ms) => void waited.push(ms),
        onSignedOut: () => (signedOut += 1),
        onDenied: () => (denied += 1),
        timeoutMs: 500,
      })
    })

    test('what stores and tills exchange has a place of its own', async () => {
      server.answer = () => ({ status: 200, text: '{}' })
      await adapter.execute(syncStatus, {})
      await adapter.execute(openPeerTicket, {})
      expect(server.got.map(({ target }) => target)).toEqual(['/api/v1/sync/status', '/sync/v1/tickets'])
    })

    test('a command goes to its place, with its parameters, query, body, token and language', async () => {
      server.answer = () => ({ status: 200, text: '{"items":[],"nextCursor":null}' })
      const page = await adapter.execute(listSales, { query: { from: '2026-03-01', limit: 10, storeId: undefined } })
      expect(page).toEqual({ items: [], nextCursor: null })
      await adapter.execute(getSale, { params: { id: 'a/b?c' } })
      await adapter.execute(createUser, { body: USER })
      expect(server.got.map(({ method, target }) => `${method} ${target}`)).toEqual([
        'GET /api/v1/sales?from=2026-03-01&limit=10',
        'GET /api/v1/sales/a%2Fb%3Fc',
        'POST /api/v1/users',
      ])
      expect(JSON.parse(server.got[2]?.body ?? '')).toEqual(USER)
      expect(server.got[2]?.headers).toMatchObject({ authorization: 'Bearer secret', 'accept-language': 'es' })
    })

    test('without a token nothing claims to be somebody, and the token of the moment is sent', async () => {
      token = undefined
      await adapter.execute(login, { body: { username: 'ana', password: 'x' } })
      token = 'other'
      await adapter.execute(listStores, {})
      expect(server.got.map(({ headers }) => headers['authorization'])).toEqual([undefined, 'Bearer other'])
    })

    test('what changes something carries an idempotency key, what reads has none', async () => {
      await adapter.execute(createUser, { body: USER })
      await adapter.execute(createUser, { body: USER, key: 'mine' })
      await adapter.execute(revokeProvisioning, { params: { id: 's', tokenId: 't' } })
      await adapter.execute(listStores, {})
      expect(server.got.map(({ headers }) => headers['idempotency-key'])).toEqual(['key-1', 'mine', 'key-2', undefined])
    })

    test('when no answer came, a keyed command is sent again with the same key', async () => {
      let tries = 0
      server.answer = () => ((tries += 1) < 3 ? 'cut' : { status: 201, text: '{"id":"u1"}' })
      expect(await adapter.execute(createUser, { body: USER })).toEqual({ id: 'u1' })
      expect(server.got.map(({ headers }) => headers['idempotency-key'])).toEqual(['key-1', 'key-1', 'key-1'])
      expect(waited).toEqual([300, 1200])
    })

    test('a command that is not keyed is not sent twice', async () => {
      server.answer = () => 'cut'
      await expect(adapter.execute(releaseRegister, { params: { id: 'r' } })).rejects.toMatchObject({
        code: 'HQ_UNREACHABLE',
      })
      await expect(adapter.execute(checkSale, { body: { registerId: 'r', lines: [] } })).rejects.toBeInstanceOf(
        DomainError,
      )
      expect(server.got).toHaveLength(2)
    })

    test('a refusal comes as the server said it: code, status, parameters, fields and sentence', async () => {
      const fields = [{ path: 'body/name', problem: 'missing' }]
      server.answer = () => problem('RETURN_EXCEEDS_SOLD', 409, { params: { quantity: 1000 }, fields })
      const refused = await adapter.execute(createUser, { body: USER }).catch((error: unknown) => error)
      expect(refused).toBeInstanceOf(BackendRefusal)
      expect(refused).toBeInstanceOf(DomainError)
      expect(refused).toMatchObject({
        code: 'RETURN_EXCEEDS_SOLD',
        status: 409,
        params: { quantity: 1000 },
        sentence: 'Sentence.',
        traceId: 't1',
        fields,
      })
      expect(server.got).toHaveLength(1)
    })

    test('a code that this version does not know is still a refusal', async () => {
      server.answer = () => problem('FROM_THE_FUTURE', 422)
      await expect(adapter.execute(listStores, {})).rejects.toMatchObject({ code: 'INTERNAL', sentence: 'Sentence.' })
    })

    test("a gateway's own page is a server that does not answer", async () => {
      server.answer = () => ({ status: 502, text: '<h1>Bad gateway</h1>' })
      const refused = await adapter.execute(listStores, {}).catch((error: unknown) => error)
      expect(refused).toMatchObject({ code: 'HQ_UNREACHABLE', params: { status: 502 } })
      expect(refused).not.toBeInstanceOf(BackendRefusal)
    })

    test('whoever is signed out by the server is told once, and a wrong password is not that', async () => {
      server.answer = () => problem('AUTH_FAILED', 401)
      await expect(adapter.execute(login, { body: { username: 'a', password: 'b' } })).rejects.toThrow(BackendRefusal)
      expect(signedOut).toBe(0)
      server.answer = () => problem('AUTH_SESSION_ENDED', 401)
      await expect(adapter.execute(listStores, {})).rejects.toThrow(BackendRefusal)
      expect(signedOut).toBe(1)
    })

    test('whoever lacks a right is told apart from whom a rule refuses', async () => {
      server.answer = () => problem('POLICY_DENIED', 403)
      await expect(adapter.execute(listStores, {})).rejects.toThrow(BackendRefusal)
      expect(denied).toBe(0)
      server.answer = () => problem('PERMISSION_DENIED', 403)
      await expect(adapter.execute(listStores, {})).rejects.toThrow(BackendRefusal)
      expect([denied, signedOut]).toEqual([1, 0])
    })

    test('a token that is missing or no longer taken is renewed, and the command sent again with its key', async () => {
      const renewals: string[] = []
      const renewing = open(server, {
        token: () => token,
        newKey: () => `key-${(keys += 1)}`,
        wait: async () => {},
        onSignedOut: () => (signedOut += 1),
        renew: async () => {
          token = `token-${renewals.push('renewed')}`
          return true
        },
      })
      let answers = 0
      server.answer = () =>
        (answers += 1) === 2 ? problem('AUTH_SESSION_ENDED', 401) : { status: 200, text: '{"items":[]}' }
      token = undefined
      await renewing.execute(listStores, {})
      await renewing.execute(createUser, { body: USER })
      expect(server.got.map(({ headers }) => [headers['authorization'], headers['idempotency-key']])).toEqual([
        ['Bearer token-1', undefined],
        ['Bearer token-1', 'key-1'],
        ['Bearer token-2', 'key-1'],
      ])
      expect([renewals.length, signedOut]).toEqual([2, 0])
    })

    test('a token that cannot be renewed is the end of the session, and signing in asks for none', async () => {
      const renewing = open(server, {
        token: () => undefined,
        newKey: () => 'key',
        wait: async () => {},
        onSignedOut: () => (signedOut += 1),
        renew: async () => false,
      })
      server.answer = () => problem('AUTH_REQUIRED', 401)
      await expect(renewing.execute(listStores, {})).rejects.toThrow(BackendRefusal)
      expect([server.got.length, signedOut]).toEqual([1, 1])
      await expect(renewing.execute(login, { body: { username: 'a', password: 'b' } })).rejects.toThrow(BackendRefusal)
      expect(signedOut).toBe(1)
    })

    test('an answer without a body is undefined', async () => {
      server.answer = () => ({ status: 204, text: '' })
      expect(await adapter.execute(releaseRegister, { params: { id: 'r' } })).toBeUndefined()
    })

    test('who gives up waits no longer', async () => {
      const controller = new AbortController()
      server.answer = () => {
        controller.abort()
        return { status: 200, text: '{}' }
      }
      await expect(adapter.execute(listStores, { signal: controller.signal })).rejects.toMatchObject({
        code: 'HQ_UNREACHABLE',
      })
      expect(server.got).toHaveLength(1)
    })
  })
}
