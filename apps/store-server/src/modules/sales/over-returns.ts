import type { Unit } from '@pos/core'
import type { StoreTx } from '@pos/db'
import type { SaleFact } from '@pos/shared-types'

const SQL = `
  update returnable_lines set over_milli = max(over_milli, returned_milli + :back - sold_milli)
  where sale_line_id = :lineId and returned_milli + :back > sold_milli + over_milli`

/**
 * A fact may bring back more than was sold, when two tills took the same goods back while apart. The excess is kept as a
 * number, so the books hold and a person can look.
 */
export function raiseOverReturns(unit: Unit<StoreTx>, fact: SaleFact): void {
  for (const line of fact.lines) {
    if (line.originalLineId === null || line.quantityMilli >= 0) continue
    unit.tx.prepare(SQL).run({ lineId: line.originalLineId, back: -line.quantityMilli })
  }
}
