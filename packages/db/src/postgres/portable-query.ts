import { sql, type SQL } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import type { SqlFragments } from '../sql-tx.ts'
import { portableTypes } from './value-parsers.ts'

const dialect = new PgDialect()

export const fragments: SqlFragments = {
  instant: (ms) => sql`${new Date(ms).toISOString()}::timestamptz`,
  hex: (column) => sql`encode(${column}, 'hex')`,
  lockRows: sql.raw('for update'),
}

/** A portable statement as the driver takes it. */
export function portableQuery(statement: SQL) {
  const { sql: text, params } = dialect.sqlToQuery(statement)
  return { text, values: params, types: portableTypes }
}
