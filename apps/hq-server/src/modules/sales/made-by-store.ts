import { Redemption, SaleFlagRecord, schema, StockMovementRecord } from '@pos/shared-types'
import { Type, type Static } from 'typebox'

/** What a store adds to a sale on its way up. */
export const MadeByStore = schema.strict({
  movements: Type.Array(StockMovementRecord, { maxItems: 10_000 }),
  flags: Type.Array(SaleFlagRecord, { maxItems: 1_000 }),
  /** Only on a sale that was paid from a value account. */
  redemptions: Type.Optional(Type.Array(Redemption, { minItems: 1, maxItems: 100 })),
})
export type MadeByStore = Static<typeof MadeByStore>
