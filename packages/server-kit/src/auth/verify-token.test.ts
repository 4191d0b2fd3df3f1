import { createHmac, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { DomainError } from '@pos/core'
import { fakeClock, temporaryFolder, type TemporaryFolder } from '@pos/testing'
import { SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTokenVerifier } from './verify-token.ts'
import { createTokens } from './tokens.ts'

const STORE = '01890000-0000-7000-8000-000000000002'
const OTHER = '01890000-0000-7000-8000-000000000003'
const TENANT = '01890000-0000-7000-8000-000000000001'
const USER = '01890000-0000-7000-8000-000000000010'

const LIFE_MS = 15 * 60_000
const clock = fakeClock()
const ours = generateKeyPairSync('ed25519')
const theirs = generateKeyPairSync('ed25519')
const verify = createTokenVerifier({ keys: new Map([['k1', ours.publicKey]]), clock, node: () => STORE })

const seconds = () => Math.floor(clock.now() / 1000)

function goodClaims() {
  return {
    sub: USER,
    tenant: TENANT,
    store: STORE,
    ctx: 'pos',
    iss: STORE,
    aud: `pos:${STORE}`,
    iat: seconds(),
    exp: seconds() + 900,
  }
}

const HEADER = { alg: 'EdDSA', typ: 'at+jwt', kid: 'k1' }

function signed(
  claims: Record<string, unknown>,
  header: Record<string, unknown> = {},
  key: KeyObject = ours.privateKey,
) {
  return new SignJWT(claims).setProtectedHeader({ ...HEADER, ...header }).sign(key)
}

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

async function codeOf(token: string): Promise<string> {
  try {
    await verify(token)
    return 'believed'
  } catch (error) {
    if (error instanceof DomainError) return error.code
    throw error
  }
}

test('a token says who signed in and where, and nothing about rights', async () => {
  const token = await signed({ ...goodClaims(), isSuperAdmin: true, permissions: ['pos:approve'] })

  expect(await verify(token)).toEqual({
    kind: 'user',
    userId: USER,
    tenantId: TENANT,
    storeId: STORE,
    appContext: 'pos',
    deviceId: undefined,
    sessionId: undefined,
    issuedAt: expect.any(Number),
  })
})

describe('a token is not believed', () => {
  const without = (claim: string) => {
    const { [claim]: _gone, ...rest } = goodClaims() as Record<string, unknown>
    return rest
  }
  const forged: readonly [what: string, token: () => string | Promise<string>][] = [
    ['empty', () => ''],
    ['not a token', () => 'abc'],
    ['without algorithm', () => `${base64({ ...HEADER, alg: 'none' })}.${base64(goodClaims())}.`],
    ['without signature', async () => (await signed(goodClaims())).replace(/[^.]+$/, '')],
    [
      'signed by HS256 with our public key',
      () => {
        const text = `${base64({ ...HEADER, alg: 'HS256' })}.${base64(goodClaims())}`
        const secret = ours.publicKey.export({ type: 'spki', format: 'pem' })
        return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
      },
    ],
    ['signed by another key', () => signed(goodClaims(), {}, theirs.privateKey)],
    ['of an unknown kid', () => signed(goodClaims(), { kid: 'k2' })],
    ['without kid', () => signed(goodClaims(), { kid: undefined })],
    ['of another type', () => signed(goodClaims(), { typ: 'JWT' })],
    ['without type', () => signed(goodClaims(), { typ: undefined })],
    ['bringing its own key', () => signed(goodClaims(), { jwk: theirs.publicKey.export({ format: 'jwk' }) })],
    ['naming a key server', () => signed(goodClaims(), { jku: 'https://example.test/keys' })],
    ['naming a certificate', () => signed(goodClaims(), { x5u: 'https://example.test/cert' })],
    [
      'with an unknown critical header',
      () => `${base64({ ...HEADER, crit: ['x'], x: 1 })}.${base64(goodClaims())}.AAAA`,
    ],
    ['of another issuer', () => signed({ ...goodClaims(), iss: OTHER })],
    ['for another store', () => signed({ ...goodClaims(), aud: `pos:${OTHER}` })],
    ['for head office', () => signed({ ...goodClaims(), aud: 'hq', ctx: 'hq' })],
    ['for a back office with a till audience', () => signed({ ...goodClaims(), ctx: 'store' })],
    ['naming another store than its audience', () => signed({ ...goodClaims(), store: OTHER })],
    ['not valid yet', () => signed({ ...goodClaims(), nbf: seconds() + 120 })],
    ['issued in the future', () => signed({ ...goodClaims(), iat: seconds() + 120, exp: seconds() + 900 })],
    ['without tenant', () => signed(without('tenant'))],
    ['without subject', () => signed(without('sub'))],
    ['without end', () => signed(without('exp'))],
    ['without issue time', () => signed(without('iat'))],
    ['without audience', () => signed(without('aud'))],
    ['without context', () => signed(without('ctx'))],
    ['with a subject that is no id', () => signed({ ...goodClaims(), sub: "' or 1=1" })],
    ['longer than any of ours', () => `${'a'.repeat(5000)}.b.c`],
  ]

  test.each(forged)('%s', async (_what, token) => {
    expect(await codeOf(await token())).toBe('AUTH_REQUIRED')
  })

  test('altered by one character', async () => {
    const token = await signed(goodClaims())
    const [header, payload, signature = ''] = token.split('.')
    const altered = signature.startsWith('A') ? `B${signature.slice(1)}` : `A${signature.slice(1)}`

    expect(await codeOf(`${header}.${payload}.${altered}`)).toBe('AUTH_REQUIRED')
  })
})

test('a session ends when its token expires, remembered or not', async () => {
  const token = await signed(goodClaims())
  const unseen = await signed({ ...goodClaims(), iat: seconds() - 1 })
  expect(await codeOf(token)).toBe('believed')

  clock.advance(16 * 60_000)

  expect(await codeOf(token)).toBe('AUTH_SESSION_ENDED')
  expect(await codeOf(unseen)).toBe('AUTH_SESSION_ENDED')
})

test('a token lives a quarter of an hour, whatever it says of its end, remembered or not', async () => {
  const token = await signed({ ...goodClaims(), exp: seconds() + 86_400 })
  expect(await codeOf(token)).toBe('believed')
  const unseen = await signed({ ...goodClaims(), exp: seconds() + 86_401 })

  clock.advance(16 * 60_000)

  expect(await codeOf(token)).toBe('AUTH_SESSION_ENDED')
  expect(await codeOf(unseen)).toBe('AUTH_SESSION_ENDED')
})

test('a verified token is remembered, so that it is believed again without waiting', async () => {
  const token = await signed(goodClaims())
  await verify(token)

  expect(verify(token)).not.toBeInstanceOf(Promise)
})

describe('the key of a node', () => {
  let folder: TemporaryFolder

  beforeAll(() => {
    folder = temporaryFolder()
  })

  afterAll(() => folder.remove())

  const open = (file: string, storeId: string | undefined) =>
    createTokens({ kind: 'store', keyFile: join(folder.path, file), clock, storeId: () => storeId })

  test('is made on the first start, kept for the owner only, and outlives a restart', async () => {
    const first = await open('a.key', STORE)
    const { accessToken } = await first.issue(
      { userId: USER, tenantId: TENANT, storeId: STORE, appContext: 'store' },
      LIFE_MS,
    )
    const second = await open('a.key', STORE)

    expect(await second.verify(accessToken)).toMatchObject({ userId: USER, appContext: 'store' })
    expect((await stat(join(folder.path, 'a.key'))).mode & 0o777).toBe(0o600)
  })

  test('is the same for processes that start at once', async () => {
    const [one, two] = await Promise.all([open('b.key', STORE), open('b.key', STORE)])
    const { accessToken } = await one.issue(
      { userId: USER, tenantId: TENANT, storeId: STORE, appContext: 'pos' },
      LIFE_MS,
    )

    expect(await two.verify(accessToken)).toMatchObject({ userId: USER })
  })

  test('of another store is unknown here', async () => {
    const other = await open('c.key', OTHER)
    const { accessToken } = await other.issue(
      { userId: USER, tenantId: TENANT, storeId: OTHER, appContext: 'pos' },
      LIFE_MS,
    )
    const here = await open('a.key', STORE)

    await expect(async () => here.verify(accessToken)).rejects.toMatchObject({ code: 'AUTH_REQUIRED' })
  })

  test('signs nothing before the store has an identity', async () => {
    const tokens = await open('d.key', undefined)

    await expect(
      tokens.issue({ userId: USER, tenantId: TENANT, storeId: STORE, appContext: 'pos' }, LIFE_MS),
    ).rejects.toThrow('not provisioned')
  })
})
