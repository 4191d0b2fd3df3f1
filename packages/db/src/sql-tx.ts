import type { Awaitable } from '@pos/core'
import type { SQL } from 'drizzle-orm'

/** What the two engines write differently inside a shared query. */
export type SqlFragments = {
  /** An instant as a bound value that compares with an `_at` column. */
  readonly instant: (ms: number) => SQL
  /** A hash column as the hex text its rows have. */
  readonly hex: (column: SQL) => SQL
  /** Put at the end of a SELECT to lock its rows until the commit; empty where there is one writer anyway. */
  readonly lockRows: SQL
}

/** What every engine offers inside a unit, over the tables `Names` with the insert types `Rows`. */
export interface RowsTx<Rows, Names extends keyof Rows = keyof Rows> {
  /**
   * Inserts rows into the table with the logical (camelCase) name. `constants` are columns equal in every row. All
   * rows must have the keys of the first one; a value that is undefined is stored as NULL, not as the column's
   * default.
   *
   * @example await tx.insert('saleLines', lines, { tenantId, saleId })
   */
  insert<Name extends Names, Fixed extends Partial<Rows[Name]> = Record<never, never>>(
    table: Name,
    rows: readonly Omit<Rows[Name], keyof Fixed>[],
    constants?: Fixed,
  ): Awaitable<void>
  /**
   * Runs one portable statement; rows are keyed by column alias. On every engine booleans arrive as 0 or 1, integers
   * and sums as numbers (within ±(2^53 − 1)), instants as milliseconds, dates and ids as text.
   */
  query<Row>(statement: SQL): Awaitable<Row[]>
  readonly fragments: SqlFragments
}
