import { DomainError } from '@pos/core'
import type { Instant } from '@pos/shared-types'

/** The first wrong ones cost nothing; from this one on each is followed by a wait twice as long as the last. */
const FREE_FAILURES = 3
const FIRST_WAIT_MS = 1_000
export const LONGEST_WAIT_MS = 5 * 60_000
/** Nothing ends it but a person. */
const NEVER_MS = 100 * 365 * 24 * 3_600_000

/** How long nothing is tried after so many wrong ones in a row; without an end after `mostFailures`. */
export function waitAfter(failures: number, mostFailures: number): number {
  if (failures >= mostFailures) return NEVER_MS
  if (failures <= FREE_FAILURES) return 0
  return Math.min(FIRST_WAIT_MS * 2 ** (failures - FREE_FAILURES - 1), LONGEST_WAIT_MS)
}

/** @throws DomainError RATE_LIMITED with the seconds to wait, or PIN_DISABLED where waiting does not help */
export function refuseEarly(at: Instant, lockedUntilAt: Instant): void {
  if (lockedUntilAt <= at) return
  const waitMs = lockedUntilAt - at
  if (waitMs > LONGEST_WAIT_MS) throw new DomainError('PIN_DISABLED')
  throw new DomainError('RATE_LIMITED', { seconds: Math.ceil(waitMs / 1_000) })
}
