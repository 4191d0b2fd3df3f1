import type { Instant } from '@pos/shared-types'

/**
 * The latest moment this node knows to have been. It only grows, and no faster than time: a wall clock that is set
 * ahead by mistake does not stick, and one that is set back gains nothing.
 */
export type HighWater = {
  readonly at: Instant
  /** Of a clock that nobody sets, in ms; undefined after a start, when only the wall clock knows how long it was off. */
  readonly steadyMs: number | undefined
}

/** So far a wall clock is believed after a start: a night and a day. */
const MOST_OFF_MS = 24 * 3_600_000
/** Clocks of one machine may differ that much between two looks. */
const SLACK_MS = 60_000

/** The mark after a look at the clocks. */
export function raised(mark: HighWater, wall: Instant, steadyMs: number): HighWater {
  const passed = mark.steadyMs === undefined ? MOST_OFF_MS : Math.max(0, steadyMs - mark.steadyMs) + SLACK_MS
  return { at: Math.max(mark.at, Math.min(wall, mark.at + passed)), steadyMs }
}

/** The moment to decide by: never before what is known to have been. */
export function trustedNow(mark: HighWater, wall: Instant): Instant {
  return Math.max(mark.at, wall)
}
