import type { DbLog } from './log.ts'

export type Hold = {
  /** Waits for `pending`; while it takes too long, the log says who holds the writer, even if it never ends. */
  whileWaiting<T>(pending: Promise<T>): Promise<T>
  end(): void
}

/** Names the units that hold a writer longer than they should: everybody else waits behind them. */
export class WriterWatch {
  readonly #limitMs: number
  readonly #log: DbLog

  constructor(limitMs: number, log: DbLog) {
    this.#limitMs = limitMs
    this.#log = log
  }

  start(unit: string): Hold {
    const startedAt = performance.now()
    return {
      whileWaiting: async (pending) => {
        const timer = setTimeout(() => {
          this.#log.warn({ unit, limitMs: this.#limitMs }, 'a unit of work is still holding the writer')
        }, this.#limitMs)
        try {
          return await pending
        } finally {
          clearTimeout(timer)
        }
      },
      end: () => {
        const heldMs = performance.now() - startedAt
        if (heldMs > this.#limitMs) this.#log.warn({ unit, heldMs }, 'a unit of work held the writer too long')
      },
    }
  }
}
