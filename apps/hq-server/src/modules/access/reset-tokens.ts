import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Clock } from '@pos/core'
import type { NodeKey } from '@pos/server-kit'
import type { Instant, TenantId, UserId } from '@pos/shared-types'

export type ResetClaim = { readonly tenantId: TenantId; readonly userId: UserId; readonly expiresAt: Instant }

/**
 * Tokens that let a person choose a new password. One is bound to the password it replaces, so that it is worthless once
 * it was used, or after any other change.
 */
export interface ResetTokens {
  write(
    tenantId: TenantId,
    userId: UserId,
    currentHash: string,
  ): { readonly token: string; readonly expiresAt: Instant }
  /** Whose token it says it is, while it is not too old; `isFor` decides. */
  read(token: string): ResetClaim | undefined
  isFor(token: string, claim: ResetClaim, currentHash: string): boolean
}

const LIFE_MS = 60 * 60_000
const FORM = /^([0-9a-f-]{36})\.([0-9a-f-]{36})\.(\d{13})\.([\w-]{43})$/

export function createResetTokens(nodeKey: NodeKey, clock: Clock): ResetTokens {
  const key = nodeKey.of('password resets')
  const sealOf = ({ tenantId, userId, expiresAt }: ResetClaim, currentHash: string) =>
    createHmac('sha256', key)
      .update(JSON.stringify([tenantId, userId, expiresAt, currentHash]))
      .digest()

  return {
    write(tenantId, userId, currentHash) {
      const expiresAt = clock.now() + LIFE_MS
      const mac = sealOf({ tenantId, userId, expiresAt }, currentHash).toString('base64url')
      return { token: `${tenantId}.${userId}.${expiresAt}.${mac}`, expiresAt }
    },
    read(token) {
      const [, tenantId, userId, expires] = FORM.exec(token) ?? []
      if (tenantId === undefined || userId === undefined || Number(expires) <= clock.now()) return undefined
      return { tenantId, userId, expiresAt: Number(expires) }
    },
    isFor(token, claim, currentHash) {
      const given = Buffer.from(FORM.exec(token)?.[4] ?? '', 'base64url')
      const expected = sealOf(claim, currentHash)
      return given.length === expected.length && timingSafeEqual(given, expected)
    },
  }
}
