import type { LineageId, StockMovementRecord } from '@pos/shared-types'

/**
 * Movements as of the lineage they were sent under. A copy of a store finds out late that it is one: what it moved until
 * then names the lineage it shares with the other copy, at positions both have given.
 */
export function inLineage(movements: readonly StockMovementRecord[], lineage: LineageId): StockMovementRecord[] {
  return movements.map((movement) => ({ ...movement, lineage }))
}
