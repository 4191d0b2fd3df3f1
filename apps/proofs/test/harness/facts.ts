import {
  PaymentRecord,
  SaleLineDiscountRecord,
  SaleLineRecord,
  SaleLineTaxRecord,
  SaleRecord,
  type SaleFact,
} from '@pos/shared-types'
import type { Row, Rows } from './rows.ts'

type Schema = { readonly properties: Readonly<Record<string, object>> }

const snake = (property: string) => property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

async function read<Record>(rows: Rows, table: string, { properties }: Schema, where: string): Promise<Record[]> {
  const columns = Object.keys(properties).map((property) => `"${snake(property)}" as "${property}"`)
  const found = await rows.all(`select ${columns.join(', ')} from ${table} where ${where}`)
  const flags = Object.entries(properties).flatMap(([property, schema]) =>
    'type' in schema && schema.type === 'boolean' ? [property] : [],
  )
  return found.map((row) => withFlags(row, flags) as Record)
}

function withFlags(row: Row, flags: readonly string[]): Row {
  return { ...row, ...Object.fromEntries(flags.map((flag) => [flag, row[flag] === true || row[flag] === 1])) }
}

/** The sales of a store, put together again from their rows by nothing but the column names of the records. */
export async function readSales(rows: Rows, storeId: string): Promise<Map<string, SaleFact>> {
  const ofStore = `store_id = '${storeId}'`
  const ofLine = `sale_line_id in (select id from sale_lines where ${ofStore})`
  const sales = await read<SaleFact['sale']>(rows, 'sales', SaleRecord, ofStore)
  const lines = await read<SaleFact['lines'][number]>(rows, 'sale_lines', SaleLineRecord, ofStore)
  const taxes = await read<SaleFact['taxes'][number]>(rows, 'sale_line_taxes', SaleLineTaxRecord, ofLine)
  const discounts = await read<SaleFact['discounts'][number]>(
    rows,
    'sale_line_discounts',
    SaleLineDiscountRecord,
    ofLine,
  )
  const payments = await read<SaleFact['payments'][number]>(rows, 'payments', PaymentRecord, ofStore)
  const saleOf = new Map(lines.map((line) => [line.id, line.saleId]))
  const [linesBy, paymentsBy] = [
    Map.groupBy(lines, (line) => line.saleId),
    Map.groupBy(payments, (paid) => paid.saleId),
  ]
  const taxesBy = Map.groupBy(taxes, (tax) => saleOf.get(tax.saleLineId))
  const discountsBy = Map.groupBy(discounts, (discount) => saleOf.get(discount.saleLineId))
  return new Map(
    sales.map((sale) => [
      sale.id,
      {
        sale,
        lines: linesBy.get(sale.id) ?? [],
        taxes: taxesBy.get(sale.id) ?? [],
        discounts: discountsBy.get(sale.id) ?? [],
        payments: paymentsBy.get(sale.id) ?? [],
      },
    ]),
  )
}
