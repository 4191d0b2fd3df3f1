import type { KeyObject } from 'node:crypto'
import { DomainError, type Awaitable, type Clock } from '@pos/core'
import { schema, type DeviceId, type StoreId, type TenantId, type UserId } from '@pos/shared-types'
import { errors, jwtVerify, type JWSHeaderParameters, type JWTPayload } from 'jose'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { sha256 } from '../adapters/sha256.ts'
import { BoundedCache } from '../bounded-cache.ts'
import type { OperatorCaller, UserCaller } from './caller.ts'

type TokenCaller = UserCaller | OperatorCaller

type Remembered = { readonly caller: TokenCaller; readonly expiresAtMs: number; readonly node: string }

type VerifierOptions = {
  /** Public keys by `kid`: the only keys that count, whatever a token brings along. */
  readonly keys: ReadonlyMap<string, KeyObject>
  readonly clock: Clock
  /** Issuer and holder of the audiences: `hq`, or the id of the store; undefined while it has none. */
  readonly node: () => string | undefined
}

/** Longest life of an access token, whatever it says of its end. */
export const MAX_TOKEN_LIFE_MS = 15 * 60_000
const CLOCK_TOLERANCE_S = 30
const MAX_TOKEN_LENGTH = 4096
const REMEMBERED = 10_000
const KEY_HEADERS = ['jwk', 'jku', 'x5u', 'x5c', 'crit'] as const

const Claims = Compile(
  Type.Object({
    sub: schema.uuid<UserId>(),
    tenant: schema.uuid<TenantId>(),
    store: Type.Optional(schema.uuid<StoreId>()),
    ctx: schema.oneOf('hq', 'store', 'pos'),
    device: Type.Optional(schema.uuid<DeviceId>()),
    sid: Type.Optional(schema.uuid()),
    aud: Type.String(),
    iat: Type.Number(),
    exp: Type.Integer(),
  }),
)

const OperatorClaims = Compile(
  Type.Object({
    sub: schema.uuid(),
    ctx: schema.oneOf('operator'),
    aud: schema.oneOf('operator'),
    iat: Type.Number(),
    exp: Type.Integer(),
  }),
)

/** Who may read a token: `hq`, `store:<id>`, `pos:<id>`. A token for one is refused by every other. */
export function audienceOf(appContext: UserCaller['appContext'], storeId: string | undefined): string {
  if (appContext === 'hq') return 'hq'
  if (storeId === undefined) throw new TypeError(`a token for ${appContext} names a store`)
  return `${appContext}:${storeId}`
}

/**
 * The one function that believes a token. A token that was verified is remembered by its hash until it expires, since
 * a signature costs more than all the rest of a request.
 */
export function createTokenVerifier({ keys, clock, node }: VerifierOptions): (token: string) => Awaitable<TokenCaller> {
  const remembered = new BoundedCache<Remembered>(REMEMBERED)

  async function verifyAnew(token: string, digest: string): Promise<TokenCaller> {
    const issuer = node()
    if (issuer === undefined) throw new DomainError('AUTH_REQUIRED')
    try {
      const { payload } = await jwtVerify(token, (header) => keyOf(header, keys), {
        algorithms: ['EdDSA'],
        issuer,
        audience: issuer === 'hq' ? ['hq', 'operator'] : [`store:${issuer}`, `pos:${issuer}`],
        typ: 'at+jwt',
        requiredClaims: ['sub', 'ctx', 'iat', 'exp', 'aud'],
        // Refuses what was issued in the future too.
        maxTokenAge: MAX_TOKEN_LIFE_MS / 1000,
        clockTolerance: CLOCK_TOLERANCE_S,
        currentDate: new Date(clock.now()),
      })
      const { caller, expiresAtMs } = callerOf(payload)
      remembered.set(digest, { caller, expiresAtMs, node: issuer })
      return caller
    } catch (error) {
      throw refusal(error)
    }
  }

  return (token) => {
    if (token.length > MAX_TOKEN_LENGTH) throw new DomainError('AUTH_REQUIRED')
    const digest = sha256(token)
    const known = remembered.get(digest)
    if (known === undefined || known.node !== node()) return verifyAnew(token, digest)
    if (clock.now() < known.expiresAtMs) return known.caller
    remembered.delete(digest)
    throw new DomainError('AUTH_SESSION_ENDED')
  }
}

function keyOf(header: JWSHeaderParameters, keys: VerifierOptions['keys']): KeyObject {
  const key = keys.get(header.kid ?? '')
  if (key === undefined || KEY_HEADERS.some((name) => name in header)) throw new DomainError('AUTH_REQUIRED')
  return key
}

function callerOf(payload: JWTPayload): { caller: TokenCaller; expiresAtMs: number } {
  if (OperatorClaims.Check(payload)) {
    return { caller: { kind: 'operator', operatorId: payload.sub }, expiresAtMs: endOf(payload) }
  }
  if (!Claims.Check(payload)) throw new DomainError('AUTH_REQUIRED')
  const { sub, tenant, store, ctx, device, sid, aud, iat } = payload
  if (ctx !== 'hq' && store === undefined) throw new DomainError('AUTH_REQUIRED')
  if (aud !== audienceOf(ctx, store)) throw new DomainError('AUTH_REQUIRED')
  return {
    caller: {
      kind: 'user',
      userId: sub,
      tenantId: tenant,
      storeId: store,
      appContext: ctx,
      deviceId: device,
      sessionId: sid,
      issuedAt: Math.round(iat * 1000),
    },
    expiresAtMs: endOf(payload),
  }
}

function endOf({ iat, exp }: { readonly iat: number; readonly exp: number }): number {
  return Math.min(exp * 1000, iat * 1000 + MAX_TOKEN_LIFE_MS)
}

function refusal(error: unknown): unknown {
  if (error instanceof errors.JWTExpired) return new DomainError('AUTH_SESSION_ENDED')
  if (error instanceof errors.JOSEError) return new DomainError('AUTH_REQUIRED', {}, { cause: error })
  return error
}
