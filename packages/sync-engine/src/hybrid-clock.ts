import type { Instant } from '@pos/shared-types'

/**
 * Marks events so that each sorts after every one marked before, even when the wall clock jumps back:
 * `<ms, 15 digits>-<count, 4 hex digits>-<node>`. It starts anew with the process.
 */
export class HybridClock {
  readonly #node: string
  #lastAt: Instant = 0
  #count = 0

  constructor(node: string) {
    this.#node = node
  }

  next(at: Instant): string {
    this.#count = at > this.#lastAt ? 0 : this.#count + 1
    this.#lastAt = Math.max(at, this.#lastAt)
    return `${String(this.#lastAt).padStart(15, '0')}-${this.#count.toString(16).padStart(4, '0')}-${this.#node}`
  }
}
