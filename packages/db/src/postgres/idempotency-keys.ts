import type { Hash } from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import type { AnsweredKey, KeyClaim, StoredAnswer } from '../idempotency.ts'
import type { HqTx } from '../tx.ts'

type KeyRow = { readonly bodySha256: Hash; readonly status: number | null; readonly response: Buffer | null }

/**
 * Claims the key by its insert, the first statement of the unit: a twin that comes meanwhile waits on the index until
 * this transaction ends, and then finds the answer, or the place free.
 */
export async function claimHqKey(tx: HqTx, claim: KeyClaim): Promise<AnsweredKey | undefined> {
  const { tenantId, clientId, key, command, bodySha256, createdAt, expiresAt } = claim
  const claimed = await tx.query(sql`
    insert into idempotency_keys
      (tenant_id, client_id, key, command, body_sha256, state, created_at, expires_at)
    values
      (${tenantId}, ${clientId}, ${key}, ${command}, decode(${bodySha256}, 'hex'), 'in_flight',
       ${tx.fragments.instant(createdAt)}, ${tx.fragments.instant(expiresAt)})
    on conflict do nothing
    returning 1 as claimed`)
  if (claimed.length > 0) return undefined
  const [row] = await tx.query<KeyRow>(sql`
    select encode(body_sha256, 'hex') as "bodySha256", status, response from idempotency_keys
    where tenant_id = ${tenantId} and client_id = ${clientId} and key = ${key}`)
  if (row === undefined) return { bodySha256, answer: undefined }
  const { status, response } = row
  return { bodySha256: row.bodySha256, answer: status === null || response === null ? undefined : { status, response } }
}

export async function keepHqAnswer(tx: HqTx, claim: KeyClaim, answer: StoredAnswer): Promise<void> {
  await tx.query(sql`
    update idempotency_keys set state = 'done', status = ${answer.status}, response = ${answer.response}
    where tenant_id = ${claim.tenantId} and client_id = ${claim.clientId} and key = ${claim.key}`)
}

/** Forgets keys that expired before `before`, at most `limit` of them, and says how many. */
export async function pruneHqKeys(tx: HqTx, before: number, limit: number): Promise<number> {
  const gone = await tx.query(sql`
    delete from idempotency_keys where (tenant_id, client_id, key) in (
      select tenant_id, client_id, key from idempotency_keys
      where expires_at < ${tx.fragments.instant(before)} limit ${limit})
    returning 1 as gone`)
  return gone.length
}
