import type { Awaitable } from '@pos/core'
import type { Hash, Instant, TenantId } from '@pos/shared-types'
import { claimHqKey, keepHqAnswer, pruneHqKeys } from './postgres/idempotency-keys.ts'
import { findStoreKey, keepStoreAnswer, pruneStoreKeys } from './sqlite/idempotency-keys.ts'
import type { HqTx, StoreTx } from './tx.ts'

/** A request that must happen once: who sent it, under which key, and a hash of what it said. */
export type KeyClaim = {
  readonly tenantId: TenantId
  readonly clientId: string
  readonly key: string
  readonly command: string
  readonly bodySha256: Hash
  readonly createdAt: Instant
  readonly expiresAt: Instant
}

export type StoredAnswer = { readonly status: number; readonly response: Buffer }

/** A key that was used before. `answer` is undefined while a job that outlives its unit still works on it. */
export type AnsweredKey = { readonly bodySha256: Hash; readonly answer: StoredAnswer | undefined }

/**
 * The first statement of a keyed unit. Undefined means that this request is the first, and no twin will pass before
 * the unit has ended: where units run at the same time the twin waits here, and then gets the stored answer.
 */
export function claimKey(tx: StoreTx | HqTx, claim: KeyClaim): Awaitable<AnsweredKey | undefined> {
  return isStore(tx) ? findStoreKey(tx, claim) : claimHqKey(tx, claim)
}

/** The last statement of a keyed unit. A unit that is refused never comes here, so a refusal stores nothing. */
export function keepAnswer(tx: StoreTx | HqTx, claim: KeyClaim, answer: StoredAnswer): Awaitable<void> {
  return isStore(tx) ? keepStoreAnswer(tx, claim, answer) : keepHqAnswer(tx, claim, answer)
}

/** Forgets at most `limit` keys that expired before `before`; gives how many. */
export function pruneKeys(tx: StoreTx | HqTx, before: Instant, limit: number): Awaitable<number> {
  return isStore(tx) ? pruneStoreKeys(tx, before, limit) : pruneHqKeys(tx, before, limit)
}

function isStore(tx: StoreTx | HqTx): tx is StoreTx {
  return 'catalog' in tx
}
