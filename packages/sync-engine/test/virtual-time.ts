import type { Clock } from '@pos/core'
import type { Scheduler } from '../src/ports.ts'

type Timer = { readonly at: number; readonly work: () => void }

/** A clock that moves only when told, with its timers. */
export class VirtualTime implements Clock, Scheduler {
  #now = 1_700_000_000_000
  #timers: Timer[] = []

  now(): number {
    return this.#now
  }

  after(delayMs: number, work: () => void): () => void {
    const timer = { at: this.#now + delayMs, work }
    this.#timers.push(timer)
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer)
    }
  }

  /** Lets everything that is under way settle, then jumps to the next timer; false when there is none. */
  async step(): Promise<boolean> {
    await settled()
    const next = this.#timers.toSorted((a, b) => a.at - b.at)[0]
    if (next === undefined) return false
    this.#timers = this.#timers.filter((other) => other !== next)
    this.#now = Math.max(this.#now, next.at)
    next.work()
    await settled()
    return true
  }

  /** Runs timers until `isDone`. */
  async until(isDone: () => boolean, maxSteps = 100_000): Promise<void> {
    for (let steps = 0; ; steps += 1) {
      await settled()
      if (isDone()) return
      if (steps === maxSteps) throw new Error(`not done after ${maxSteps} timers`)
      if (!(await this.step())) throw new Error('nothing left to happen')
    }
  }

  /** Runs timers for `ms` of virtual time. */
  async advance(ms: number): Promise<void> {
    let isOver = false
    this.after(ms, () => {
      isOver = true
    })
    await this.until(() => isOver)
  }
}

/** One turn of the real event loop: every promise chain that waits for nothing outside has run. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
