import { isCartBack, spreadDiscounts } from './cart-discounts.ts'
import type { Cart, PricingOptions } from './cart.ts'
import { columnsFor } from './columns.ts'
import { openLines } from './open-lines.ts'
import { PricedCart } from './priced-cart.ts'
import { taxEachLine } from './tax-each-line.ts'
import { taxWholeSale } from './tax-whole-sale.ts'

/**
 * Prices a cart: gross amounts, discounts in their order, shares of the cart discounts, taxes, totals.
 *
 * A line's discounts apply one after another to what remains, never below zero. A cart discount is spread by largest
 * remainder over what remains of the discountable goods that leave the shop (in a cart of returned goods only, over
 * those). Taxes apply to what remains after all discounts. Who is exempt from a tax that prices include pays them without
 * it: the gross amount is then less by that tax. A line with a `copy` keeps the figures of its original.
 *
 * @throws RangeError when an amount is beyond ±(2^53 − 1) or a discount is negative
 */
export function priceCart(cart: Cart, options: PricingOptions): PricedCart {
  const columns = columnsFor(cart.lines.length)
  const isBack = isCartBack(cart.lines)
  const weights = openLines(cart.lines, columns, isBack)
  const shares = spreadDiscounts(cart, columns, weights, isBack)
  if (options.taxRounding === 'sale')
    return new PricedCart(cart, options, columns, shares, taxWholeSale(cart, columns, options))
  taxEachLine(cart, columns, options)
  return new PricedCart(cart, options, columns, shares, null)
}
