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

/** `mark`, or one of the same node right after `seen` where its own clock is behind: what follows sorts later. */
export function markAfter(mark: string, seen: string | null): string {
  if (seen === null || mark > seen) return mark
  const [ms = '', count = '', ...node] = [...seen.split('-').slice(0, 2), ...mark.split('-').slice(2)]
  const next = Number.parseInt(count, 16) + 1
  return next > 0xffff
    ? `${String(Number(ms) + 1).padStart(15, '0')}-0000-${node.join('-')}`
    : `${ms}-${next.toString(16).padStart(4, '0')}-${node.join('-')}`
}

/** How far a peer's clock may run ahead before its marks count as of now. */
const AHEAD_MS = 60_000

/** A peer's mark as it counts here: nobody wins for ever because his clock was wrong once. */
export function clampMark(mark: string, now: Instant): string {
  const [ms = '', ...rest] = mark.split('-')
  return Number(ms) > now + AHEAD_MS ? [String(now).padStart(15, '0'), ...rest].join('-') : mark
}
