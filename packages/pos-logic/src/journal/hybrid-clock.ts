import type { Clock } from '@pos/core'
import type { Instant } from '@pos/shared-types'

/**
 * Gives each event a mark that sorts after every mark given before, even when the wall clock jumps back:
 * `<ms, 15 digits>-<count, 4 hex digits>-<node>`.
 */
export class HybridClock {
  readonly #clock: Clock
  readonly #node: string
  #lastAt: Instant = 0
  #count = 0

  constructor(clock: Clock, node: string) {
    this.#clock = clock
    this.#node = node
  }

  next(): string {
    const now = this.#clock.now()
    this.#count = now > this.#lastAt ? 0 : this.#count + 1
    this.#lastAt = Math.max(now, this.#lastAt)
    return `${String(this.#lastAt).padStart(15, '0')}-${this.#count.toString(16).padStart(4, '0')}-${this.#node}`
  }
}
