import type { HqTx } from '@pos/db'
import { factReader } from '@pos/server-kit'
import { DrillRecord } from '@pos/shared-types'
import { anyFact, type EventHandler } from '@pos/sync-engine'
import { insertDrill } from './drill-repository.ts'

/** Takes the reports of drills that stores have made. */
export function drillIngest(): readonly EventHandler<HqTx>[] {
  return [
    anyFact<HqTx, DrillRecord>({
      type: 'drill.finished',
      schema: 1,
      read: factReader(DrillRecord),
      storeOf: (fact) => fact.storeId,
      apply: async (unit, events) => {
        for (const { fact } of events) await insertDrill(unit, fact)
      },
    }),
  ]
}
