import type { Awaitable, Context, DomainEvent, Unit } from '@pos/core'

type Settle = { readonly resolve: (value: unknown) => void; readonly reject: (error: unknown) => void }

/** One unit of work that waits for its group, and what its latest attempt came to. */
export class WriteJob<Tx> {
  readonly name: string
  readonly #ctx: Context
  readonly #work: (unit: Unit<Tx>) => Awaitable<unknown>
  readonly #settle: Settle
  #value: unknown
  #refusal: { readonly error: unknown } | undefined
  #events: DomainEvent[] = []

  constructor(ctx: Context, name: string, work: (unit: Unit<Tx>) => Awaitable<unknown>, settle: Settle) {
    this.name = name
    this.#ctx = ctx
    this.#work = work
    this.#settle = settle
  }

  get isRefused(): boolean {
    return this.#refusal !== undefined
  }

  get events(): readonly DomainEvent[] {
    return this.#events
  }

  /** Starts a fresh attempt: whatever an earlier one emitted or returned is forgotten. */
  start(tx: Tx): Awaitable<unknown> {
    const events: DomainEvent[] = []
    this.#events = events
    this.#refusal = undefined
    this.#value = undefined
    return this.#work({ ...this.#ctx, tx, emitAfterCommit: (event) => void events.push(event) })
  }

  finish(value: unknown): void {
    this.#value = value
  }

  refuse(error: unknown): void {
    this.#refusal = { error }
    this.#events = []
  }

  /** Gives the answer of the latest attempt to the caller; only called after the commit. */
  settle(): void {
    if (this.#refusal === undefined) this.#settle.resolve(this.#value)
    else this.#settle.reject(this.#refusal.error)
  }
}

export function isPromise(value: unknown): value is Promise<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'
}
