import type { Clock } from '@pos/core'

/** The clock of this machine. */
export const systemClock: Clock = { now: () => Date.now() }
