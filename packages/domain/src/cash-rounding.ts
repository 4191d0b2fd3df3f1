import type { Cents } from '@pos/shared-types'

export type CashRounding = { readonly roundingMinor: number; readonly roundingMode: 'half_up' | 'down' | 'up' }

/**
 * What must be added to `amountMinor` so that it can be paid in coins of `roundingMinor`. `half_up` goes to the nearest
 * coin, halves away from zero; `down` goes towards zero, `up` away from it. A negative amount mirrors the positive one.
 *
 * @throws RangeError when the rounding is not a whole number from 1 on
 * @example cashRounding(1003, { roundingMinor: 5, roundingMode: 'half_up' }) // 2
 */
export function cashRounding(amountMinor: Cents, { roundingMinor, roundingMode }: CashRounding): Cents {
  if (!Number.isSafeInteger(roundingMinor) || roundingMinor < 1)
    throw new RangeError(`${roundingMinor} is not a rounding`)
  const rest = Math.abs(amountMinor) % roundingMinor
  if (rest === 0) return 0
  const isUp = roundingMode === 'up' || (roundingMode === 'half_up' && rest * 2 >= roundingMinor)
  const difference = isUp ? roundingMinor - rest : -rest
  return amountMinor < 0 ? -difference : difference
}
