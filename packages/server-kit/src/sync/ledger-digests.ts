import type { Digest } from '@pos/shared-types'
import { DigestSum } from '@pos/sync-engine'
import { sha256 } from '../adapters/sha256.ts'

/** What of a sale is compared: the act, its total, and by its hash the whole document. */
export type SaleLine = { readonly eventId: string; readonly hash: string; readonly totalMinor: number }

/** What is on hand of a variant, a lot of it apart. */
export type LevelLine = {
  readonly locationId: string
  readonly variantId: string
  readonly lotKey: string
  readonly quantityMilli: number
}

/** The sales of one business day. */
export function saleDigest(day: string, sales: readonly SaleLine[]): Digest {
  const sum = new DigestSum(sha256)
  for (const { eventId, hash, totalMinor } of sales) sum.add(`${eventId} ${hash} ${totalMinor}`)
  const sumMinor = sales.reduce((total, { totalMinor }) => total + totalMinor, 0)
  return { kind: 'sales', grain: day, sumMinor, ...sum.result() }
}

/** The stock of a store as a whole; `levels` are those that are not zero. */
export function stockDigest(levels: readonly LevelLine[]): Digest {
  const sum = new DigestSum(sha256)
  for (const { locationId, variantId, lotKey, quantityMilli } of levels)
    sum.add(`${locationId} ${variantId} ${lotKey} ${quantityMilli}`)
  return { kind: 'stock', grain: 'store', sumMinor: null, ...sum.result() }
}
