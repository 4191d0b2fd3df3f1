import type { HqTx } from '@pos/db'
import { readReceiptCode } from '@pos/domain'
import {
  type BusinessDate,
  type getSale as getCommand,
  type listSales as listCommand,
  PaymentRecord,
  type ResponseOf,
  SaleFlagRecord,
  type SaleId,
  SaleLineDiscountRecord,
  SaleLineRecord,
  SaleLineTaxRecord,
  SaleRecord,
  type StoreId,
  type TenantId,
} from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import { saleApprovals } from '../../consent/approval-repository.ts'
import type { KeysetMark } from '@pos/server-kit'

type SaleRow = ResponseOf<typeof listCommand>['items'][number]
type SaleDocument = ResponseOf<typeof getCommand>
type Filter = {
  storeId?: StoreId | undefined
  from?: BusinessDate | undefined
  to?: BusinessDate | undefined
  receipt?: string | undefined
}

const ROW = sql`id, store_id as "storeId", document_no as "documentNo", kind, business_on as "businessOn",
  completed_at as "completedAt", total_minor as "totalMinor", currency`

export async function listSales(
  tx: HqTx,
  tenantId: TenantId,
  filter: Filter,
  before: KeysetMark,
  limit: number,
): Promise<SaleRow[]> {
  const ofStore = filter.storeId === undefined ? sql`true` : sql`store_id = ${filter.storeId}`
  const ofReceipt = filter.receipt === undefined ? sql`true` : receiptIs(tenantId, filter.receipt)
  return await tx.query<SaleRow>(sql`
    select ${ROW} from sales
    where tenant_id = ${tenantId} and ${ofStore} and ${ofReceipt} and business_on between ${filter.from ?? '0001-01-01'} and ${filter.to ?? '9999-12-31'}
      and (completed_at, id) < (${tx.fragments.instant(before.at)}, ${before.id}::uuid)
    order by completed_at desc, id desc limit ${limit}`)
}

/** Each way to a receipt is a step into an index of its own: by the number in every series, and by its chain code. */
function receiptIs(tenantId: TenantId, text: string) {
  const { number, documentNo, checkCode } = readReceiptCode(text)
  return sql`id in (
    select s.id from number_series n
      join sales s on s.tenant_id = n.tenant_id and s.register_id = n.register_id and s.series_id = n.id
        and s.number = ${number}::integer
      where n.tenant_id = ${tenantId} and (${documentNo}::text is null or s.document_no = ${documentNo})
    union select s.id from sales s where s.tenant_id = ${tenantId} and s.check_code = ${checkCode})`
}

/**
 * Sales whose lines, or who as a whole, stand for each other's goods: an original with its returns and its void.
 * Undefined when the sale is not known.
 */
export async function listRelatedSales(
  tx: HqTx,
  tenantId: TenantId,
  id: SaleId,
): Promise<readonly SaleRow[] | undefined> {
  const found = await tx.query<SaleRow>(sql`
    select ${ROW} from sales
    where tenant_id = ${tenantId} and id in (
      select ${id}::uuid
      union select o.sale_id from sale_lines l
        join sale_lines o on o.tenant_id = l.tenant_id and o.id = l.original_line_id
        where l.tenant_id = ${tenantId} and l.sale_id = ${id}
      union select r.sale_id from sale_lines l
        join sale_lines r on r.tenant_id = l.tenant_id and r.original_line_id = l.id
        where l.tenant_id = ${tenantId} and l.sale_id = ${id}
      union select v.original_sale_id from sales v where v.tenant_id = ${tenantId} and v.id = ${id}
      union select v.id from sales v
        where v.tenant_id = ${tenantId} and v.original_sale_id = ${id} and v.kind = 'void')
    order by completed_at, id`)
  return found.some((sale) => sale.id === id) ? found.filter((sale) => sale.id !== id) : undefined
}

/** A sale with everything on it and every flag raised by till, store and head office. */
export async function findSale(tx: HqTx, tenantId: TenantId, id: SaleId): Promise<SaleDocument | undefined> {
  const rows = <Row>(schema: { properties: object }, table: string, where: ReturnType<typeof sql>) =>
    tx.query<Row>(
      sql`select ${columns(schema)} from ${sql.identifier(table)} t where t.tenant_id = ${tenantId} and ${where}`,
    )
  const [sale] = await rows<SaleRecord>(SaleRecord, 'sales', sql`t.id = ${id}`)
  if (!sale) return undefined
  const ofLines = sql`t.sale_line_id in (select l.id from sale_lines l where l.tenant_id = ${tenantId} and l.sale_id = ${id})
    order by t.sale_line_id, t.position`
  return {
    sale: asBooleans(sale, SaleRecord),
    lines: await rows<SaleLineRecord>(SaleLineRecord, 'sale_lines', sql`t.sale_id = ${id} order by t.line_no`),
    taxes: (await rows<SaleLineTaxRecord>(SaleLineTaxRecord, 'sale_line_taxes', ofLines)).map((row) =>
      asBooleans(row, SaleLineTaxRecord),
    ),
    discounts: await rows<SaleLineDiscountRecord>(SaleLineDiscountRecord, 'sale_line_discounts', ofLines),
    payments: await rows<PaymentRecord>(PaymentRecord, 'payments', sql`t.sale_id = ${id} order by t.line_no`),
    flags: await rows<SaleFlagRecord>(
      SaleFlagRecord,
      'sale_flags',
      sql`t.sale_id = ${id} order by t.raised_by, t.line_no`,
    ),
    approvals: await saleApprovals(tx, tenantId, id),
  }
}

const HASHES = new Set(['hash', 'prevHash'])

/** The columns of a record under their property names; hashes as hexadecimal text. */
function columns({ properties }: { properties: object }) {
  const parts = Object.keys(properties).map((property) => {
    const column = sql.raw(`t.${property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`)
    const value = HASHES.has(property) ? sql`encode(${column}, 'hex')` : column
    return sql`${value} as ${sql.identifier(property)}`
  })
  return sql.join(parts, sql`, `)
}

// Portable queries give booleans as 0 or 1.
function asBooleans<Row extends object>(row: Row, { properties }: { properties: object }): Row {
  const isBoolean = (schema: unknown) =>
    typeof schema === 'object' && schema !== null && 'type' in schema && schema.type === 'boolean'
  const flags = Object.entries(properties)
    .filter(([, schema]) => isBoolean(schema))
    .map(([key]) => key)
  return { ...row, ...Object.fromEntries(flags.map((key) => [key, Reflect.get(row, key) === 1])) }
}
