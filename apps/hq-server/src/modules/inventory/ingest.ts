import type { HqTx } from '@pos/db'
import { factReader } from '@pos/server-kit'
import { OpeningStockFact } from '@pos/shared-types'
import { anyFact, type EventHandler } from '@pos/sync-engine'
import { inLineage } from '../../in-lineage.ts'
import { recordMovements } from './stock-record.ts'

/** Takes what a store counted on its first day. */
export function openingStockIngest(): EventHandler<HqTx> {
  return anyFact<HqTx, OpeningStockFact>({
    type: 'stock_adjustment.posted',
    schema: 1,
    read: factReader(OpeningStockFact),
    storeOf: (fact) => fact.storeId,
    apply: (unit, events) =>
      recordMovements(
        unit,
        events.flatMap(({ fact, lineage }) => inLineage(fact.movements, lineage)),
      ),
  })
}
