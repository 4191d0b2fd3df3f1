import type { CartRow } from '@pos/pos-logic/stores'
import type { CartLine } from '@pos/ui-kit'

type LineWords = {
  readonly name: (row: CartRow) => string
  readonly department: (id: string | null) => string | undefined
  readonly discount: (row: CartRow) => string | undefined
}

/** Says what the cart shows of a row. A row that did not change gives the line it gave before, so one row is drawn. */
export function lineWriter({ name, department, discount }: LineWords): (row: CartRow) => CartLine {
  const known = new WeakMap<CartRow, CartLine>()
  return (row) => {
    const line = known.get(row) ?? {
      id: row.id,
      name: name(row),
      quantityMilli: row.quantityMilli,
      unitCode: row.unitCode,
      isWeighed: row.quantityMilli % 1000 !== 0,
      priceMinor: row.priceMinor,
      grossMinor: row.grossMinor,
      totalMinor: row.grossMinor - row.discountMinor,
      detail: department(row.departmentId),
      discount: discount(row),
      isReturn: row.isReturn,
    }
    known.set(row, line)
    return line
  }
}
