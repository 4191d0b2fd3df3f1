import type { Statement } from 'better-sqlite3'
import type { Connection } from './connection.ts'
import { guardOf, type WriteGuard } from './write-guard.ts'

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
  readonly #guard: WriteGuard
  readonly #writes: boolean
  readonly returnsRows: boolean
  #arrays: Statement<unknown[]> | undefined

  constructor(connection: Connection, text: string) {
    this.#connection = connection
    this.#statement = connection.prepare<unknown[]>(text)
    this.#guard = guardOf(connection)
    this.#writes = !this.#statement.readonly
    this.returnsRows = this.#statement.reader
  }

  get(parameters: Parameters = NONE): unknown {
    return this.#guarded(() => this.#statement.get(parameters))
  }

  all(parameters: Parameters = NONE): unknown[] {
    return this.#guarded(() => this.#statement.all(parameters))
  }

  run(parameters: Parameters = NONE): { changes: number; lastInsertRowid: number | bigint } {
    return this.#guarded(() => this.#statement.run(parameters))
  }

  /** The same with the row as an array, which is what the query builder maps. */
  getArray(parameters: Parameters): unknown[] | undefined {
    return this.#guarded(() => this.#inArrays().get(parameters) as unknown[] | undefined)
  }

  allArrays(parameters: Parameters): unknown[][] {
    return this.#guarded(() => this.#inArrays().all(parameters) as unknown[][])
  }

  #inArrays(): Statement<unknown[]> {
    return (this.#arrays ??= this.#connection.prepare<unknown[]>(this.#statement.source).raw(true))
  }

  /** `INSERT … RETURNING` comes through `get` and `all` too, so the statement decides, not the method. */
  #guarded<Result>(step: () => Result): Result {
    if (this.#writes) this.#guard.admit()
    try {
      return step()
    } catch (error) {
      this.#guard.doubt()
      throw error
    } finally {
      // Neither reads nor writes: it begins or ends a transaction.
      if (!this.#writes && !this.returnsRows) this.#guard.doubt()
    }
  }
}
