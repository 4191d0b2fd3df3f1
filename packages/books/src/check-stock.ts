import { sql, type SQL } from 'drizzle-orm'
import { differences, type Books, type Check } from './books.ts'
import { idsOf } from './check-sales.ts'

type Row = { readonly name: string; readonly quantity: number }

const NAME = sql.raw(`location_id || ' ' || variant_id`)

/** Levels are the sums of their movements, and head office has the store's movements and its word on the levels. */
export async function checkStock(check: Check): Promise<void> {
  const { store, hq, tenantId, storeId, onTheWay, elsewhere, decided, fault } = check
  const mine = sql`where store_id = ${storeId}`
  const above = sql`where tenant_id = ${tenantId} and store_id = ${storeId}`
  const fold = await figures(
    store,
    sql`select ${NAME} as name, sum(quantity_milli) as quantity
    from stock_movements ${mine} group by location_id, variant_id`,
  )
  const levels = await figures(store, levelsOf(sql`on_hand_milli`, mine))
  for (const { name, should, is } of differences(fold, levels))
    fault(`the level of ${name} is ${is ?? 'missing'}, its movements make ${should ?? 'nothing'}`)

  const foldAbove = await figures(
    hq,
    sql`select ${NAME} as name, sum(quantity_milli) as quantity
    from stock_movements ${above} group by location_id, variant_id`,
  )
  const keptAbove = await figures(hq, levelsOf(sql`folded_milli`, above))
  for (const { name, should, is } of differences(foldAbove, keptAbove))
    fault(`head office keeps ${is ?? 'nothing'} as the sum of ${name}, its movements make ${should ?? 'nothing'}`)
  if (onTheWay.size > 0 || decided.size > 0) return
  if (elsewhere.size > 0) return checkWithoutOthers(check, fold)
  for (const { name, should, is } of differences(levels, await figures(hq, levelsOf(sql`on_hand_milli`, above))))
    fault(`head office has ${is ?? 'no'} level of ${name}, the store ${should ?? 'none'}`)
  for (const { name, should, is } of differences(fold, foldAbove))
    fault(`head office heard of ${is ?? 'no'} movements of ${name}, the store moved ${should ?? 'none'}`)
}

/** Whose word on a level is the newest depends on the other lives too; what this one moved is there all the same. */
async function checkWithoutOthers(check: Check, fold: ReadonlyMap<string, number>): Promise<void> {
  const { hq, tenantId, storeId, elsewhere, fault } = check
  const mine = await figures(
    hq,
    sql`select ${NAME} as name, sum(quantity_milli) as quantity from stock_movements
    where tenant_id = ${tenantId} and store_id = ${storeId} and event_id not in ${idsOf(elsewhere)}
    group by location_id, variant_id`,
  )
  for (const { name, should, is } of differences(fold, mine))
    fault(
      `head office heard of ${is ?? 'no'} movements of ${name} by this life of the store, it moved ${should ?? 'none'}`,
    )
}

function levelsOf(column: SQL, where: SQL): SQL {
  return sql`select ${NAME} as name, ${column} as quantity from stock_levels ${where}`
}

async function figures(books: Books, statement: SQL): Promise<Map<string, number>> {
  const rows = await books.query<Row>(statement)
  return new Map(rows.map(({ name, quantity }) => [name, quantity]))
}
