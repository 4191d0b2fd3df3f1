import type { Statement } from 'better-sqlite3'
import type { Connection } from './connection.ts'
import { guardOf, type WriteGuard } from './write-guard.ts'

/** The transaction statements of one connection, compiled once. */
export class Transaction {
  readonly #connection: Connection
  readonly #guard: WriteGuard
  readonly #begin: Statement
  readonly #commit: Statement
  readonly #rollback: Statement
  readonly #savepoint: Statement
  readonly #release: Statement
  readonly #rollbackTo: Statement

  constructor(connection: Connection, mode: 'immediate' | 'deferred') {
    this.#connection = connection
    this.#guard = guardOf(connection)
    this.#begin = connection.prepare(`begin ${mode}`)
    this.#commit = connection.prepare('commit')
    this.#rollback = connection.prepare('rollback')
    this.#savepoint = connection.prepare('savepoint unit')
    this.#release = connection.prepare('release unit')
    this.#rollbackTo = connection.prepare('rollback to unit')
  }

  get isOpen(): boolean {
    return this.#connection.inTransaction
  }

  begin(): void {
    this.#begin.run()
  }

  commit(): void {
    this.#guard.doubt()
    this.#commit.run()
  }

  /** Rolls back unless SQLite has already done so. */
  rollback(): void {
    this.#guard.doubt()
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

  /** Writing statements on this connection since it was opened: equal before and after means untouched. */
  get writes(): number {
    return this.#guard.writes
  }
}
