import type { Digest, RowMark } from '@pos/shared-types'
import { DigestSum } from '@pos/sync-engine'
import { sha256 } from '../adapters/sha256.ts'

/** What of a sale is compared: the act, its total, by its hash the whole document, and what it took from which account. */
export type SaleLine = {
  readonly eventId: string
  readonly hash: string
  readonly totalMinor: number
  readonly documentNo: string
  /** Accounts and amounts in the order of accounts; null when it took nothing. */
  readonly redeemed: string | null
}

/** What is on hand of a variant, a lot of it apart. */
export type LevelLine = {
  readonly locationId: string
  readonly variantId: string
  readonly lotKey: string
  readonly quantityMilli: number
}

/** The sales of one business day. */
export function saleDigest(day: string, sales: readonly Omit<SaleLine, 'documentNo'>[]): Digest {
  const sum = new DigestSum(sha256)
  for (const sale of sales) sum.add(saleText(sale))
  const sumMinor = sales.reduce((total, { totalMinor }) => total + totalMinor, 0)
  return { kind: 'sales', grain: day, sumMinor, ...sum.result() }
}

/** The stock of a store as a whole; `levels` are those that are not zero. */
export function stockDigest(levels: readonly LevelLine[]): Digest {
  const sum = new DigestSum(sha256)
  for (const level of levels) sum.add(levelText(level))
  return { kind: 'stock', grain: 'store', sumMinor: null, ...sum.result() }
}

export function saleMark(sale: SaleLine): RowMark {
  const { eventId, documentNo } = sale
  return { key: eventId, hash: sha256(saleText(sale)), label: documentNo, variantId: null, quantityMilli: null }
}

export function levelMark(level: LevelLine): RowMark {
  const { variantId, quantityMilli } = level
  return { key: levelKey(level), hash: sha256(levelText(level)), label: null, variantId, quantityMilli }
}

const saleText = ({ eventId, hash, totalMinor, redeemed }: Omit<SaleLine, 'documentNo'>) =>
  `${eventId} ${hash} ${totalMinor}${redeemed === null ? '' : ` ${redeemed}`}`
const levelKey = ({ locationId, variantId, lotKey }: LevelLine) => `${locationId} ${variantId} ${lotKey}`
const levelText = (level: LevelLine) => `${levelKey(level)} ${level.quantityMilli}`
