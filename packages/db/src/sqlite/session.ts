import { assert } from '@pos/core'
import type { SQL } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { SqlFragments } from '../sql-tx.ts'
import { assertSettings, type Connection } from './connection.ts'
import { fragments, runPortable } from './portable-query.ts'
import { queryBuilder, type StoreDb } from './query-builder.ts'
import { RowInsert } from './row-insert.ts'
import { StatementCache, type PreparedStatement } from './statements.ts'
import { guardOf, type WriteGuard } from './write-guard.ts'

/** The tables behind a map of insert types. */
export type TablesOf<Rows> = { readonly [Name in keyof Rows]: SQLiteTable }

type Row = Readonly<Record<string, unknown>>

const NONE: readonly string[] = []

/** A connection with everything compiled on it: the handle a unit sees of one file. */
export class SqliteSession<Rows> {
  readonly connection: Connection
  readonly db: StoreDb
  readonly fragments: SqlFragments = fragments
  readonly #tables: TablesOf<Rows>
  readonly #statements: StatementCache
  readonly #guard: WriteGuard
  readonly #inserts = new Map<keyof Rows, RowInsert[]>()

  constructor(connection: Connection, tables: TablesOf<Rows>) {
    this.connection = connection
    this.#tables = tables
    this.#statements = new StatementCache(connection)
    this.#guard = guardOf(connection)
    this.db = queryBuilder(this.#statements)
  }

  /** Typed for callers by `RowsTx`; here any rows will do. */
  insert(table: keyof Rows, rows: readonly object[], constants?: object): void {
    const first = rows[0]
    if (first === undefined) return
    this.#guard.admit()
    try {
      this.#insertFor(table, first, constants).run(rows as readonly Row[], constants as Row | undefined)
    } catch (error) {
      this.#guard.doubt()
      throw error
    }
  }

  prepare<Result>(text: string): PreparedStatement<Result> {
    return this.#statements.prepare(text) as PreparedStatement<unknown> as PreparedStatement<Result>
  }

  query<Result>(statement: SQL): Result[] {
    return runPortable<Result>(this.#statements, statement)
  }

  assertDurable(): void {
    assertSettings(this.connection)
  }

  close(): void {
    this.connection.close()
  }

  #insertFor(name: keyof Rows, first: object, constants: object | undefined): RowInsert {
    const rowKeys = Object.keys(first)
    const constantKeys = constants === undefined ? NONE : Object.keys(constants)
    let compiled = this.#inserts.get(name)
    if (compiled === undefined) this.#inserts.set(name, (compiled = []))
    let insert = compiled.find((each) => each.fits(rowKeys, constantKeys))
    if (insert === undefined) {
      const table = this.#tables[name]
      assert(table, `there is no table ${String(name)} in this file`)
      compiled.push((insert = new RowInsert(this.connection, table, rowKeys, constantKeys)))
    }
    return insert
  }
}
