import { assert, InvariantError } from '@pos/core'
import type { SQL } from 'drizzle-orm'
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { PoolClient, QueryConfig, QueryResult, QueryResultRow } from 'pg'
import type { SqlFragments } from '../sql-tx.ts'
import { fragments, portableQuery } from './portable-query.ts'
import type { StatementNames } from './statement-names.ts'
import { compileRowInsert, type RowInsert } from './row-insert.ts'

/** The tables behind a map of insert types. */
export type TablesOf<Rows> = { readonly [Name in keyof Rows]: PgTable }

/** Drizzle on one connection, inside the transaction of the unit. */
export type HqDb = Omit<NodePgDatabase, 'transaction'>

type Row = Readonly<Record<string, unknown>>

/** Compiled once for all connections; each connection keeps its own plan under the same name. */
export class RowInserts<Rows> {
  readonly #tables: TablesOf<Rows>
  readonly #compiled = new Map<string, RowInsert>()

  constructor(tables: TablesOf<Rows>) {
    this.#tables = tables
  }

  for(name: keyof Rows, first: object, constants: object | undefined): RowInsert {
    const rowKeys = Object.keys(first)
    const constantKeys = constants === undefined ? [] : Object.keys(constants)
    const signature = `${String(name)}|${constantKeys.join(',')}|${rowKeys.join(',')}`
    let insert = this.#compiled.get(signature)
    if (insert === undefined) {
      const table = this.#tables[name]
      assert(table, `there is no table ${String(name)} at head office`)
      insert = compileRowInsert(`insert_${this.#compiled.size}`, table, rowKeys, constantKeys)
      this.#compiled.set(signature, insert)
    }
    return insert
  }
}

/** A connection as units use it, one after another. Between units it answers nothing. */
export class PgSession<Rows> {
  readonly client: PoolClient
  readonly db: HqDb
  readonly #inserts: RowInserts<Rows>
  readonly #names: StatementNames
  #isOpen = false

  constructor(client: PoolClient, inserts: RowInserts<Rows>, names: StatementNames) {
    this.client = client
    this.#inserts = inserts
    this.#names = names
    const guarded = {
      query: (config: QueryConfig, values?: unknown[]) => {
        if (/^\s*(begin|commit|rollback|abort|end|start)\b/i.test(config.text)) {
          throw new InvariantError('the unit of work is the transaction; there is none inside it')
        }
        return this.run(config, values)
      },
    }
    // The only method Drizzle's session calls on its client inside a transaction.
    this.db = drizzle({ client: guarded as unknown as PoolClient })
  }

  open(): void {
    this.#isOpen = true
  }

  close(): void {
    this.#isOpen = false
  }

  run<Result extends QueryResultRow>(config: QueryConfig, values?: unknown[]): Promise<QueryResult<Result>> {
    if (!this.#isOpen) throw new InvariantError('a query outside a unit of work')
    return this.client.query<Result>(config, values)
  }

  async insert(name: keyof Rows, rows: readonly object[], constants: object | undefined): Promise<void> {
    const first = rows[0]
    if (first === undefined) return
    const insert = this.#inserts.for(name, first, constants)
    await this.run(
      { name: insert.name, text: insert.text },
      insert.parameters(rows as readonly Row[], constants as Row | undefined),
    )
  }

  async query<Result>(statement: SQL): Promise<Result[]> {
    const query = portableQuery(statement)
    const name = this.#names.nameOf(query.text)
    const { rows } = await this.run(name === undefined ? query : { ...query, name })
    return rows as Result[]
  }

  get fragments(): SqlFragments {
    return fragments
  }
}
