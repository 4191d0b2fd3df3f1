import { addTotals, totalKey, totalsOf } from '@pos/domain'
import type { SaleFact, ShiftTotalRecord } from '@pos/shared-types'
import type { Row, Rows } from './rows.ts'

/** Where the running totals of a shift are not what its sales make, or head office closed it with others. */
export async function shiftFaults(
  store: Rows,
  hq: Rows,
  storeId: string,
  sales: ReadonlyMap<string, SaleFact>,
): Promise<string[]> {
  const kept = `select shift_id as "shiftId", metric, tender_type_id as "tenderTypeId", currency, user_id as "userId",
    amount_minor as "amountMinor", count from shift_totals
    where shift_id in (select id from shifts where store_id = '${storeId}')`
  const states = `select id, register_id, z_number, state, last_sale_number from shifts where store_id = '${storeId}'`
  const fold = addTotals([], [...sales.values()].flatMap(totalsOf))
  const [below, above] = [await store.all(states), await hq.all(states)]
  const closed = new Set(below.filter((shift) => shift['state'] === 'closed').map((shift) => shift['id']))
  return [
    ...differ(byKey(below, idOf), byKey(above, idOf), 'shift', 'head office'),
    ...differ(lines(fold), lines(await store.all(kept)), 'total', 'the store'),
    ...differ(
      lines(fold.filter(({ shiftId }) => closed.has(shiftId))),
      lines(await hq.all(kept)),
      'total of a closed shift',
      'head office',
    ),
  ]
}

const idOf = (row: Row) => String(row['id'])
const byKey = (rows: readonly Row[], keyOf: (row: Row) => string) =>
  new Map(rows.map((row) => [keyOf(row), JSON.stringify(row)]))

function lines(totals: readonly (Row | ShiftTotalRecord)[]): Map<string, string> {
  return new Map(
    totals.map((each) => {
      const total = each as ShiftTotalRecord
      return [totalKey(total), `${total.amountMinor} in ${total.count}`]
    }),
  )
}

function differ(should: Map<string, string>, is: Map<string, string>, what: string, where: string): string[] {
  return [...new Set([...should.keys(), ...is.keys()])].flatMap((key) =>
    should.get(key) === is.get(key)
      ? []
      : [`${what} ${key} at ${where} is ${is.get(key) ?? 'missing'} instead of ${should.get(key) ?? 'nothing'}`],
  )
}
