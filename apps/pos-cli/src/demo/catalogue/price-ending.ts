import type { Cents } from '@pos/shared-types'

/**
 * The nearest price as shops write them: 9 at the end below a dollar, .49 or .99 below twenty, .99 above. Keeps order:
 * a larger amount never gets a smaller price.
 *
 * @example priceEnding(312) // 299
 */
export function priceEnding(amount: Cents): Cents {
  if (amount < 100) return Math.max(29, Math.round((amount + 1) / 10) * 10 - 1)
  const step = amount < 2000 ? 50 : 100
  return Math.max(99, Math.round((amount + 1) / step) * step - 1)
}
