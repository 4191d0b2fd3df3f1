import type { DomainEvent } from '@pos/core'
import type { DbLog } from './log.ts'

export type OnCommitted = (events: readonly DomainEvent[]) => void

/**
 * Delivers events of committed units in commit order. It waits for the next turn of the event loop, so that no
 * listener delays an answer.
 */
export class AfterCommit {
  readonly #onCommitted: OnCommitted
  readonly #log: DbLog
  #waiting: DomainEvent[] = []

  constructor(onCommitted: OnCommitted, log: DbLog) {
    this.#onCommitted = onCommitted
    this.#log = log
  }

  deliver(events: readonly DomainEvent[]): void {
    if (events.length === 0) return
    if (this.#waiting.length === 0) setImmediate(() => this.flush())
    this.#waiting.push(...events)
  }

  /** Delivers what waits, now. A listener that throws cannot undo the commit, so its error goes to the log. */
  flush(): void {
    const events = this.#waiting
    this.#waiting = []
    if (events.length === 0) return
    try {
      this.#onCommitted(events)
    } catch (error) {
      this.#log.error(
        { err: error, events: events.map((event) => event.name) },
        'a listener of committed events failed',
      )
    }
  }
}
