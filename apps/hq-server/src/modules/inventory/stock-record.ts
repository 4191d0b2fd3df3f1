import type { Unit } from '@pos/core'
import type { HqTx } from '@pos/db'
import type { StockMovementRecord } from '@pos/shared-types'

/**
 * Records a store's movements. The level is the store's word: the database takes the newest position of each lineage,
 * keeps the sum of movements beside it, and ignores an older word that arrives late. Head office never calculates stock.
 */
export async function recordMovements(unit: Unit<HqTx>, movements: readonly StockMovementRecord[]): Promise<void> {
  if (movements.length === 0) return
  await unit.tx.insert('stockMovements', movements, { tenantId: unit.tenantId })
}
