import type { EventId, SaleId } from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import type { Check } from './books.ts'
import type { SaleSeen } from './check-sales.ts'

type Movement = {
  readonly id: string
  readonly eventId: EventId
  readonly sourceId: SaleId
  readonly sourceLineId: string
  readonly variantId: string
  readonly quantityMilli: number
  readonly levelAfterMilli: number
  readonly lineage: string
  readonly seq: number
}

const COLUMNS = sql.raw(`id, event_id as "eventId", source_id as "sourceId", source_line_id as "sourceLineId",
  variant_id as "variantId", quantity_milli as "quantityMilli", level_after_milli as "levelAfterMilli", lineage, seq`)

/** Every sale moved its goods once, by as much as it says. */
export async function checkGoodsOf({ store, fault }: Check, seen: readonly SaleSeen[]): Promise<void> {
  const ids = seen.map(({ atStore }) => atStore.sale.id)
  if (ids.length === 0) return
  const moved = await store.query<Movement>(
    sql`select ${COLUMNS} from stock_movements where source_id in (select value from json_each(${JSON.stringify(ids)}))`,
  )
  const bySale = Map.groupBy(moved, (movement) => movement.sourceId)
  for (const { sale, lines } of seen.map(({ atStore }) => atStore)) {
    const should = lines.filter(isStocked).map((line) => `${line.id} ${-line.quantityMilli}`)
    const is = (bySale.get(sale.id) ?? []).map((each) => `${each.sourceLineId} ${each.quantityMilli}`)
    if (should.toSorted().join() !== is.toSorted().join())
      fault(`${sale.documentNo} moved goods ${is.length} times, for ${should.length} lines`)
  }
}

type Line = SaleSeen['atStore']['lines'][number]

function isStocked({ kind, variantId, quantityMilli, restock }: Line): boolean {
  if ((kind !== 'goods' && kind !== 'component') || variantId === null) return false
  return quantityMilli > 0 || restock === null || restock === 'resell'
}
