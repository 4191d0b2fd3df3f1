import type { Discount, ReturnLine, SaleLineDetails } from '@pos/domain'
import type { Cents, Instant, Quantity, SaleId, SaleLineId, TaxGroupId } from '@pos/shared-types'

/** One line being rung up. Lines with a `returned` copy the figures of their original and cannot be changed. */
export type CartItem = {
  readonly details: SaleLineDetails
  readonly quantityMilli: Quantity
  readonly priceMinor: Cents
  readonly perMilli: number
  readonly taxGroupId: TaxGroupId | null
  readonly isDiscountable: boolean
  readonly discount: Discount | null
  readonly returned: ReturnedItem | null
}

export type ReturnedItem = {
  readonly line: ReturnLine
  /** Trading day of the original, for the return period. */
  readonly soldOn: string
  readonly isReturnable: boolean
  /** The store said how much can still come back, so the line needs no other verdict. */
  readonly isConfirmed: boolean
}

/** What is being rung up. Every change makes a new state, so going back is keeping the old one. */
export type CartState = {
  /** Becomes the id of the sale. */
  readonly id: SaleId
  readonly startedAt: Instant
  readonly items: readonly CartItem[]
  readonly discount: Discount | null
  readonly note: string | null
  /** From then on taking a line away needs a right of its own. */
  readonly isTotalShown: boolean
  readonly hasRemovedLine: boolean
}

export function emptyCart(id: SaleId, startedAt: Instant): CartState {
  return { id, startedAt, items: [], discount: null, note: null, isTotalShown: false, hasRemovedLine: false }
}

export function itemOf(cart: CartState, id: SaleLineId): CartItem | undefined {
  return cart.items.find((item) => item.details.id === id)
}

/** The cart with one item changed. */
export function withItem(cart: CartState, id: SaleLineId, change: (item: CartItem) => CartItem): CartState {
  return { ...cart, items: cart.items.map((item) => (item.details.id === id ? change(item) : item)) }
}

export function withoutItem(cart: CartState, id: SaleLineId): CartState {
  const items = cart.items.filter((item) => item.details.id !== id)
  return { ...cart, items, hasRemovedLine: cart.hasRemovedLine || cart.isTotalShown }
}
