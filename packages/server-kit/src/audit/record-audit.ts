import { assert, type Awaitable, type Context, type Unit, type UnitOfWork } from '@pos/core'
import type { HqTx, SqlTx, StoreTx } from '@pos/db'
import {
  FIRST_AUDIT_HASH,
  HQ_NODE,
  type AuditCategory,
  type AuditOutcome,
  type AuditRecord,
  type AuditValues,
  type Hash,
  type Instant,
  type StoreId,
  type TenantId,
  type UserId,
} from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import { after } from '../is-promise.ts'
import { auditHash } from './chain.ts'

/** Told after the commit of a unit that left an entry. */
export const AUDIT_RECORDED = 'audit:recorded'

/** An act as whoever does it describes it; who, where and when come from the unit. */
export type AuditEntry = {
  readonly category: AuditCategory
  /** The command, or what it did: `users.create`, `sales.discount`. */
  readonly action: string
  /** `ok` unless told. */
  readonly outcome?: AuditOutcome
  /** The first word of `action` unless told. */
  readonly entity?: string | undefined
  readonly entityId?: string | undefined
  /** The sensitive fields before and after the act; never a secret, a whole card number or a token. */
  readonly before?: AuditValues | undefined
  readonly after?: AuditValues | undefined
  readonly approverId?: UserId | undefined
  /** Who is meant where the request cannot know it yet, as at a sign-in. */
  readonly userId?: UserId | undefined
  /** When it was done, for an act that arrives later than that. */
  readonly occurredAt?: Instant | undefined
}

type Chain = { readonly node: string; readonly storeId: StoreId | null }
type Head = { readonly seq: number; readonly hash: Hash }
type StoreChainRow = { readonly node: string; readonly storeId: StoreId }

const OWN_STORE = 'select lineage as node, store_id as storeId from store_identity where singleton = 1'

/**
 * Leaves one entry in the chain of this server, in the unit of the act: it is there exactly when the act is. At head
 * office the chain's head stays locked until the commit, so call it as late in the unit as the act allows.
 *
 * @example
 * await recordAudit(unit, { category: 'permission', action: 'users.create', entity: 'user', entityId: id, after: { name } })
 */
export function recordAudit(unit: Unit<StoreTx>, entry: AuditEntry): void
export function recordAudit(unit: Unit<HqTx>, entry: AuditEntry): Promise<void>
export function recordAudit(unit: Unit<StoreTx> | Unit<HqTx>, entry: AuditEntry): Awaitable<void> {
  const { tenantId } = unit
  const tx: SqlTx = unit.tx
  const chain = chainOf(unit.tx)
  return after(lockHead(tx, tenantId, chain), (head) => {
    const record = recordOf(unit, chain.node, head, entry)
    const receivedAt = entry.occurredAt === undefined ? null : unit.at
    return after(tx.insert('auditLogs', [{ ...record, receivedAt }], { tenantId }), () =>
      after(moveHead(tx, tenantId, record), () => {
        unit.emitAfterCommit({ name: AUDIT_RECORDED, payload: {} })
      }),
    )
  })
}

/**
 * Leaves the entry of an act that was denied or failed, in a unit of its own, because its own left nothing. A request
 * that has left an entry already gets no second one.
 */
export function recordRefused(
  unitOfWork: UnitOfWork<StoreTx> | UnitOfWork<HqTx>,
  ctx: Context,
  entry: AuditEntry & { readonly outcome: 'denied' | 'failed' },
): Promise<void> {
  const record = (unit: Unit<StoreTx>) =>
    after(entriesOf(unit.tx, ctx), (count) => (count > 0 ? undefined : recordAudit(unit, entry)))
  return (unitOfWork as UnitOfWork<StoreTx>).write(ctx, 'audit.refused', record)
}

/** How many entries the request has left; 2 are told for more. */
export function entriesOf(tx: SqlTx, { tenantId, correlationId }: Context): Awaitable<number> {
  const found = tx.query(sql`
    select 1 as one from audit_logs where tenant_id = ${tenantId} and correlation_id = ${correlationId} limit 2`)
  return after(found, (rows) => rows.length)
}

function chainOf(tx: StoreTx | HqTx): Chain {
  if (!('catalog' in tx)) return { node: HQ_NODE, storeId: null }
  const own = tx.prepare<StoreChainRow>(OWN_STORE).get()
  assert(own !== undefined, 'a store without identity has no chain of audit entries')
  return own
}

/** The end of the chain, locked until the commit; the chain begins when nobody has noted anything yet. */
function lockHead(tx: SqlTx, tenantId: TenantId, { node, storeId }: Chain): Awaitable<Head> {
  const hash = tx.fragments.hex(sql`hash`)
  const read = () =>
    tx.query<Head>(sql`
      select seq, ${hash} as hash from audit_heads
      where tenant_id = ${tenantId} and node = ${node} ${tx.fragments.lockRows}`)
  return after(read(), ([head]) => {
    if (head !== undefined) return head
    const begin = tx.query(sql`
      insert into audit_heads (tenant_id, node, store_id, seq, hash, sent_seq, state)
      values (${tenantId}, ${node}, ${storeId}, 0, ${Buffer.from(FIRST_AUDIT_HASH, 'hex')}, 0, 'whole')
      on conflict do nothing`)
    return after(begin, () =>
      after(read(), ([begun]) => {
        assert(begun !== undefined, `the chain ${node} did not begin`)
        return begun
      }),
    )
  })
}

function moveHead(tx: SqlTx, tenantId: TenantId, { node, seq, hash }: AuditRecord): Awaitable<unknown> {
  return tx.query(sql`
    update audit_heads set seq = ${seq}, hash = ${Buffer.from(hash, 'hex')}
    where tenant_id = ${tenantId} and node = ${node}`)
}

function recordOf(unit: Context, node: string, head: Head, entry: AuditEntry): AuditRecord {
  const record = {
    node,
    seq: head.seq + 1,
    category: entry.category,
    action: entry.action,
    outcome: entry.outcome ?? 'ok',
    userId: entry.userId ?? unit.userId ?? null,
    approverId: entry.approverId ?? null,
    deviceId: unit.deviceId ?? null,
    sessionId: unit.sessionId ?? null,
    appContext: unit.appContext,
    storeId: unit.storeId ?? null,
    entity: entry.entity ?? (entry.entityId === undefined ? null : (entry.action.split('.', 1)[0] ?? null)),
    entityId: entry.entityId ?? null,
    before: asKept(entry.before),
    after: asKept(entry.after),
    ip: unit.ip ?? null,
    correlationId: unit.correlationId,
    occurredAt: entry.occurredAt ?? unit.at,
    prevHash: head.hash,
  }
  return { ...record, hash: auditHash(unit.tenantId, record) }
}

/** As it will be read again: without fields that are undefined. */
function asKept(values: AuditValues | undefined): AuditValues | null {
  return values === undefined ? null : (JSON.parse(JSON.stringify(values)) as AuditValues)
}
