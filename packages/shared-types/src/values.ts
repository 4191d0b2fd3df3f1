import { Type, type Static } from 'typebox'
import { count, dateOn, instant, minor, oneOf, orNull, strict, text, uuid } from './schema.ts'
import type {
  AllowanceId,
  Cents,
  CustomerId,
  EventId,
  LineageId,
  SaleId,
  StoreId,
  UserId,
  ValueAccountId,
} from './units.ts'

export const VALUE_KINDS = ['gift_card', 'store_credit', 'loyalty', 'house_account', 'deposit'] as const
export const VALUE_STATES = ['issued', 'pending', 'active', 'blocked', 'expired', 'replaced', 'cancelled'] as const
export const ALLOWANCE_STATES = ['open', 'returned', 'expired'] as const

/** `overdraft` stands beside the balance: goods left a shop for value that nobody had. */
export const VALUE_ENTRY_KINDS = [
  'load',
  'redeem',
  'refund',
  'earn',
  'expire',
  'adjust',
  'transfer',
  'charge',
  'pay',
  'fee',
  'writeoff',
  'overdraft',
] as const

/** The tenders that are paid from a value account of their own kind. */
export const REDEEMED_TENDERS = ['gift_card', 'store_credit'] as const

/** As it stands on the card or paper, with or without what makes it readable. */
export const valueCode = () => Type.String({ pattern: '^[0-9A-Za-z -]{21,40}$' })

/** An amount above zero, small enough that the sum of all accounts can be counted. */
export const someMinor = () => Type.Unsafe<Cents>(Type.Integer({ minimum: 1, maximum: 999_999_999_999 }))

export const AllowanceView = strict({
  id: uuid<AllowanceId>(),
  accountId: uuid<ValueAccountId>(),
  storeId: uuid<StoreId>(),
  /** The life of the store it was lent to. */
  lineage: uuid<LineageId>(),
  grantedMinor: minor(),
  spentMinor: minor(),
  returnedMinor: minor(),
  state: oneOf(...ALLOWANCE_STATES),
  ttlS: count(),
  grantedAt: instant(),
  returnedAt: orNull(instant()),
})
export type AllowanceView = Static<typeof AllowanceView>

const account = {
  id: uuid<ValueAccountId>(),
  kind: oneOf(...VALUE_KINDS),
  unit: text(3),
  customerId: orNull(uuid<CustomerId>()),
  codeLast4: orNull(text(4)),
  state: oneOf(...VALUE_STATES),
  expiresOn: orNull(dateOn()),
  homeStoreId: orNull(uuid<StoreId>()),
} as const

/** An account as head office's ledger has it. */
export const ValueAccountView = strict({
  ...account,
  balanceMinor: minor(),
  lentMinor: minor(),
  /** What may still be lent or spent. */
  freeMinor: minor(),
})
export type ValueAccountView = Static<typeof ValueAccountView>

export const ValueEntryView = strict({
  seq: count(),
  kind: oneOf(...VALUE_ENTRY_KINDS),
  amountMinor: minor(),
  balanceAfterMinor: minor(),
  eventId: uuid<EventId>(),
  saleId: orNull(uuid<SaleId>()),
  storeId: orNull(uuid<StoreId>()),
  allowanceId: orNull(uuid<AllowanceId>()),
  userId: orNull(uuid<UserId>()),
  occurredAt: instant(),
})
export type ValueEntryView = Static<typeof ValueEntryView>
