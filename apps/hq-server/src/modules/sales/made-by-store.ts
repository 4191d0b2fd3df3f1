import { SaleFlagRecord, schema, StockMovementRecord } from '@pos/shared-types'
import { Type, type Static } from 'typebox'

/** What a store adds to a sale on its way up. */
export const MadeByStore = schema.strict({
  movements: Type.Array(StockMovementRecord, { maxItems: 10_000 }),
  flags: Type.Array(SaleFlagRecord, { maxItems: 1_000 }),
})
export type MadeByStore = Static<typeof MadeByStore>
