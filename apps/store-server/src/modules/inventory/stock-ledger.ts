import type { Unit } from '@pos/core'
import type { StoreTx } from '@pos/db'
import type { LineageId, StockMovementRecord } from '@pos/shared-types'

type NewMovement = Omit<StockMovementRecord, 'seq' | 'lineage' | 'levelAfterMilli'>

const LEVEL = `
  select on_hand_milli as onHand from stock_levels
  where store_id = ? and location_id = ? and variant_id = ? and lot_key = ''`

const INSERT = `
  insert into stock_movements (lineage, tenant_id, id, event_id, line_no, store_id, location_id, variant_id, quantity_milli,
    kind, reason_code_id, source_type, source_id, source_line_id, level_after_milli, cost_minor, currency, business_on,
    occurred_at, hlc)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

/**
 * Writes one movement. The level is kept by the database from the ledger: it refuses a movement whose level after does
 * not follow from the level before, and every other way of changing a level.
 */
export function postMovement(unit: Unit<StoreTx>, lineage: LineageId, movement: NewMovement): StockMovementRecord {
  const { storeId, locationId, variantId, quantityMilli } = movement
  const before = unit.tx.prepare<{ onHand: number }>(LEVEL).get([storeId, locationId, variantId])?.onHand ?? 0
  const levelAfterMilli = before + quantityMilli
  const { lastInsertRowid } = unit.tx
    .prepare(INSERT)
    .run([
      lineage,
      unit.tenantId,
      movement.id,
      movement.eventId,
      movement.lineNo,
      storeId,
      locationId,
      variantId,
      quantityMilli,
      movement.kind,
      movement.reasonCodeId,
      movement.sourceType,
      movement.sourceId,
      movement.sourceLineId,
      levelAfterMilli,
      movement.costMinor,
      movement.currency,
      movement.businessOn,
      movement.occurredAt,
      movement.hlc,
    ])
  return { ...movement, seq: Number(lastInsertRowid), lineage, levelAfterMilli }
}
