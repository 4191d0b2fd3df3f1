import type { Unit } from '@pos/core'
import type { HqTx } from '@pos/db'
import type {
  AllowanceView,
  CustomerId,
  Hash,
  TenantId,
  ValueAccountId,
  ValueAccountView,
  ValueEntryView,
} from '@pos/shared-types'
import { sql, type SQL } from 'drizzle-orm'

const ACCOUNT = sql`id, kind, unit, customer_id as "customerId", code_last4 as "codeLast4", state,
  expires_on::text as "expiresOn", home_store_id as "homeStoreId", balance_minor as "balanceMinor",
  lent_minor as "lentMinor", balance_minor - held_minor - lent_minor + limit_minor as "freeMinor"`

const ENTRY = sql`seq, kind, amount_minor as "amountMinor", balance_after_minor as "balanceAfterMinor",
  event_id as "eventId", sale_id as "saleId", store_id as "storeId", allowance_id as "allowanceId",
  user_id as "userId", occurred_at as "occurredAt"`

export const ALLOWANCE = sql`id, account_id as "accountId", store_id as "storeId", lineage,
  granted_minor as "grantedMinor", spent_minor as "spentMinor", returned_minor as "returnedMinor", state,
  ttl_s as "ttlS", granted_at as "grantedAt", returned_at as "returnedAt"`

export async function findAccount(
  tx: HqTx,
  tenantId: TenantId,
  by: { readonly id: ValueAccountId } | { readonly codeHmac: Hash },
): Promise<ValueAccountView | undefined> {
  const key = 'id' in by ? sql`id = ${by.id}` : sql`code_hmac = decode(${by.codeHmac}, 'hex')`
  const [row] = await tx.query<ValueAccountView>(sql`
    select ${ACCOUNT} from value_accounts where tenant_id = ${tenantId} and ${key}`)
  return row
}

type Query = { readonly customerId?: CustomerId | undefined; readonly cursor?: string | undefined }

/** Newest first, which is the order of their ids. The cursor is the id of the last one of the page before. */
export async function listAccounts(
  tx: HqTx,
  tenantId: TenantId,
  { customerId, cursor }: Query,
  limit: number,
): Promise<ValueAccountView[]> {
  const conditions: SQL[] = [sql`tenant_id = ${tenantId}`]
  if (customerId !== undefined) conditions.push(sql`customer_id = ${customerId}`)
  if (cursor !== undefined) conditions.push(sql`id < ${cursor}::uuid`)
  return tx.query<ValueAccountView>(sql`
    select ${ACCOUNT} from value_accounts where ${sql.join(conditions, sql` and `)} order by id desc limit ${limit}`)
}

/** Newest first. The cursor is the place of the last entry of the page before. */
export async function listEntries(
  tx: HqTx,
  tenantId: TenantId,
  accountId: ValueAccountId,
  cursor: string | undefined,
  limit: number,
): Promise<ValueEntryView[]> {
  const behind = cursor === undefined ? sql`` : sql`and seq < ${cursor}::integer`
  return tx.query<ValueEntryView>(sql`
    select ${ENTRY} from value_entries where tenant_id = ${tenantId} and account_id = ${accountId} ${behind}
    order by seq desc limit ${limit}`)
}

export async function listAllowances(
  tx: HqTx,
  tenantId: TenantId,
  accountId: ValueAccountId,
): Promise<AllowanceView[]> {
  return tx.query<AllowanceView>(sql`
    select ${ALLOWANCE} from value_allowances where tenant_id = ${tenantId} and account_id = ${accountId}
    order by id desc limit 200`)
}

/** Lends what is free, by one statement: of two that come at once, the second sees what the first left. */
export async function promise(
  { tx, tenantId, at }: Unit<HqTx>,
  id: ValueAccountId,
  amountMinor: number,
): Promise<boolean> {
  const rows = await tx.query(sql`
    update value_accounts set lent_minor = lent_minor + ${amountMinor}
    where tenant_id = ${tenantId} and id = ${id} and state = 'active'
      and (expires_on is null or expires_on >= ${dayOf(at)}::date)
      and balance_minor - held_minor - lent_minor + limit_minor >= ${amountMinor}
    returning id`)
  return rows.length > 0
}

export const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10)
