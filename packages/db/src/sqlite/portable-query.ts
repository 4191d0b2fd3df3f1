import { sql, type SQL } from 'drizzle-orm'
import { SQLiteDialect } from 'drizzle-orm/sqlite-core'
import type { SqlFragments } from '../sql-tx.ts'
import type { StatementCache } from './statements.ts'

const dialect = new SQLiteDialect()

export const fragments: SqlFragments = {
  instant: (ms) => sql`${ms}`,
  hex: (column) => sql`lower(hex(${column}))`,
  lockRows: sql.raw(''),
}

export function runPortable<Row>(statements: StatementCache, statement: SQL): Row[] {
  const { sql: text, params } = dialect.sqlToQuery(statement)
  const prepared = statements.prepare(text)
  const parameters = params.map(toBindable)
  if (prepared.returnsRows) return prepared.all(parameters) as Row[]
  prepared.run(parameters)
  return []
}

function toBindable(value: unknown): unknown {
  if (typeof value === 'boolean') return value ? 1 : 0
  return value === undefined ? null : value
}
