import type { Scheduler } from '@pos/sync-engine'

/** One run of a process. Once it has ended, nothing of it acts or hears any more. */
export class Life {
  #isOver = false
  readonly #death = Promise.withResolvers<void>()

  /** Resolves when the process has died. */
  get death(): Promise<void> {
    return this.#death.promise
  }

  get isOver(): boolean {
    return this.#isOver
  }

  end(): void {
    this.#isOver = true
    this.#death.resolve()
  }

  scheduler(time: Scheduler): Scheduler {
    return { after: (delayMs, work) => time.after(delayMs, () => (this.#isOver ? undefined : work())) }
  }

  /** `fetch` of this process: answers that come after its death are heard by nobody. */
  fetch(carry: typeof fetch): typeof fetch {
    return async (input, init) => this.heard(carry(input, init))
  }

  async heard<Result>(work: Promise<Result>): Promise<Result> {
    try {
      const result = await work
      return this.#isOver ? await never() : result
    } catch (error) {
      if (this.#isOver) return never()
      throw error
    }
  }
}

function never(): Promise<never> {
  return new Promise(() => {})
}
