import { Type, type Static } from 'typebox'
import { CustomerChanges, FieldStamp } from '../customers.ts'
import { instant, label, strict, uuid } from '../schema.ts'
import type { CustomerId, StoreId } from '../units.ts'

/**
 * Payload of `customer.changed`, schema 1: what somebody wrote into a customer at a store. A customer that is new names
 * all its fields.
 */
export const CustomerChangedFact = strict({
  customerId: uuid<CustomerId>(),
  storeId: uuid<StoreId>(),
  code: label(32),
  isNew: Type.Boolean(),
  changes: CustomerChanges,
  stamp: FieldStamp,
  changedAt: instant(),
})
export type CustomerChangedFact = Static<typeof CustomerChangedFact>
