import type { SQL } from 'drizzle-orm'
import type { HqDb } from './postgres/session.ts'
import type { RowsTx } from './sql-tx.ts'
import type { CatalogueView } from './sqlite/catalogue-reader.ts'
import type { StoreDb } from './sqlite/query-builder.ts'
import type { PreparedStatement } from './sqlite/statements.ts'
import type { CatalogRows, HqRows, SharedRows, StoreRows } from './tables/index.ts'

/** One map for both engines, where shared tables have equal types: so every handle below is an `SqlTx` as it stands. */
type MasterRows = StoreRows & Omit<HqRows, keyof StoreRows>

/** A transaction handle on either engine: all that shared repositories and reports may use. */
export interface SqlTx extends RowsTx<MasterRows, keyof SharedRows> {}

interface FileTx<Rows, Names extends keyof Rows = keyof Rows> extends RowsTx<Rows, Names> {
  readonly db: StoreDb
  insert<Name extends Names, Fixed extends Partial<Rows[Name]> = Record<never, never>>(
    table: Name,
    rows: readonly Omit<Rows[Name], keyof Fixed>[],
    constants?: Fixed,
  ): void
  query<Row>(statement: SQL): Row[]
  /** Compiles the statement once per connection. Its rows come undecoded: booleans 0 or 1, hashes as bytes. */
  prepare<Row>(text: string): PreparedStatement<Row>
}

/** A unit at the store: `ops.db` for writing, and the catalogue as one read-only snapshot. */
export interface StoreTx extends FileTx<MasterRows, keyof StoreRows> {
  readonly catalog: CatalogueView
}

/** The handle that applies pulled rows to the catalogue, or fills a new one. */
export interface CatalogTx extends FileTx<CatalogRows> {}

/** A unit at head office. */
export interface HqTx extends RowsTx<MasterRows, keyof HqRows> {
  readonly db: HqDb
  /**
   * Marks a versioned entity as changed, or with `D` as gone (for `storeScope`, when it only left one store). The unit
   * stamps everything touched with one version as its last statement, then commits.
   */
  touch(entity: string, entityId: string, op?: 'U' | 'D', storeScope?: string | null): void
}
