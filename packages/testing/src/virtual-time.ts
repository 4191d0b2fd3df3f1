import type { Clock } from '@pos/core'
import type { Scheduler } from '@pos/sync-engine'

type Timer = { readonly at: number; readonly work: () => void }

/** Real work that takes longer than this waits for something virtual itself, and would never end. */
const STUCK_MS = 60_000
/** A stream hands its end on over several turns of the event loop. */
const QUIET_TURNS = 3

/** A clock that moves only when told, with its timers. */
export class VirtualTime implements Clock, Scheduler {
  #now: number
  #timers: Timer[] = []
  readonly #underWay = new Set<Promise<unknown>>()

  constructor(start = 1_700_000_000_000) {
    this.#now = start
  }

  now(): number {
    return this.#now
  }

  after(delayMs: number, work: () => void): () => void {
    const timer = { at: this.#now + Math.ceil(delayMs), work }
    this.#timers.push(timer)
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer)
    }
  }

  /** Time stands still until this real work has ended: the answer of a server in this process, a file. */
  holdFor<Result>(work: Promise<Result>): Promise<Result> {
    const held = work.then(
      () => undefined,
      () => undefined,
    )
    this.#underWay.add(held)
    void held.then(() => this.#underWay.delete(held))
    return work
  }

  /** Lets everything that is under way settle, then jumps to the next timer; false when there is none. */
  async step(): Promise<boolean> {
    await this.#settled()
    let next: Timer | undefined
    for (const timer of this.#timers) if (next === undefined || timer.at < next.at) next = timer
    if (next === undefined) return false
    this.#timers = this.#timers.filter((other) => other !== next)
    this.#now = Math.max(this.#now, next.at)
    next.work()
    await this.#settled()
    return true
  }

  /** Runs timers until `isDone`. */
  async until(isDone: () => boolean, maxSteps = 100_000): Promise<void> {
    for (let steps = 0; ; steps += 1) {
      await this.#settled()
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

  /** Every promise chain that waits for nothing outside has run, and no real work is under way. */
  async #settled(): Promise<void> {
    const since = performance.now()
    for (let quiet = 0; quiet < QUIET_TURNS; quiet += 1) {
      await turn()
      if (this.#underWay.size === 0) continue
      quiet = 0
      if (performance.now() - since > STUCK_MS) throw new Error('real work waits for something virtual')
      await Promise.race([...this.#underWay, pause()])
    }
  }
}

/** Looks again whether somebody is stuck, and leaves the processor to the work meanwhile. */
function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1_000).unref())
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
