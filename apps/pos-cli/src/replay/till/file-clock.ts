import type { Clock } from '@pos/core'
import type { Instant } from '@pos/shared-types'

/** A clock that stands where the file is. */
export class FileClock implements Clock {
  #now: Instant
  #zone = 'UTC'

  /** @param start local time, `YYYY-MM-DDTHH:MM:SS` */
  constructor(start: string) {
    this.#now = instantOf(start, this.#zone)
  }

  now(): Instant {
    return this.#now
  }

  /** From now on, local times are those of the store. */
  setZone(timeZone: string): void {
    this.#zone = timeZone
  }

  set(localTime: string): void {
    this.#now = instantOf(localTime, this.#zone)
  }
}

function instantOf(localTime: string, timeZone: string): Instant {
  return Temporal.PlainDateTime.from(localTime).toZonedDateTime(timeZone).epochMilliseconds
}
