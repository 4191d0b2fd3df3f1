import type { Unit } from '@pos/core'
import type { StoreTx } from '@pos/db'
import type { LineageId, Quantity, StockMovementRecord } from '@pos/shared-types'

/** A movement but for what the ledger gives it: its place and the level it leads to. */
export type NewMovement = Omit<StockMovementRecord, 'seq' | 'lineage' | 'levelAfterMilli'>

/** Where a level stands, and the movement that brought it there. */
type Level = { readonly onHandMilli: Quantity; readonly seq: number }

const LEVEL = `
  select on_hand_milli as onHandMilli, as_of_seq as seq from stock_levels
  where store_id = ? and location_id = ? and variant_id = ? and lot_key = ''`

const LAST = `select seq from sqlite_sequence where name = 'stock_movements'`

/**
 * Writes movements in their order. The levels are kept by the database from the ledger: it refuses a movement whose
 * level after does not follow from the level before, and every other way of changing a level.
 */
export function postMovements(
  { tx, tenantId }: Unit<StoreTx>,
  lineage: LineageId,
  movements: readonly NewMovement[],
): StockMovementRecord[] {
  const levels = new Map<string, Level>()
  let seq = tx.prepare<{ seq: number }>(LAST).get()?.seq ?? 0
  const rows = movements.map((movement) => {
    const { storeId, locationId, variantId, quantityMilli } = movement
    const shelf = locationId + variantId
    const before = levels.get(shelf) ?? tx.prepare<Level>(LEVEL).get([storeId, locationId, variantId])
    const levelAfterMilli = (before?.onHandMilli ?? 0) + quantityMilli
    seq += 1
    levels.set(shelf, { onHandMilli: levelAfterMilli, seq })
    return { record: { ...movement, seq, lineage, levelAfterMilli }, previousSeq: before?.seq ?? null }
  })
  tx.insert(
    'stockMovements',
    rows.map(({ record, previousSeq }) => ({ ...record, previousSeq })),
    { tenantId },
  )
  return rows.map(({ record }) => record)
}
