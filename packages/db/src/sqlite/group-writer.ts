import type { Awaitable, Context, Unit } from '@pos/core'
import type { AfterCommit } from '../after-commit.ts'
import type { WriterWatch } from '../writer-watch.ts'
import type { Connection } from './connection.ts'
import { Transaction } from './transaction.ts'
import { isPromise, WriteJob } from './write-job.ts'

/** More in one transaction gains nothing (the processor is the limit by then) and makes the first of them wait. */
const GROUP_LIMIT = 128

export type GroupWriterOptions<Tx> = {
  readonly connection: Connection
  /** Opens what the units of one attempt share beside the transaction; `end` is called after it, come what may. */
  readonly lease: () => { readonly tx: Tx; readonly end: () => void }
  readonly afterCommit: AfterCommit
  readonly watch: WriterWatch
}

/**
 * How an attempt at a group ended. `settled`: every job has its answer. `spoilt`: a job failed after it had written, so
 * the group must run again with savepoints. `lost`: the engine ended the transaction or refused the commit because of
 * one job's rows, and nobody can say which: each must run alone.
 */
type Outcome = 'settled' | 'spoilt' | 'lost'

/**
 * The only writer of a file. Units that arrive in one turn of the event loop share one transaction and one disk flush,
 * and run one after another. A unit refused before it wrote is left out; answers leave after the commit.
 */
export class GroupWriter<Tx> {
  readonly #options: GroupWriterOptions<Tx>
  readonly #transaction: Transaction
  #queue: WriteJob<Tx>[] = []
  #isBusy = false
  #isClosed = false
  #idle: (() => void)[] = []

  constructor(options: GroupWriterOptions<Tx>) {
    this.#options = options
    this.#transaction = new Transaction(options.connection, 'immediate')
  }

  get isIdle(): boolean {
    return !this.#isBusy
  }

  write<Result>(ctx: Context, name: string, work: (unit: Unit<Tx>) => Awaitable<Result>): Promise<Result> {
    if (this.#isClosed) return Promise.reject(new Error(`${name}: the store database is closed`))
    return new Promise<Result>((resolve, reject) => {
      this.#queue.push(new WriteJob<Tx>(ctx, name, work, { resolve: (value) => resolve(value as Result), reject }))
      this.#wake()
    })
  }

  /** Resolves when every unit that was accepted has its answer; later ones are refused. */
  async close(): Promise<void> {
    this.#isClosed = true
    if (this.#isBusy) await new Promise<void>((resolve) => this.#idle.push(resolve))
  }

  #wake(): void {
    if (this.#isBusy) return
    this.#isBusy = true
    setImmediate(() => void this.#drain())
  }

  async #drain(): Promise<void> {
    const group = this.#queue.splice(0, GROUP_LIMIT)
    await this.#runGroup(group)
    if (this.#queue.length > 0) {
      setImmediate(() => void this.#drain())
      return
    }
    this.#isBusy = false
    for (const resolve of this.#idle.splice(0)) resolve()
  }

  async #runGroup(group: readonly WriteJob<Tx>[]): Promise<void> {
    let outcome = await this.#attempt(group, false)
    if (outcome === 'spoilt') outcome = await this.#attempt(group, true)
    if (outcome === 'lost') for (const job of group) await this.#attempt([job], false)
  }

  async #attempt(group: readonly WriteJob<Tx>[], withSavepoints: boolean): Promise<Outcome> {
    const isAlone = group.length === 1
    const transaction = this.#transaction
    let lease: { readonly tx: Tx; readonly end: () => void } | undefined
    try {
      lease = this.#options.lease()
      transaction.begin()
      for (const job of group) {
        const ended = await this.#runJob(job, lease.tx, withSavepoints)
        if (ended === 'kept') continue
        transaction.rollback()
        if (!isAlone) return ended
        return this.#settle(group)
      }
      transaction.commit()
    } catch (error) {
      transaction.rollback()
      if (!isAlone && isConstraint(error)) return 'lost'
      for (const job of group) job.refuse(error)
    } finally {
      lease?.end()
    }
    return this.#settle(group)
  }

  async #runJob(job: WriteJob<Tx>, tx: Tx, withSavepoint: boolean): Promise<'kept' | 'spoilt' | 'lost'> {
    const transaction = this.#transaction
    const writesBefore = transaction.writes
    if (withSavepoint) transaction.savepoint()
    const hold = this.#options.watch.start(job.name)
    try {
      const value = job.start(tx)
      job.finish(isPromise(value) ? await hold.whileWaiting(value) : value)
    } catch (error) {
      job.refuse(error)
    }
    hold.end()
    if (!transaction.isOpen) {
      if (!job.isRefused) job.refuse(new Error(`${job.name}: SQLite ended the transaction`))
      return 'lost'
    }
    if (withSavepoint) {
      if (job.isRefused) transaction.undoSavepoint()
      else transaction.keepSavepoint()
      return 'kept'
    }
    return job.isRefused && transaction.writes !== writesBefore ? 'spoilt' : 'kept'
  }

  #settle(group: readonly WriteJob<Tx>[]): 'settled' {
    for (const job of group) job.settle()
    for (const job of group) this.#options.afterCommit.deliver(job.events)
    return 'settled'
  }
}

/** Deferred foreign keys are checked at the commit, which then names no unit. */
function isConstraint(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_CONSTRAINT')
}
