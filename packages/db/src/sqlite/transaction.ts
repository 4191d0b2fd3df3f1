import type { Statement } from 'better-sqlite3'
import type { Connection } from './connection.ts'

/** The transaction statements of one connection, compiled once. */
export class Transaction {
  readonly #connection: Connection
  readonly #begin: Statement
  readonly #commit: Statement
  readonly #rollback: Statement
  readonly #savepoint: Statement
  readonly #release: Statement
  readonly #rollbackTo: Statement
  readonly #totalChanges: Statement

  constructor(connection: Connection, mode: 'immediate' | 'deferred') {
    this.#connection = connection
    this.#begin = connection.prepare(`begin ${mode}`)
    this.#commit = connection.prepare('commit')
    this.#rollback = connection.prepare('rollback')
    this.#savepoint = connection.prepare('savepoint unit')
    this.#release = connection.prepare('release unit')
    this.#rollbackTo = connection.prepare('rollback to unit')
    this.#totalChanges = connection.prepare('select total_changes()').pluck()
  }

  get isOpen(): boolean {
    return this.#connection.inTransaction
  }

  begin(): void {
    this.#begin.run()
  }

  commit(): void {
    this.#commit.run()
  }

  /** Rolls back unless SQLite has already done so. */
  rollback(): void {
    if (this.isOpen) this.#rollback.run()
  }

  savepoint(): void {
    this.#savepoint.run()
  }

  keepSavepoint(): void {
    this.#release.run()
  }

  undoSavepoint(): void {
    this.#rollbackTo.run()
    this.#release.run()
  }

  /** Rows written on this connection since it was opened, triggers included: equal before and after means untouched. */
  totalChanges(): unknown {
    return this.#totalChanges.get()
  }
}
