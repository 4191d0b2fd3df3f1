import { Type, type Static } from 'typebox'
import { count, label, oneOf, strict, uuid } from '../schema.ts'
import type { EventId, SaleId, StoreId } from '../units.ts'

/** A finding on an accepted fact, for a person to settle. */
export const SaleFlagRecord = strict({
  id: uuid(),
  storeId: uuid<StoreId>(),
  eventId: uuid<EventId>(),
  lineNo: count(),
  saleId: uuid<SaleId>(),
  ruleId: label(64),
  code: label(64),
  params: Type.Record(Type.String(), Type.Unknown()),
  raisedBy: oneOf('till', 'store', 'hq'),
  state: oneOf('open', 'accepted', 'corrected'),
})
export type SaleFlagRecord = Static<typeof SaleFlagRecord>
