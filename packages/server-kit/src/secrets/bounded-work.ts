import { DomainError } from '@pos/core'

/**
 * Runs costly work a few at a time. What comes while the queue is full is sent away, so that a flood of sign-ins
 * costs a bounded amount of memory and leaves the server to the others.
 */
export class BoundedWork {
  readonly #atOnce: number
  readonly #queueLimit: number
  readonly #waiting: (() => void)[] = []
  #running = 0

  constructor(atOnce: number, queueLimit: number) {
    this.#atOnce = atOnce
    this.#queueLimit = queueLimit
  }

  /** @throws DomainError OVERLOADED when too many wait already */
  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    await this.#enter()
    try {
      return await work()
    } finally {
      this.#leave()
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
