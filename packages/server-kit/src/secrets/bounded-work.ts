import { DomainError } from '@pos/core'

/** Told how long a piece of work waited and took, in milliseconds. */
type Watcher = (waitedMs: number, tookMs: number) => void

/**
 * Runs costly work a few at a time. What comes while the queue is full is sent away, so that a flood of sign-ins
 * costs a bounded amount of memory and leaves the server to the others.
 */
export class BoundedWork {
  readonly #atOnce: number
  readonly #queueLimit: number
  readonly #waiting: (() => void)[] = []
  readonly #watchers = new Set<Watcher>()
  #running = 0

  constructor(atOnce: number, queueLimit: number) {
    this.#atOnce = atOnce
    this.#queueLimit = queueLimit
  }

  get running(): number {
    return this.#running
  }

  get waiting(): number {
    return this.#waiting.length
  }

  /** Tells of every piece of work that has ended, until the function it gives is called. */
  watch(watcher: Watcher): () => void {
    this.#watchers.add(watcher)
    return () => void this.#watchers.delete(watcher)
  }

  /** @throws DomainError OVERLOADED when too many wait already */
  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    const askedAt = performance.now()
    await this.#enter()
    const startedAt = performance.now()
    try {
      return await work()
    } finally {
      this.#leave()
      const endedAt = performance.now()
      for (const watcher of this.#watchers) watcher(startedAt - askedAt, endedAt - startedAt)
    }
  }

  async #enter(): Promise<void> {
    if (this.#running < this.#atOnce) {
      this.#running += 1
      return
    }
    if (this.#waiting.length >= this.#queueLimit) throw new DomainError('OVERLOADED')
    await new Promise<void>((resolve) => this.#waiting.push(resolve))
  }

  /** Hands the place on to the next in line, or frees it. */
  #leave(): void {
    const next = this.#waiting.shift()
    if (next === undefined) this.#running -= 1
    else next()
  }
}
