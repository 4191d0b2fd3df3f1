import type { Clock } from '@pos/core'

/** Monday 2 March 2026, 09:00 UTC. */
export const TEST_START = Date.UTC(2026, 2, 2, 9)

export interface FakeClock extends Clock {
  advance(ms: number): void
  set(instant: number): void
}

/** A clock that stands still until it is moved. */
export function fakeClock(start: number = TEST_START): FakeClock {
  let instant = start
  return {
    now: () => instant,
    advance: (ms) => {
      instant += ms
    },
    set: (to) => {
      instant = to
    },
  }
}
