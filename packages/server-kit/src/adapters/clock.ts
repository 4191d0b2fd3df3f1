import type { Clock } from '@pos/core'

/** The clock of this machine. */
export const systemClock: Clock = { now: () => Date.now() }

/** Milliseconds of a clock that runs on by itself whatever is set. */
export const steadyMs = (): number => performance.now()
