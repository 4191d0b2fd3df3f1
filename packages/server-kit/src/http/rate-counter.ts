import { DomainError, type Clock } from '@pos/core'

/** All times here are whole microseconds, of which sums are exact. */
const MINUTE_US = 60_000_000
const SECOND_US = 1_000_000
/** Who has not asked while this many others did may begin anew: memory is worth more than his count. */
const REMEMBERED = 10_000

/**
 * Counts what each caller asks of one class of routes. He may ask a minute's budget at once; from then on one more each
 * time its share of the minute has passed, so that whoever was refused waits a moment and not the rest of a window.
 */
export class RateCounter {
  readonly #clock: Clock
  readonly #shareUs: number
  /** When a caller has his whole budget back: those who asked lately, and those before them. */
  #lately = new Map<string, number>()
  #before = new Map<string, number>()

  /** @param perMinute 1 or more */
  constructor(clock: Clock, perMinute: number) {
    this.#clock = clock
    this.#shareUs = Math.floor(MINUTE_US / perMinute)
  }

  /** @throws DomainError RATE_LIMITED with the seconds to wait; what was refused is not counted */
  count(caller: string): void {
    const now = this.#clock.now() * 1_000
    const latest = now + MINUTE_US
    const counted = this.#lately.get(caller) ?? this.#before.get(caller) ?? now
    // More than a minute ahead is what a clock that was set back leaves behind: nobody waits for that.
    const wholeAt = counted > latest ? now : Math.max(counted, now)
    const waitUs = wholeAt + this.#shareUs - latest
    this.#remember(caller, waitUs > 0 ? wholeAt : wholeAt + this.#shareUs)
    if (waitUs > 0) throw new DomainError('RATE_LIMITED', { seconds: Math.ceil(waitUs / SECOND_US) })
  }

  #remember(caller: string, wholeAt: number): void {
    this.#lately.set(caller, wholeAt)
    if (this.#lately.size < REMEMBERED) return
    this.#before = this.#lately
    this.#lately = new Map()
  }
}
