import type { Hash } from '@pos/shared-types'
import type { AnsweredKey, KeyClaim, StoredAnswer } from '../idempotency.ts'
import type { StoreTx } from '../tx.ts'

type KeyRow = { readonly bodySha256: Buffer; readonly status: number; readonly response: Buffer }

const FIND = `
  select body_sha256 as bodySha256, status, response from idempotency_keys
  where client_id = ? and key = ?`

/** Units run one after another here, so a look-up first is safe, and the answer is stored in one insert at the end. */
export function findStoreKey(tx: StoreTx, { clientId, key }: KeyClaim): AnsweredKey | undefined {
  const row = tx.prepare<KeyRow>(FIND).get([clientId, key])
  if (row === undefined) return undefined
  const bodySha256: Hash = row.bodySha256.toString('hex')
  return { bodySha256, answer: { status: row.status, response: row.response } }
}

export function keepStoreAnswer(tx: StoreTx, claim: KeyClaim, answer: StoredAnswer): void {
  tx.insert('idempotencyKeys', [{ ...claim, state: 'done', ...answer }])
}

/** Keys stand in the order in which they were used, and all live equally long: only the oldest are looked at. */
const PRUNE = `
  delete from idempotency_keys where rowid in (
    select rowid from (select rowid, expires_at from idempotency_keys order by rowid limit ?) where expires_at < ?)`

/** Forgets keys that expired before `before`, at most `limit` of them, and says how many. */
export function pruneStoreKeys(tx: StoreTx, before: number, limit: number): number {
  return tx.prepare(PRUNE).run([limit, before]).changes
}
