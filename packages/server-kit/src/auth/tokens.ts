import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { assert, type Awaitable, type Clock } from '@pos/core'
import type { DeviceId, Instant, ServerKind, StoreId, TenantId, UserId } from '@pos/shared-types'
import { calculateJwkThumbprint, SignJWT } from 'jose'
import { readOrCreateSecret } from '../secrets/secret-file.ts'
import type { OperatorCaller, UserCaller } from './caller.ts'
import { privateKeyOf } from './signature.ts'
import { audienceOf, createTokenVerifier, MAX_TOKEN_LIFE_MS } from './verify-token.ts'

/** Says who holds a token. The one door through which tokens come in. */
export interface TokenVerifier {
  /** @throws DomainError AUTH_REQUIRED, or AUTH_SESSION_ENDED when the token was good once */
  verify(token: string): Awaitable<UserCaller | OperatorCaller>
}

export type TokenSubject = {
  readonly userId: UserId
  readonly tenantId: TenantId
  readonly storeId?: StoreId | undefined
  readonly appContext: UserCaller['appContext']
  readonly deviceId?: DeviceId | undefined
  readonly sessionId?: string | undefined
}

export interface Tokens extends TokenVerifier {
  /** An access token of this node. `lifetimeMs` is at most 15 minutes. */
  issue(
    subject: TokenSubject,
    lifetimeMs: number,
  ): Promise<{ readonly accessToken: string; readonly expiresAt: Instant }>
}

type TokenOptions = {
  readonly kind: ServerKind
  /** PKCS #8 PEM in the node's data folder; made on the first start. */
  readonly keyFile: string
  readonly clock: Clock
  /** The store this server belongs to; undefined until it is provisioned. */
  readonly storeId?: () => StoreId | undefined
}

/** Issues and verifies this node's access tokens: EdDSA, with a key no other node knows. */
export async function createTokens({ kind, keyFile, clock, storeId = () => undefined }: TokenOptions): Promise<Tokens> {
  const privateKey = privateKeyOf(await readOrCreateSecret(keyFile, newKeyPem))
  const publicKey = createPublicKey(privateKey)
  const kid = await thumbprint(publicKey)
  const node = () => (kind === 'hq' ? 'hq' : storeId())
  const verify = createTokenVerifier({ keys: new Map([[kid, publicKey]]), clock, node })

  return {
    verify,
    issue: async (subject, lifetimeMs) => {
      const issuer = node()
      assert(issuer !== undefined, 'a store server that is not provisioned issues no tokens')
      assert(lifetimeMs > 0 && lifetimeMs <= MAX_TOKEN_LIFE_MS, `a token cannot live ${lifetimeMs} ms`)
      // To the millisecond: what is given in the second of a revocation, but after it, is good.
      const issuedAt = clock.now() / 1000
      const expiresAt = Math.floor(issuedAt + lifetimeMs / 1000)
      const { userId, tenantId, appContext, deviceId, sessionId } = subject
      const accessToken = await new SignJWT({
        tenant: tenantId,
        ctx: appContext,
        ...(subject.storeId !== undefined && { store: subject.storeId }),
        ...(deviceId !== undefined && { device: deviceId }),
        ...(sessionId !== undefined && { sid: sessionId }),
      })
        .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid })
        .setSubject(userId)
        .setIssuer(issuer)
        .setAudience(audienceOf(appContext, subject.storeId))
        .setIssuedAt(issuedAt)
        .setExpirationTime(expiresAt)
        .sign(privateKey)
      return { accessToken, expiresAt: expiresAt * 1000 }
    },
  }
}

function newKeyPem(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' })
}

async function thumbprint(key: KeyObject): Promise<string> {
  return calculateJwkThumbprint(key)
}
