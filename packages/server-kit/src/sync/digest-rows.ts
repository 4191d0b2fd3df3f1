import type { Awaitable } from '@pos/core'
import type { HqTx, SqlTx, StoreTx } from '@pos/db'
import type { Comparison, DigestSheet, Instant, StoreId, TenantId } from '@pos/shared-types'
import type { ComparedDigest } from '@pos/sync-engine'
import { sql } from 'drizzle-orm'
import { after } from '../is-promise.ts'

type About = {
  readonly tenantId: TenantId
  readonly storeId: StoreId
  readonly at: Instant
  readonly sheet: Pick<DigestSheet, 'version' | 'seq'>
}

/**
 * Keeps what came of a comparison, in place of the one before of the same kinds: the own digest, and beside it the word
 * of the peer.
 */
export function keepDigests(tx: StoreTx, about: About, compared: readonly ComparedDigest[]): void
export function keepDigests(tx: HqTx, about: About, compared: readonly ComparedDigest[]): Promise<void>
export function keepDigests(
  tx: StoreTx | HqTx,
  { tenantId, storeId, at, sheet }: About,
  compared: readonly ComparedDigest[],
): Awaitable<void> {
  const target: SqlTx = tx
  const has = (wanted: ComparedDigest['kind']) => compared.some(({ kind }) => kind === wanted)
  const gone = target.query(sql`
    delete from sync_digests where tenant_id = ${tenantId} and scope = ${storeId}
      and (kind = 'catalogue' and ${has('catalogue')} or kind = 'sales' and ${has('sales')} or kind = 'stock' and ${has('stock')})`)
  const rows = compared.map(({ kind, grain, count, sumMinor, hash, peerHash, verdict }) => ({
    kind,
    grain,
    asOf: kind === 'catalogue' ? sheet.version : sheet.seq,
    count,
    sumMinor,
    hash,
    peerHash,
    verdict,
  }))
  const constants = { tenantId, scope: storeId, computedAt: at }
  return after(gone, () => after(target.insert('syncDigests', rows, constants), () => {}))
}

export type DigestRow = {
  readonly storeId: StoreId
  readonly kind: ComparedDigest['kind']
  readonly grain: string
  readonly asOf: number
  readonly verdict: ComparedDigest['verdict']
  readonly at: Instant
}

/** What the last comparisons of the tenant's stores found, one row for each thing that was compared. */
export function readDigestRows(tx: StoreTx, tenantId: TenantId): readonly DigestRow[]
export function readDigestRows(tx: HqTx, tenantId: TenantId): Promise<readonly DigestRow[]>
export function readDigestRows(tx: StoreTx | HqTx, tenantId: TenantId): Awaitable<readonly DigestRow[]> {
  const source: SqlTx = tx
  return source.query<DigestRow>(sql`
    select scope as "storeId", kind, grain, as_of as "asOf", verdict, computed_at as "at" from sync_digests
    where tenant_id = ${tenantId} order by kind, grain`)
}

/** Null before the first comparison. */
export function comparisonIn(rows: readonly DigestRow[]): Comparison | null {
  const [first] = rows
  if (first === undefined) return null
  return {
    at: first.at,
    version: rows.find(({ kind }) => kind === 'catalogue')?.asOf ?? 0,
    differing: rows.flatMap(({ kind, grain, verdict }) => (verdict === 'different' ? [{ kind, grain }] : [])),
    pending: rows.filter(({ verdict }) => verdict === 'pending').length,
  }
}
