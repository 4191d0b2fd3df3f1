import type { Clock } from '@pos/core'
import type { Scheduler } from '@pos/sync-engine'

type Timer = { readonly work: () => void; isOff: boolean }

/**
 * A clock that moves only when told, for so many timers that each must cost next to nothing: they are kept by the tick in
 * which they fall due, and those of one tick run together.
 */
export class WheelTime implements Clock, Scheduler {
  readonly #tickMs: number
  readonly #due = new Map<number, Timer[]>()
  readonly #start: number
  #tick = 0

  constructor(tickMs: number, start = 1_700_000_000_000) {
    this.#tickMs = tickMs
    this.#start = start
  }

  now(): number {
    return this.#start + this.elapsedMs
  }

  get elapsedMs(): number {
    return this.#tick * this.#tickMs
  }

  after(delayMs: number, work: () => void): () => void {
    const timer: Timer = { work, isOff: false }
    const tick = this.#tick + Math.max(1, Math.ceil(delayMs / this.#tickMs))
    const timers = this.#due.get(tick)
    if (timers === undefined) this.#due.set(tick, [timer])
    else timers.push(timer)
    return () => {
      timer.isOff = true
    }
  }

  /** Runs the timers of the next `ms`, and lets what they began settle before the next tick. */
  async advance(ms: number): Promise<void> {
    await settled()
    const last = this.#tick + Math.ceil(ms / this.#tickMs)
    while (this.#tick < last) {
      this.#tick += 1
      const timers = this.#due.get(this.#tick)
      if (timers === undefined) continue
      this.#due.delete(this.#tick)
      for (const timer of timers) if (!timer.isOff) timer.work()
      await settled()
    }
  }
}

/** Promises that wait for nothing outside have all run before the next turn of the event loop. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
