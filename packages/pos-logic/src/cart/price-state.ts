import { DomainError } from '@pos/core'
import { priceCart, type CartLine, type PricedCart, type PricingOptions } from '@pos/domain'
import type { TaxGroupId } from '@pos/shared-types'
import type { TaxGroup } from '@pos/tax-engine'
import type { CartItem, CartState } from './cart-state.ts'

/**
 * Prices a cart as it stands, with the same function as every other node.
 *
 * @throws DomainError CATALOGUE_INCOMPLETE when a line's tax group is not in the replica: never taxed by guess
 */
export function priceState(
  cart: CartState,
  options: PricingOptions,
  taxGroupOf: (id: TaxGroupId) => TaxGroup | undefined,
): PricedCart {
  const lines = cart.items.map((item) => toLine(item, taxGroupOf))
  return priceCart({ lines, discounts: cart.discount === null ? [] : [cart.discount] }, options)
}

function toLine(item: CartItem, taxGroupOf: (id: TaxGroupId) => TaxGroup | undefined): CartLine {
  if (item.returned) return item.returned.line
  const taxGroup = item.taxGroupId === null ? null : taxGroupOf(item.taxGroupId)
  if (taxGroup === undefined) throw new DomainError('CATALOGUE_INCOMPLETE', { what: item.details.name })
  return {
    priceMinor: item.priceMinor,
    perMilli: item.perMilli,
    quantityMilli: item.quantityMilli,
    taxGroup,
    isDiscountable: item.isDiscountable,
    discounts: item.discount === null ? [] : [item.discount],
    copy: null,
  }
}
