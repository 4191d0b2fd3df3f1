import type { Cents, Quantity } from '@pos/shared-types'
import { timesRatio } from '@pos/tax-engine'

/**
 * What `quantityMilli` thousandths cost at `priceMinor` per `perMilli` thousandths, rounded half away from zero.
 *
 * @throws RangeError when the amount is beyond ±(2^53 − 1)
 * @example lineGross(1999, 1000, 350) // 700: 350 g at 19.99 a kilogram
 */
export function lineGross(priceMinor: Cents, perMilli: number, quantityMilli: Quantity): Cents {
  return timesRatio(priceMinor, quantityMilli, perMilli)
}
