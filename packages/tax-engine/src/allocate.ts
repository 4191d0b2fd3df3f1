import type { Cents } from '@pos/shared-types'
import { allocateInto } from './allocate-into.ts'

/**
 * Divides `total` in proportion to `weights` by largest remainder: the parts always sum to `total`, and no part is a
 * whole unit away from its exact share. Of equal remainders the earlier part gets the unit. A negative total gives the
 * mirror of the positive one; weights that are all zero count as equal.
 *
 * @throws RangeError when a weight is negative or not whole, or when there is something to divide and nobody to take it
 * @example allocate(100, [1, 1, 1]) // [34, 33, 33]
 * @example allocate(-100, [1, 1, 1]) // [-34, -33, -33]
 * @example allocate(5, [0, 0]) // [3, 2]
 */
export function allocate(total: Cents, weights: readonly number[]): Cents[] {
  if (!Number.isSafeInteger(total)) throw new RangeError(`${total} cannot be divided`)
  let sum = 0
  for (const weight of weights) {
    if (!Number.isSafeInteger(weight) || weight < 0) throw new RangeError(`${weight} is not a weight`)
    sum += weight
  }
  if (weights.length === 0 && total !== 0) throw new RangeError(`${total} cannot be divided among nobody`)
  if (total === 0) return weights.map(() => 0)
  if (sum === 0)
    return allocate(
      total,
      weights.map(() => 1),
    )
  const parts = new Float64Array(weights.length)
  allocateInto(parts, Math.abs(total), Float64Array.from(weights), weights.length, sum)
  return Array.from(parts, (part) => (total < 0 ? 0 - part : part))
}
