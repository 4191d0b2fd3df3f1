import { DomainError } from '@pos/core'
import type { Instant } from '@pos/shared-types'

const FREE_FAILURES = 3
const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 5 * 60_000

/**
 * As at the store: from the fourth wrong one on each is followed by a wait twice as long as the last.
 *
 * @throws DomainError RATE_LIMITED with the seconds to wait
 */
export function refuseEarly(
  { failures, failedAt = 0 }: { readonly failures: number; readonly failedAt?: Instant },
  now: Instant,
): void {
  if (failures <= FREE_FAILURES) return
  const waitMs = Math.min(FIRST_WAIT_MS * 2 ** (failures - FREE_FAILURES - 1), LONGEST_WAIT_MS)
  const leftMs = failedAt + waitMs - now
  if (leftMs > 0) throw new DomainError('RATE_LIMITED', { seconds: Math.ceil(leftMs / 1_000) })
}
