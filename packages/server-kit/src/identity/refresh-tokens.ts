import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Hash, TenantId } from '@pos/shared-types'
import { sha256 } from '../adapters/sha256.ts'
import type { NodeKey } from './node-key.ts'

/** One generation of the tokens that continue a session. */
export type RefreshToken = {
  /** Said in clear: the row is found as this tenant. */
  readonly tenantId: TenantId
  readonly familyId: string
  /** Grows by one with each use. */
  readonly generation: number
}

export interface RefreshTokens {
  /** The token as the browser keeps it. The same generation is the same text, so a lost one can be given again. */
  write(token: RefreshToken): string
  /** What a browser brought, when it was written here. */
  read(text: string): RefreshToken | undefined
  /** What is kept of a token. */
  hashOf(token: RefreshToken): Hash
}

const ID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const FORM = new RegExp(`^(${ID})\\.(${ID})\\.(\\d{1,9})\\.([\\w-]{43})$`)

/** Tokens of 256 bits derived from a key of this node: token n = HMAC(key, family, n). */
export function createRefreshTokens(nodeKey: NodeKey): RefreshTokens {
  const key = nodeKey.of('refresh tokens')
  const sealOf = ({ tenantId, familyId, generation }: RefreshToken) =>
    createHmac('sha256', key).update(`${tenantId} ${familyId} ${generation}`).digest()

  return {
    write: (token) => `${token.tenantId}.${token.familyId}.${token.generation}.${sealOf(token).toString('base64url')}`,
    read(text) {
      const [, tenantId = '', familyId = '', digits = '', seal = ''] = FORM.exec(text) ?? []
      const token = { tenantId, familyId, generation: Number(digits) }
      const given = Buffer.from(seal, 'base64url')
      const expected = sealOf(token)
      return given.length === expected.length && timingSafeEqual(given, expected) ? token : undefined
    },
    hashOf: (token) => sha256(sealOf(token)),
  }
}
