import type { Context } from './context.ts'

export type Awaitable<T> = T | Promise<T>

/** A fact told after the commit. It cannot undo or delay the answer. */
export type DomainEvent = { readonly name: string; readonly payload: Readonly<Record<string, unknown>> }

/**
 * One attempt at a unit of work: the context plus the only handle that may be used inside. A unit may be attempted
 * twice (group commit), so whatever it emits, draws or counts belongs to the attempt.
 */
export type Unit<Tx> = Context & {
  readonly tx: Tx
  /** Keeps `event` until the commit; an attempt that is rolled back takes its events with it. */
  readonly emitAfterCommit: (event: DomainEvent) => void
}

/** Runs work in one transaction. The engine behind it decides how; the answer leaves only after the commit. */
export interface UnitOfWork<Tx> {
  /**
   * Runs `work` in a write transaction. When it throws, nothing happened and the promise rejects with the same error.
   * `name` says in the log which unit held the writer.
   */
  write<Result>(ctx: Context, name: string, work: (unit: Unit<Tx>) => Awaitable<Result>): Promise<Result>
  /** Runs `work` on a read-only snapshot. */
  read<Result>(ctx: Context, work: (tx: Tx) => Awaitable<Result>): Promise<Result>
}
