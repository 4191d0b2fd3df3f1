import type { SQL } from 'drizzle-orm'
import { openConnection } from './connection.ts'
import type { StoreDb } from './query-builder.ts'
import { SqliteSession } from './session.ts'
import type { PreparedStatement } from './statements.ts'
import { Transaction } from './transaction.ts'

/** How far this copy of head office's catalogue has come. */
export type CatalogueVersion = { readonly epoch: string; readonly version: number }

/** What a copy that has pulled nothing yet answers. */
export const NOTHING_PULLED: CatalogueVersion = { epoch: '00000000-0000-0000-0000-000000000000', version: 0 }

/** The catalogue as a unit reads it: one snapshot for as long as the unit lasts. */
export interface CatalogueView {
  readonly db: StoreDb
  readonly version: CatalogueVersion
  prepare<Row>(text: string): PreparedStatement<Row>
  query<Row>(statement: SQL): Row[]
}

/** A read-only connection on one catalogue file. */
export class CatalogueReader implements CatalogueView {
  readonly #session: SqliteSession<Record<never, never>>
  readonly #transaction: Transaction
  #version: CatalogueVersion | undefined

  constructor(path: string) {
    const connection = openConnection(path, { readonly: true, cacheKib: 4_000 })
    this.#session = new SqliteSession<Record<never, never>>(connection, {})
    this.#transaction = new Transaction(connection, 'deferred')
  }

  get db(): StoreDb {
    return this.#session.db
  }

  get version(): CatalogueVersion {
    this.#version ??= readCatalogueVersion(this.#session)
    return this.#version
  }

  prepare<Row>(text: string): PreparedStatement<Row> {
    return this.#session.prepare<Row>(text)
  }

  query<Row>(statement: SQL): Row[] {
    return this.#session.query<Row>(statement)
  }

  begin(): void {
    this.#version = undefined
    this.#transaction.begin()
  }

  end(): void {
    this.#transaction.rollback()
  }

  assertDurable(): void {
    this.#session.assertDurable()
  }

  close(): void {
    this.#session.close()
  }
}

export function readCatalogueVersion(session: Pick<SqliteSession<unknown>, 'prepare'>): CatalogueVersion {
  const cursor = session.prepare<CatalogueVersion>(`select epoch, version from sync_cursors where feed = 'hq'`).get()
  return cursor ?? NOTHING_PULLED
}
