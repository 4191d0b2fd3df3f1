import { MAX_SAFE } from '@pos/shared-types'

/** A whole, in the unit of `Rate`. */
export const PPM = 1_000_000

/** Below it, `floor(size / denominator + 0.5)` is the exact rounding: neither step can reach the next whole number. */
const EXACT = 2 ** 50

/** Below it, the estimate in `partOf` is at most 1e-7 off, while its fractions are whole millionths. */
export const EXACT_PARTS = 2e14

/**
 * `value × numerator ÷ denominator`, exact, rounded half away from zero to a whole number. `value` and `numerator` are
 * whole and signed, `denominator` is whole and positive. A negative value gives the mirror of the positive one.
 *
 * @throws RangeError when the result is beyond ±(2^53 − 1), or a number is not whole
 * @example timesRatio(1999, 88_750, 1_000_000) // 177: 8.875 % of 19.99
 * @example timesRatio(-5, 1, 2) // -3
 */
export function timesRatio(value: number, numerator: number, denominator: number): number {
  const product = value * numerator
  const size = Math.abs(product)
  // Written so that NaN takes the careful path, which refuses it.
  if (!(size < EXACT)) return wideRatio(value, numerator, denominator)
  const rounded = Math.floor(size / denominator + 0.5)
  return product < 0 ? 0 - rounded : rounded
}

/**
 * `timesRatio(value, ratePpm, PPM)` for the inner loops, with a multiplication in place of the division. The half that
 * rounds up is widened by 2e-7: more than the estimate can be off, less than what separates a half from the next
 * millionth.
 */
export function partOf(value: number, ratePpm: number): number {
  const product = value * ratePpm
  const size = Math.abs(product)
  if (!(size < EXACT_PARTS)) return timesRatio(value, ratePpm, PPM)
  const rounded = Math.floor(size * 1e-6 + 0.5000002)
  return product < 0 ? 0 - rounded : rounded
}

function wideRatio(value: number, numerator: number, denominator: number): number {
  return roundedQuotient(BigInt(value) * BigInt(numerator), BigInt(denominator))
}

/**
 * `numerator ÷ denominator`, rounded half away from zero. The denominator is positive.
 *
 * @throws RangeError when the result is beyond ±(2^53 − 1)
 */
export function roundedQuotient(numerator: bigint, denominator: bigint): number {
  const size = numerator < 0n ? -numerator : numerator
  const rounded = Number((size * 2n + denominator) / (denominator * 2n))
  if (rounded > MAX_SAFE) throw new RangeError(`${numerator} / ${denominator} is beyond ±2^53`)
  return numerator < 0n ? 0 - rounded : rounded
}
