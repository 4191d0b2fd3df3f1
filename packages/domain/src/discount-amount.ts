import type { Cents } from '@pos/shared-types'
import { partOf } from '@pos/tax-engine'
import type { Discount } from './cart.ts'

/**
 * What `discount` takes off `restMinor`: in its direction, and never more than all of it.
 *
 * @throws RangeError when the discount is negative
 */
export function discountAmount(discount: Discount, restMinor: Cents): Cents {
  const size = Math.abs(restMinor)
  const wanted = discount.ratePpm !== null ? partOf(size, discount.ratePpm) : discount.amountMinor
  if (wanted < 0) throw new RangeError('a discount is not negative')
  const amount = wanted > size ? size : wanted
  return restMinor < 0 ? 0 - amount : amount
}
