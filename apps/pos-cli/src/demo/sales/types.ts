import type { BusinessDate, Cents, Quantity, Rate } from '@pos/shared-types'

export type DemoDiscount = { readonly ratePpm: Rate; readonly reasonCode: string }

export type DemoSaleLine = {
  readonly kind: 'sale'
  readonly sku: string
  readonly quantityMilli: Quantity
  readonly discount: DemoDiscount | null
}

/** Goods that come back: a line of an earlier basket of the same store, by the basket's key and the line's index. */
export type DemoReturnLine = {
  readonly kind: 'return'
  readonly basketKey: string
  readonly lineIndex: number
  /** Positive: how much comes back. */
  readonly quantityMilli: Quantity
  readonly reasonCode: string
}

/**
 * How the customer pays. `cash` with the amount rounded up to a note, 0 for the exact amount; `split` gives that much
 * cash and the rest by card, all by card when the total is smaller. Money back goes out on the tender named.
 */
export type DemoPayment =
  | { readonly kind: 'cash'; readonly roundUpToMinor: Cents }
  | { readonly kind: 'card' }
  | { readonly kind: 'split'; readonly cashMinor: Cents }

/** What one customer brings to a till, before it is priced. */
export type DemoBasket = {
  /** Unique in the chain. */
  readonly key: string
  readonly registerCode: string
  readonly cashier: string
  /** Seconds after local midnight of the business date. */
  readonly startedAtSecond: number
  readonly tookSeconds: number
  readonly lines: readonly (DemoSaleLine | DemoReturnLine)[]
  readonly discount: DemoDiscount | null
  readonly payment: DemoPayment
}

/** A day of a store, its baskets in the order of time. */
export type DemoDay = { readonly storeCode: string; readonly on: BusinessDate; readonly baskets: readonly DemoBasket[] }
