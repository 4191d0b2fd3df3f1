import { InvariantError } from '@pos/core'
import type { Statement } from 'better-sqlite3'
import type { Connection } from './connection.ts'

/** Positional values as an array, or an object for `:name` parameters. */
export type Parameters = readonly unknown[] | Readonly<Record<string, unknown>>

/** A statement kept compiled on its connection. Rows come as the driver gives them, keyed by column alias. */
export interface PreparedStatement<Row> {
  get(parameters?: Parameters): Row | undefined
  all(parameters?: Parameters): Row[]
  /** `lastInsertRowid` is meaningful after an insert into a table that has row numbers. */
  run(parameters?: Parameters): { changes: number; lastInsertRowid: number | bigint }
}

/** A store runs a few hundred different statements; only generated texts pass this, and then all are compiled anew. */
const KEPT_STATEMENTS = 1000

const NONE: readonly unknown[] = []

/** Compiles each statement text once per connection. */
export class StatementCache {
  readonly #connection: Connection
  readonly #statements = new Map<string, CachedStatement>()

  constructor(connection: Connection) {
    this.#connection = connection
  }

  prepare(text: string): CachedStatement {
    const known = this.#statements.get(text)
    if (known !== undefined) return known
    if (this.#statements.size >= KEPT_STATEMENTS) this.#statements.clear()
    const statement = new CachedStatement(this.#connection, text)
    this.#statements.set(text, statement)
    return statement
  }
}

/** One compiled statement, or two when its rows are wanted both as objects and as arrays. */
export class CachedStatement implements PreparedStatement<unknown> {
  readonly #connection: Connection
  readonly #statement: Statement<unknown[]>
  readonly #writes: boolean
  #arrays: Statement<unknown[]> | undefined

  constructor(connection: Connection, text: string) {
    this.#connection = connection
    this.#statement = connection.prepare<unknown[]>(text)
    this.#writes = !this.#statement.readonly
  }

  get returnsRows(): boolean {
    return this.#statement.reader
  }

  get(parameters: Parameters = NONE): unknown {
    this.#assertMayRun()
    return this.#statement.get(parameters)
  }

  all(parameters: Parameters = NONE): unknown[] {
    this.#assertMayRun()
    return this.#statement.all(parameters)
  }

  run(parameters: Parameters = NONE): { changes: number; lastInsertRowid: number | bigint } {
    this.#assertMayRun()
    return this.#statement.run(parameters)
  }

  /** The same statement with rows as arrays, which is what the query builder maps. */
  arrays(): Statement<unknown[]> {
    this.#assertMayRun()
    this.#arrays ??= this.#connection.prepare<unknown[]>(this.#statement.source).raw(true)
    return this.#arrays
  }

  /** `INSERT … RETURNING` comes through `get` and `all` too, so the statement decides, not the method. */
  #assertMayRun(): void {
    if (this.#writes) assertInTransaction(this.#connection)
  }
}

/**
 * SQLite ends a transaction by itself on some errors (disk full, out of memory, RAISE(ROLLBACK)). A unit that caught
 * such an error and wrote on would commit each statement alone, outside its group.
 */
export function assertInTransaction(connection: Connection): void {
  if (!connection.inTransaction) throw new InvariantError('a write outside a unit of work')
}
