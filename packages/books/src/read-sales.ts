import {
  PaymentRecord,
  SaleLineDiscountRecord,
  SaleLineRecord,
  SaleLineTaxRecord,
  SaleRecord,
  type SaleFact,
} from '@pos/shared-types'
import { sql, type SQL } from 'drizzle-orm'
import type { Books } from './books.ts'
import { readRecords } from './read-records.ts'

/** The sales of a condition in order of their numbers, put together again from their rows. */
export async function readSales(books: Books, sold: SQL): Promise<SaleFact[]> {
  const ofSale = sql`where t.sale_id in (select id from sales where ${sold})`
  const ofLine = sql`where t.sale_line_id in (
    select l.id from sale_lines l join sales s on s.id = l.sale_id where ${sold})`
  const sales = await readRecords<SaleFact['sale']>(books, 'sales', SaleRecord, sql`where ${sold} order by number`)
  const lines = await readRecords<SaleFact['lines'][number]>(books, 'sale_lines', SaleLineRecord, ofSale)
  const taxes = await readRecords<SaleFact['taxes'][number]>(books, 'sale_line_taxes', SaleLineTaxRecord, ofLine)
  const discounts = await readRecords<SaleFact['discounts'][number]>(
    books,
    'sale_line_discounts',
    SaleLineDiscountRecord,
    ofLine,
  )
  const payments = await readRecords<SaleFact['payments'][number]>(books, 'payments', PaymentRecord, ofSale)
  const saleOfLine = new Map(lines.map((line) => [line.id, line.saleId]))
  const linesOf = Map.groupBy(lines, (line) => line.saleId)
  const taxesOf = Map.groupBy(taxes, (tax) => saleOfLine.get(tax.saleLineId))
  const discountsOf = Map.groupBy(discounts, (discount) => saleOfLine.get(discount.saleLineId))
  const paymentsOf = Map.groupBy(payments, (payment) => payment.saleId)
  return sales.map((sale) => ({
    sale,
    lines: linesOf.get(sale.id) ?? [],
    taxes: taxesOf.get(sale.id) ?? [],
    discounts: discountsOf.get(sale.id) ?? [],
    payments: paymentsOf.get(sale.id) ?? [],
  }))
}
