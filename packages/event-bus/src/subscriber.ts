import type { Awaitable, DomainEvent } from '@pos/core'
import type { EventLog } from './log.ts'

/** One handler and the events that wait for it. */
export class Subscriber {
  readonly #id: string
  readonly #handler: (event: DomainEvent) => Awaitable<void>
  readonly #log: EventLog
  #waiting: DomainEvent[] = []
  #running: Promise<void> | undefined

  constructor(id: string, handler: (event: DomainEvent) => Awaitable<void>, log: EventLog) {
    this.#id = id
    this.#handler = handler
    this.#log = log
  }

  get isBusy(): boolean {
    return this.#running !== undefined
  }

  tell(event: DomainEvent): void {
    this.#waiting.push(event)
    this.#running ??= this.#run()
  }

  async idle(): Promise<void> {
    await this.#running
  }

  async #run(): Promise<void> {
    // The publisher goes on before the first handler starts.
    await Promise.resolve()
    while (this.#waiting.length > 0) {
      const events = this.#waiting
      this.#waiting = []
      for (const event of events) await this.#handle(event)
    }
    this.#running = undefined
  }

  async #handle(event: DomainEvent): Promise<void> {
    try {
      await this.#handler(event)
    } catch (error) {
      this.#log.error({ err: error, subscriber: this.#id, event: event.name }, 'a subscriber failed')
    }
  }
}
