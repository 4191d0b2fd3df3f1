import type { Ids, Unit } from '@pos/core'
import { anyOf, rowSet, type HqTx } from '@pos/db'
import type { AccountStanding, LentStanding, Posting } from '@pos/domain'
import type {
  AllowanceId,
  Cents,
  EventId,
  Instant,
  SaleId,
  StoreId,
  UserId,
  ValueAccountId,
  ValueEntryView,
} from '@pos/shared-types'
import { sql } from 'drizzle-orm'

export type NewEntry = Omit<Posting, 'kind'> & {
  readonly kind: ValueEntryView['kind']
  readonly eventId: EventId
  readonly saleId: SaleId | null
  readonly storeId: StoreId | null
  readonly userId: UserId | null
  readonly occurredAt: Instant
}

type StandingRow = AccountStanding & { readonly id: ValueAccountId }

/**
 * Locks accounts and reads where they stand. Whoever changes what an account is worth or has lent locks it first, so
 * nothing of it moves until the end of the unit.
 */
export async function lockAccounts(
  { tx, tenantId }: Unit<HqTx>,
  ids: readonly ValueAccountId[],
): Promise<ReadonlyMap<ValueAccountId, AccountStanding>> {
  const asked = anyOf('uuid', [...new Set(ids)])
  // In the order of their ids, so that two batches wait for each other and not in a circle.
  await tx.query(sql`
    select id from value_accounts where tenant_id = ${tenantId} and id = ${asked} order by id for update`)
  // A statement of its own: what others committed while the lock was waited for is seen only by a new one.
  const rows = await tx.query<StandingRow>(sql`
    select a.id, a.balance_minor as "balanceMinor", a.held_minor as "heldMinor", a.lent_minor as "lentMinor",
      a.limit_minor as "limitMinor", coalesce((
        select max(e.seq) from value_entries e where e.tenant_id = a.tenant_id and e.account_id = a.id), 0) as "lastSeq"
    from value_accounts a where a.tenant_id = ${tenantId} and a.id = ${asked}`)
  return new Map(rows.map(({ id, ...standing }) => [id, standing]))
}

/** Of accounts that are locked. */
export function readLent({ tx, tenantId }: Unit<HqTx>, ids: readonly AllowanceId[]): Promise<LentStanding[]> {
  return Promise.resolve(
    tx.query<LentStanding>(sql`
      select id, account_id as "accountId", store_id as "storeId", granted_minor as "grantedMinor",
        spent_minor as "spentMinor", returned_minor as "returnedMinor"
      from value_allowances where tenant_id = ${tenantId}
        and id = ${anyOf('uuid', ids)}`),
  )
}

/** Counts what was spent of allowances of locked accounts, which from then on is lent no more. */
export async function spendLent({ tx, tenantId }: Unit<HqTx>, spent: ReadonlyMap<AllowanceId, Cents>): Promise<void> {
  if (spent.size === 0) return
  const rows = [...spent].map(([id, minor]) => ({ id, minor }))
  await tx.query(sql`
    with spending as (
      update value_allowances w set spent_minor = w.spent_minor + s.minor
      from ${rowSet('s', { id: 'uuid', minor: 'bigint' }, rows)}
      where w.tenant_id = ${tenantId} and w.id = s.id returning w.account_id, s.minor)
    update value_accounts a set lent_minor = a.lent_minor - t.minor
    from (select account_id, sum(minor)::bigint as minor from spending group by account_id) t
    where a.tenant_id = ${tenantId} and a.id = t.account_id`)
}

/** Writes entries; the database makes the balances of them. One that is there already violates its key. */
export async function postEntries({ tx, tenantId }: Unit<HqTx>, ids: Ids, entries: readonly NewEntry[]): Promise<void> {
  if (entries.length === 0) return
  const columns = {
    id: 'uuid',
    accountId: 'uuid',
    seq: 'integer',
    eventId: 'uuid',
    lineNo: 'integer',
    kind: 'text',
    amountMinor: 'bigint',
    balanceAfterMinor: 'bigint',
    saleId: 'uuid',
    storeId: 'uuid',
    allowanceId: 'uuid',
    userId: 'uuid',
    occurredAt: 'text',
  } as const
  const rows = entries.map((entry) => ({
    ...entry,
    id: ids.next(),
    occurredAt: new Date(entry.occurredAt).toISOString(),
  }))
  await tx.query(sql`
    insert into value_entries (tenant_id, id, account_id, seq, event_id, line_no, kind, amount_minor, balance_after_minor,
      sale_id, store_id, allowance_id, user_id, occurred_at)
    select ${tenantId}::uuid, e.id, e."accountId", e.seq, e."eventId", e."lineNo", e.kind, e."amountMinor",
      e."balanceAfterMinor", e."saleId", e."storeId", e."allowanceId", e."userId", e."occurredAt"::timestamptz
    from ${rowSet('e', columns, rows)}`)
}
