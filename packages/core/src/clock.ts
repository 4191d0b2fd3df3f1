import type { Instant } from '@pos/shared-types'

/** The source of time. Logic takes it as a port, so a replay or a test can own the calendar. */
export interface Clock {
  now(): Instant
}
