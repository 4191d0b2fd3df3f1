import type { AllowanceView, Cents, Instant, LineageId } from '@pos/shared-types'

/** An allowance as the store that holds it knows it. */
export type HeldAllowance = Pick<AllowanceView, 'grantedMinor' | 'state' | 'ttlS' | 'grantedAt' | 'lineage'>

/** What the store itself did with it, and when it asks. */
export type AllowanceUse = {
  readonly spentMinor: Cents
  readonly isReturned: boolean
  /** The life the store lives. */
  readonly lineage: LineageId
  readonly at: Instant
}

/**
 * Whether a store may spend of an allowance: it was lent to this life of the store, it did not give it back, and its time
 * is not over, neither by the store's clock nor by head office's word.
 */
export function isSpendable({ state, ttlS, grantedAt, lineage }: HeldAllowance, use: AllowanceUse): boolean {
  const isOver = use.at >= grantedAt + ttlS * 1000
  return state === 'open' && !use.isReturned && !isOver && lineage === use.lineage
}

/** How much a store may still spend of an allowance. */
export function spendableMinor(allowance: HeldAllowance, use: AllowanceUse): Cents {
  return isSpendable(allowance, use) ? Math.max(0, allowance.grantedMinor - use.spentMinor) : 0
}
