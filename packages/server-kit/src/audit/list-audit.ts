import { DomainError, type Awaitable } from '@pos/core'
import type { SqlTx } from '@pos/db'
import type { AuditCategory, AuditOutcome, AuditRecord, Instant, StoreId, TenantId, UserId } from '@pos/shared-types'
import { sql, type SQL } from 'drizzle-orm'
import { readAuditRows } from './read-chain.ts'

export type AuditFilter = {
  readonly category?: AuditCategory | undefined
  /** A command, or the beginning of one: `users`, `sales.discount`. */
  readonly action?: string | undefined
  readonly outcome?: AuditOutcome | undefined
  readonly userId?: UserId | undefined
  readonly entity?: string | undefined
  readonly entityId?: string | undefined
  readonly storeId?: StoreId | undefined
  readonly from?: Instant | undefined
  /** Up to and with this moment. */
  readonly to?: Instant | undefined
  readonly cursor?: string | undefined
}

type Mark = { readonly at: Instant; readonly node: string; readonly seq: number }

const LATEST = 8_640_000_000_000
const CURSOR = /^(\d{1,13})_([0-9a-z-]{1,64})_(\d{1,15})$/

/**
 * One page of entries of all chains of this server, the latest first.
 *
 * @throws DomainError VALIDATION_FAILED for a cursor this list did not give out
 */
export function listAudit(tx: SqlTx, tenantId: TenantId, filter: AuditFilter, limit: number): Awaitable<AuditRecord[]> {
  const where = sql.join([sql`tenant_id = ${tenantId}`, ...conditions(tx, filter)], sql` and `)
  return readAuditRows(tx, sql`where ${where} order by occurred_at desc, node desc, seq desc limit ${limit}`)
}

/** The mark of the last row of a page, for the next. */
export function auditCursor(page: readonly AuditRecord[], limit: number): string | null {
  const last = page.at(-1)
  return last === undefined || page.length < limit ? null : `${last.occurredAt}_${last.node}_${last.seq}`
}

function conditions(tx: SqlTx, filter: AuditFilter): SQL[] {
  const { instant } = tx.fragments
  const { action, from, to, cursor } = filter
  const equal = [
    ['category', filter.category],
    ['outcome', filter.outcome],
    ['user_id', filter.userId],
    ['entity', filter.entity],
    ['entity_id', filter.entityId],
    ['store_id', filter.storeId],
  ] as const
  return [
    ...equal.flatMap(([column, value]) => (value === undefined ? [] : [sql`${sql.identifier(column)} = ${value}`])),
    ...(action === undefined
      ? []
      : [sql`(action = ${action} or substr(action, 1, ${action.length + 1}) = ${`${action}.`})`]),
    ...(from === undefined ? [] : [sql`occurred_at >= ${instant(from)}`]),
    ...(to === undefined ? [] : [sql`occurred_at <= ${instant(to)}`]),
    ...(cursor === undefined ? [] : [before(tx, markOf(cursor))]),
  ]
}

function before({ fragments }: SqlTx, { at, node, seq }: Mark): SQL {
  return sql`(occurred_at, node, seq) < (${fragments.instant(at)}, ${node}, ${seq})`
}

function markOf(cursor: string): Mark {
  const [, at, node = '', seq] = CURSOR.exec(cursor) ?? []
  if (at === undefined || Number(at) > LATEST) throw new DomainError('VALIDATION_FAILED')
  return { at: Number(at), node, seq: Number(seq) }
}
