import type { Awaitable } from '@pos/core'
import type { HqTx, SqlTx, StoreTx } from '@pos/db'
import type {
  Comparison,
  DeviceId,
  DigestGrain,
  DigestSheet,
  Instant,
  NamedRows,
  StoreId,
  TenantId,
} from '@pos/shared-types'
import type { ComparedDigest, NamedDigest } from '@pos/sync-engine'
import { sql } from 'drizzle-orm'
import { after } from '../is-promise.ts'

type About = {
  readonly tenantId: TenantId
  /** Who was compared with the node above it: a store with head office, a till with its store. */
  readonly scope: StoreId | DeviceId
  readonly at: Instant
  readonly sheet: Pick<DigestSheet, 'version' | 'seq'>
}

type KeptDigest = ComparedDigest & Partial<Pick<NamedDigest, 'differing'>>

/**
 * Keeps what came of a comparison, in place of the one before of the same kinds: the own digest, and beside it the word
 * of the peer.
 */
export function keepDigests(tx: StoreTx, about: About, compared: readonly KeptDigest[]): void
export function keepDigests(tx: HqTx, about: About, compared: readonly KeptDigest[]): Promise<void>
export function keepDigests(
  tx: StoreTx | HqTx,
  { tenantId, scope, at, sheet }: About,
  compared: readonly KeptDigest[],
): Awaitable<void> {
  const target: SqlTx = tx
  const has = (wanted: ComparedDigest['kind']) => compared.some(({ kind }) => kind === wanted)
  const gone = target.query(sql`
    delete from sync_digests where tenant_id = ${tenantId} and scope = ${scope}
      and (kind = 'catalogue' and ${has('catalogue')} or kind = 'sales' and ${has('sales')} or kind = 'stock' and ${has('stock')})`)
  const rows = compared.map(({ kind, grain, count, sumMinor, hash, peerHash, verdict, differing = null }) => ({
    kind,
    grain,
    asOf: kind === 'catalogue' ? sheet.version : sheet.seq,
    count,
    sumMinor,
    hash,
    peerHash,
    verdict,
    differing,
  }))
  const constants = { tenantId, scope, computedAt: at }
  return after(gone, () => after(target.insert('syncDigests', rows, constants), () => {}))
}

/** Keeps which rows of a thing differ, once that is known. */
export function nameDifference(
  tx: StoreTx | HqTx,
  { tenantId, scope }: Pick<About, 'tenantId' | 'scope'>,
  { kind, grain }: DigestGrain,
  differing: NamedRows,
): Awaitable<void> {
  const target: SqlTx = tx
  const named = target.query(sql`update sync_digests set differing = ${JSON.stringify(differing)}
    where tenant_id = ${tenantId} and scope = ${scope} and kind = ${kind} and grain = ${grain} and verdict = 'different'`)
  return after(named, () => {})
}

export type DigestRow = DigestGrain & {
  readonly scope: StoreId | DeviceId
  readonly asOf: number
  readonly verdict: ComparedDigest['verdict']
  readonly at: Instant
  readonly differing: string | null
}

/** What the last comparisons with the nodes of the tenant found, one row for each thing that was compared. */
export function readDigestRows(tx: StoreTx, tenantId: TenantId): readonly DigestRow[]
export function readDigestRows(tx: HqTx, tenantId: TenantId): Promise<readonly DigestRow[]>
export function readDigestRows(tx: StoreTx | HqTx, tenantId: TenantId): Awaitable<readonly DigestRow[]> {
  const source: SqlTx = tx
  return source.query<DigestRow>(sql`
    select scope, kind, grain, as_of as "asOf", verdict, computed_at as "at", cast(differing as text) as differing
    from sync_digests where tenant_id = ${tenantId} order by kind, grain`)
}

const UNNAMED: NamedRows = { rows: [], more: 0 }

/** What the rows of one node say of it; null before its first comparison. */
export function comparisonIn(rows: readonly DigestRow[]): Comparison | null {
  if (rows.length === 0) return null
  const found = rows.filter(({ verdict }) => verdict === 'different')
  return {
    at: Math.max(...rows.map(({ at }) => at)),
    version: rows.find(({ kind }) => kind === 'catalogue')?.asOf ?? 0,
    differing: found.map(({ kind, grain, differing }) => {
      const { rows: named, more }: NamedRows = differing === null ? UNNAMED : JSON.parse(differing)
      return { kind, grain, rows: named, more }
    }),
    pending: rows.filter(({ verdict }) => verdict === 'pending').length,
  }
}
