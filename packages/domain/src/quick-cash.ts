import type { Cents } from '@pos/shared-types'
import { denominationsOf } from './denominations.ts'

/** Below a whole unit of money nobody hands over round sums. */
const WHOLE_MINOR = 100

/**
 * What a customer is likely to hand over for `dueMinor`: the exact amount first, then the next round sums, each one of
 * notes and large coins, in ascending order. Nothing when there is nothing to pay.
 *
 * @example quickCash(2324, 'USD') // [2324, 2400, 2500, 3000, 4000, 5000]
 */
export function quickCash(dueMinor: Cents, currency: string, limit = 6): Cents[] {
  if (dueMinor <= 0) return []
  const steps = denominationsOf(currency).filter(({ valueMinor, kind }) => kind === 'note' || valueMinor >= WHOLE_MINOR)
  const round = steps.map(({ valueMinor }) => Math.ceil(dueMinor / valueMinor) * valueMinor)
  const sums = [...new Set([dueMinor, ...round])].filter(Number.isSafeInteger).toSorted((a, b) => a - b)
  return sums.slice(0, limit)
}
