import type { PricedCart, Settlement } from '@pos/domain'
import type {
  BusinessDate,
  Cents,
  Instant,
  RegisterId,
  SaleFact,
  ShiftCountRecord,
  ShiftOpenedFact,
  ShiftClosedFact,
  ShiftRecord,
} from '@pos/shared-types'
import type { Finding } from '@pos/rule-engine'
import type { CartItem, CartState } from '../cart/cart-state.ts'
import type { Catalogue } from '../catalogue/catalogue.ts'
import type { FoundVariant } from '../catalogue/product-index.ts'
import type { TillSettings } from './settings.ts'

export type SaleDraft = { readonly cart: CartState; readonly priced: PricedCart }

/** What happens at a till, for the rule engine. */
export type TillActions = {
  'sale:add-line': { input: { readonly found: FoundVariant; readonly isPriced: boolean }; result: void }
  'sale:discount': { input: { readonly items: readonly CartItem[] }; result: void }
  'sale:complete': { input: SaleDraft; result: SaleFact }
  'sale:pay': { input: SaleDraft & { readonly settlement: Settlement }; result: void }
  'shift:open': { input: { readonly floatMinor: Cents; readonly businessOn: BusinessDate }; result: ShiftOpenedFact }
  'shift:close': { input: ShiftCounting; result: ShiftClosedFact }
}

export type ShiftCounting = {
  readonly shift: ShiftRecord
  readonly counts: readonly ShiftCountRecord[]
  /** Tenders and currencies that must be counted. */
  readonly expected: readonly ExpectedTender[]
  readonly differenceReasonId: string | null
}

export type ExpectedTender = {
  readonly tenderTypeId: string
  readonly name: string
  readonly currency: string
  readonly expectedMinor: Cents
}

export const TILL_ACTIONS = [
  'sale:add-line',
  'sale:discount',
  'sale:complete',
  'sale:pay',
  'shift:open',
  'shift:close',
] as const satisfies readonly (keyof TillActions)[]

/** What the rules of a till may read. There is nothing to write through it: a commit comes after them. */
export type TillView = {
  readonly catalogue: Catalogue
  readonly registerId: RegisterId
  readonly registerCode: string
  readonly shift: ShiftRecord | undefined
  readonly now: Instant
  /** No verdict of the store for this cart: it is away, or was not asked. */
  readonly isOffline: boolean
  readonly setting: <Key extends keyof TillSettings>(key: Key) => TillSettings[Key]
  /**
   * Refusals that an approval could lift, whether one was given or not: `Approvals.settle` decides what becomes of them.
   */
  readonly noted: Finding[]
}
