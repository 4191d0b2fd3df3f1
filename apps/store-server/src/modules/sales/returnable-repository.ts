import type { StoreTx } from '@pos/db'
import type { Quantity, SaleFact, SaleLineId } from '@pos/shared-types'

const SQL = `
  select r.sale_line_id as saleLineId, r.returned_milli as returnedMilli, r.refunded_minor as refundedMinor
  from returnable_lines r where r.sale_id = ?`

type Row = { saleLineId: SaleLineId; returnedMilli: Quantity; refundedMinor: number }

/** How much of each line of a sale has come back. A line nobody returned has no row. */
export function alreadyReturned(tx: StoreTx, { sale }: SaleFact): ReadonlyMap<SaleLineId, Row> {
  return new Map(
    tx
      .prepare<Row>(SQL)
      .all([sale.id])
      .map((row) => [row.saleLineId, row]),
  )
}

export type Returnable = {
  saleLineId: SaleLineId
  name: string
  soldMilli: Quantity
  returnedMilli: Quantity
  paidMinor: number
  refundedMinor: number
}

/** What of a sale went out, and how much of it is back. */
export function listReturnable(tx: StoreTx, fact: SaleFact): Returnable[] {
  const returned = alreadyReturned(tx, fact)
  return fact.lines
    .filter((line) => line.quantityMilli > 0)
    .map((line) => ({
      saleLineId: line.id,
      name: line.name,
      soldMilli: line.quantityMilli,
      returnedMilli: returned.get(line.id)?.returnedMilli ?? 0,
      paidMinor: line.totalMinor,
      refundedMinor: returned.get(line.id)?.refundedMinor ?? 0,
    }))
}
