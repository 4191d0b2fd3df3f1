import type { Ids, Unit } from '@pos/core'
import type { SqlTx } from '@pos/db'
import type { DeviceId, Instant, StoreId, UserId } from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import type { RefreshToken, RefreshTokens } from './refresh-tokens.ts'
import { endSessions, lockFamily, type SessionRow } from './session-rows.ts'

export type NewSession = {
  readonly userId: UserId
  readonly appContext: 'hq' | 'store'
  readonly storeId?: StoreId | undefined
  readonly deviceId: DeviceId
  readonly lifeMs: number
  readonly ip: string
  readonly userAgent: string
}

export type LiveSession = {
  readonly id: string
  readonly userId: UserId
  readonly storeId: StoreId | null
  readonly deviceId: DeviceId
  readonly expiresAt: Instant
  readonly createdAt: Instant
  /** What continues it. */
  readonly token: RefreshToken
}

/** What became of a refresh token that was brought. */
export type Refreshed =
  | { readonly kind: 'live'; readonly session: LiveSession; readonly isRepeated: boolean }
  | { readonly kind: 'ended' }
  /** An older one came again: somebody else has it. The session is over for both. */
  | { readonly kind: 'reused'; readonly sessionId: string; readonly userId: UserId }

/** For so long the token before the last is answered with the last once more: its answer may have been lost. */
const GRACE_MS = 30_000
/** What is left of a session that is not worth a token. */
const LAST_MS = 1_000
const SHOWN_AGENT = 200

/** Begins a session and ends the one the person had in this application: there is one at a time. */
export async function beginSession(
  unit: Unit<SqlTx>,
  ids: Ids,
  tokens: RefreshTokens,
  input: NewSession,
): Promise<{ readonly session: LiveSession; readonly ended: readonly string[] }> {
  const { userId, appContext, storeId = null, deviceId, lifeMs, ip, userAgent } = input
  const ended = await endSessions(unit, 'signed_in_again', { userId, appContext })
  const { tenantId, at } = unit
  const token = { tenantId, familyId: ids.next(), generation: 1 }
  const id = ids.next()
  const expiresAt = at + lifeMs
  await unit.tx.insert('sessions', [
    {
      tenantId,
      id,
      userId,
      appContext,
      storeId,
      deviceId,
      familyId: token.familyId,
      generation: token.generation,
      tokenHash: tokens.hashOf(token),
      prevTokenHash: null,
      rotatedAt: at,
      createdAt: at,
      lastUsedAt: at,
      expiresAt,
      revokedAt: null,
      revokeReason: null,
      ip,
      userAgent: userAgent.slice(0, SHOWN_AGENT),
    },
  ])
  const session = { id, userId, storeId, deviceId, createdAt: at, expiresAt, token }
  return { session, ended }
}

/**
 * Exchanges a refresh token for its successor. The predecessor is answered with the same successor for 30 seconds, to
 * the device that has it; any older one ends the session, because two parties must hold it.
 */
export async function refreshSession(
  unit: Unit<SqlTx>,
  tokens: RefreshTokens,
  given: RefreshToken,
  deviceId: DeviceId | undefined,
): Promise<Refreshed> {
  const row = await lockFamily(unit.tx, unit.tenantId, given.familyId)
  if (!row || row.revokedAt !== null || row.expiresAt - unit.at < LAST_MS || row.deviceId === null)
    return { kind: 'ended' }
  const isSameDevice = row.deviceId === deviceId
  const age = row.generation - given.generation
  if (age === 0 && isSameDevice && isHash(row.tokenHash, tokens.hashOf(given))) return rotate(unit, tokens, row)
  const isInGrace = age === 1 && isSameDevice && unit.at - row.rotatedAt <= GRACE_MS
  if (isInGrace && isHash(row.prevTokenHash, tokens.hashOf(given))) {
    return { kind: 'live', session: liveSession(row, { ...given, generation: row.generation }), isRepeated: true }
  }
  await endSessions(unit, 'token_reused', { id: row.id })
  return { kind: 'reused', sessionId: row.id, userId: row.userId }
}

async function rotate(unit: Unit<SqlTx>, tokens: RefreshTokens, row: SessionRow): Promise<Refreshed> {
  const next = { tenantId: unit.tenantId, familyId: row.familyId, generation: row.generation + 1 }
  const now = unit.tx.fragments.instant(unit.at)
  await unit.tx.query(sql`
    update sessions set generation = ${next.generation}, prev_token_hash = token_hash,
      token_hash = ${Buffer.from(tokens.hashOf(next), 'hex')}, rotated_at = ${now}, last_used_at = ${now}
    where tenant_id = ${unit.tenantId} and id = ${row.id}`)
  return { kind: 'live', session: liveSession(row, next), isRepeated: false }
}

function liveSession(row: SessionRow, token: RefreshToken): LiveSession {
  const { id, userId, storeId, createdAt, expiresAt } = row
  return { id, userId, storeId, deviceId: row.deviceId ?? '', createdAt, expiresAt, token }
}

function isHash(kept: Uint8Array | null, hash: string): boolean {
  return kept !== null && Buffer.from(kept).toString('hex') === hash
}
