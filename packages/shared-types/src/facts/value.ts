import { Type, type Static } from 'typebox'
import { amount, instant, strict, uuid } from '../schema.ts'
import type { AllowanceId, StoreId, ValueAccountId } from '../units.ts'
import { someMinor } from '../values.ts'

/** One payment of a sale that was taken from an account; its line is the payment's. */
export const Redemption = strict({
  lineNo: Type.Integer({ minimum: 1, maximum: 100 }),
  accountId: uuid<ValueAccountId>(),
  allowanceId: uuid<AllowanceId>(),
  amountMinor: someMinor(),
})
export type Redemption = Static<typeof Redemption>

/** Payload of `value_allowance.returned`, schema 1: what of an allowance was spent at the store; it spends no more of it. */
export const AllowanceReturnedFact = strict({
  allowanceId: uuid<AllowanceId>(),
  accountId: uuid<ValueAccountId>(),
  storeId: uuid<StoreId>(),
  spentMinor: amount(),
  returnedAt: instant(),
})
export type AllowanceReturnedFact = Static<typeof AllowanceReturnedFact>
