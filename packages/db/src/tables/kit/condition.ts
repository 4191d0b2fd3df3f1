import { MAX_SAFE } from '@pos/shared-types'
import { type AnyColumn, type SQL, sql } from 'drizzle-orm'
import type { Mark } from './marks.ts'

/** The columns a condition shared by both engines reads. */
export type Columns<Name extends string> = Readonly<Record<Name, AnyColumn>>

/**
 * `column` holds one of `values`, or null. Written with OR: for an IN of more than two values SQLite builds a temporary
 * index with every row it inserts.
 */
function isOneOf(column: AnyColumn, values: readonly string[]): SQL {
  return sql.join(
    values.map((value) => sql`${column} = ${sql.raw(`'${value}'`)}`),
    sql` or `,
  )
}

/** The CHECK that goes with a marked column on either engine. */
export function markCondition(column: AnyColumn, mark: Mark): SQL {
  switch (mark.kind) {
    case 'enum':
      return isOneOf(column, mark.values)
    case 'boolean':
      return sql`${column} between 0 and 1`
    case 'safeInteger':
      return sql`${column} between ${sql.raw(`-${MAX_SAFE}`)} and ${sql.raw(String(MAX_SAFE))}`
  }
}
