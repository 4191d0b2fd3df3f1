import type { Discount, ReturnLine, SaleLineDetails } from '@pos/domain'
import type { Approval, Cents, Instant, Quantity, SaleId, SaleLineId, TaxGroupId, UserId } from '@pos/shared-types'

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
  /** Who rings it up; null while it is empty. */
  readonly ownerId: UserId | null
  readonly items: readonly CartItem[]
  readonly discount: Discount | null
  readonly note: string | null
  /** From then on taking a line away needs a right of its own. */
  readonly isTotalShown: boolean
  readonly hasRemovedLine: boolean
  /** What another person has consented to in this cart. */
  readonly approvals: readonly Approval[]
}

export function emptyCart(id: SaleId, startedAt: Instant): CartState {
  return {
    id,
    startedAt,
    ownerId: null,
    items: [],
    discount: null,
    note: null,
    isTotalShown: false,
    hasRemovedLine: false,
    approvals: [],
  }
}

/** Whether two states make the same sale, whatever was consented to in between. */
export function isSameSale(a: CartState, b: CartState): boolean {
  return a.id === b.id && a.items === b.items && a.discount === b.discount
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

/** The cart with consent in it; what it is about names it, so that it is part of the sealed sale. */
export function withApprovals(cart: CartState, given: readonly Approval[]): CartState {
  const byPart = Map.groupBy(given, ({ request }) => request.partId)
  const named = (item: CartItem): CartItem => {
    const approvals = byPart.get(item.details.id)
    return approvals ? approvals.reduce(nameApproval, item) : item
  }
  const ofCart = byPart.get(null)?.find(({ request }) => CART_DISCOUNTS.has(request.action))
  return {
    ...cart,
    ...(given.some(({ request }) => itemOf(cart, request.partId ?? '')) && { items: cart.items.map(named) }),
    ...(ofCart && cart.discount && { discount: { ...cart.discount, approvalId: ofCart.request.id } }),
    approvals: [...cart.approvals, ...given],
  }
}

const CART_DISCOUNTS: ReadonlySet<string> = new Set(['sales.discount-within-limit', 'pos:discount_cart'])
const LINE_DISCOUNTS: ReadonlySet<string> = new Set(['sales.discount-within-limit', 'pos:discount'])

function nameApproval(item: CartItem, { request: { id, action } }: Approval): CartItem {
  if (!LINE_DISCOUNTS.has(action)) return { ...item, details: { ...item.details, approvalId: id } }
  return item.discount ? { ...item, discount: { ...item.discount, approvalId: id } } : item
}
