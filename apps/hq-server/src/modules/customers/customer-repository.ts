import { DomainError, type Unit } from '@pos/core'
import { likePattern, type HqTx } from '@pos/db'
import type { CustomerId, CustomerStamps, CustomerValues, CustomerView, TenantId } from '@pos/shared-types'
import { sql, type SQL } from 'drizzle-orm'

type Row = Omit<CustomerView, 'isBlocked' | 'isPending'> & { readonly isBlocked: number }

const COLUMNS = sql`id, code, kind, name, company, tax_number as "taxNumber", email, phone, locale, birth_on as "birthOn",
  note, is_blocked as "isBlocked", stamps, merged_into_id as "mergedIntoId"`

const viewOf = (row: Row): CustomerView => ({ ...row, isBlocked: row.isBlocked === 1, isPending: false })

type Query = { readonly q?: string | undefined; readonly cursor?: string | undefined }

/** By name. The cursor is the id of the last customer of the page before. */
export async function listCustomers(
  tx: HqTx,
  tenantId: TenantId,
  { q, cursor }: Query,
  limit: number,
): Promise<CustomerView[]> {
  const conditions: SQL[] = [sql`tenant_id = ${tenantId} and deleted_at is null and merged_into_id is null`]
  if (q !== undefined) conditions.push(holds(q))
  if (cursor !== undefined)
    conditions.push(
      sql`(lower(name), id) > (select lower(name), id from customers where tenant_id = ${tenantId} and id = ${cursor})`,
    )
  const rows = await tx.query<Row>(sql`
    select ${COLUMNS} from customers where ${sql.join(conditions, sql` and `)} order by lower(name), id limit ${limit}`)
  return rows.map(viewOf)
}

function holds(text: string): SQL {
  const pattern = likePattern(text)
  return sql`(name ilike ${pattern} or company ilike ${pattern} or code ilike ${pattern} or email ilike ${pattern}
    or phone ilike ${pattern})`
}

export async function findCustomer({ tx, tenantId }: Unit<HqTx>, id: CustomerId): Promise<CustomerView | undefined> {
  const [row] = await tx.query<Row>(sql`
    select ${COLUMNS} from customers where tenant_id = ${tenantId} and id = ${id} and deleted_at is null for update`)
  return row && viewOf(row)
}

/** @throws DomainError NOT_FOUND */
export async function lockCustomer(unit: Unit<HqTx>, id: CustomerId): Promise<CustomerView> {
  const customer = await findCustomer(unit, id)
  if (customer === undefined) throw new DomainError('NOT_FOUND')
  return customer
}

/** Writes values and stamps, and lets every store hear of them. */
export async function writeCustomer(
  { tx, tenantId, at, userId }: Unit<HqTx>,
  id: CustomerId,
  { isBlocked, ...rest }: CustomerValues,
  stamps: CustomerStamps,
): Promise<void> {
  await tx.query(sql`
    update customers set kind = ${rest.kind}, name = ${rest.name}, company = ${rest.company},
      tax_number = ${rest.taxNumber}, email = ${rest.email}, phone = ${rest.phone}, locale = ${rest.locale},
      birth_on = ${rest.birthOn}::date, note = ${rest.note}, is_blocked = ${isBlocked}, stamps = ${JSON.stringify(stamps)}::jsonb,
      revision = revision + 1, updated_at = ${tx.fragments.instant(at)}, updated_by_id = ${userId ?? null}
    where tenant_id = ${tenantId} and id = ${id}`)
  tx.touch('customer', id)
}

/** Makes one customer stand for another from now on. */
export async function mergeCustomer({ tx, tenantId, at }: Unit<HqTx>, id: CustomerId, into: CustomerId): Promise<void> {
  await tx.query(sql`
    update customers set merged_into_id = ${into}, revision = revision + 1, updated_at = ${tx.fragments.instant(at)}
    where tenant_id = ${tenantId} and id = ${id}`)
  tx.touch('customer', id)
}

export type Twin = { readonly id: CustomerId; readonly field: 'email' | 'phone' | 'taxNumber' }

/** Another customer with the same e-mail address, phone or tax number: the first that is found of each. */
export async function twinsOf(
  { tx, tenantId }: Unit<HqTx>,
  id: CustomerId,
  { email, phone, taxNumber }: Pick<CustomerValues, 'email' | 'phone' | 'taxNumber'>,
): Promise<Twin[]> {
  const other = (condition: SQL, field: Twin['field']) => sql`
    (select id, ${field} as field from customers where tenant_id = ${tenantId} and ${condition} and id <> ${id}
       and deleted_at is null and merged_into_id is null order by id limit 1)`
  return tx.query<Twin>(sql`
    ${other(sql`lower(email) = lower(${email})`, 'email')}
    union all ${other(sql`phone = ${phone}`, 'phone')}
    union all ${other(sql`tax_number = ${taxNumber}`, 'taxNumber')}`)
}
