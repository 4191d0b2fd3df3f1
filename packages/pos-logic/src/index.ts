export { createTill, type Till, type TillStatus } from './till/till.ts'
export type { TillOptions } from './till/till-options.ts'
export { isAway, type DeviceKey, type StoreApi } from './till/store-api.ts'
export type { AddOptions, CartDesk, DiscountChoice } from './till/cart-desk.ts'
export type { CompletedSale, Sales, SaleVerdict } from './till/sales.ts'
export type { Original, ReturnChoice, Returns } from './till/returns.ts'
export type { CloseShift, OpenShift, Shifts } from './till/shifts.ts'
export type { CashierChoice, Staff } from './till/staff.ts'
export type { SetUp } from './till/set-up.ts'
export type { CartItem, CartState } from './cart/cart-state.ts'
export type { Catalogue } from './catalogue/catalogue.ts'
export { entryMark } from './catalogue/entry-mark.ts'
export { flatten, isReplicated, REPLICA_SCHEMA } from './catalogue/flatten.ts'
export { tillSaleMark, type ComparedSale } from './journal/sale-mark.ts'
export type { FoundVariant } from './catalogue/product-index.ts'
export type { ExpectedTender } from './rules/till-actions.ts'
export {
  JOURNAL_STORES,
  type Cashier,
  type Identity,
  type JournalStores,
  type Lease,
} from './journal/journal-stores.ts'
export type { TillStorage } from './journal/journal.ts'
export { memoryStorage } from './storage/memory-storage.ts'
export { StorageConflict } from './storage/journal-storage.ts'
export type { Expectation, JournalStorage, KeyRange, Stored, StoreMap, Write } from './storage/journal-storage.ts'
export { connectStore, type StoreConnection } from './http/connect-store.ts'
export type { StoreClientOptions } from './http/store-client.ts'
