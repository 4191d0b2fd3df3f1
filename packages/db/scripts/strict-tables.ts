import { is } from 'drizzle-orm'
import { getTableConfig, SQLiteColumn, type SQLiteTable } from 'drizzle-orm/sqlite-core'
import { isAppended } from '../src/tables/kit/sqlite.ts'

/**
 * Adds STRICT, and WITHOUT ROWID where rows are found by a text key, to the CREATE TABLE statements drizzle-kit writes;
 * it knows neither word. A table it rebuilds is called `__new_<name>` for the length of the migration.
 */
export function strictTables(statements: readonly string[], tables: readonly SQLiteTable[]): string[] {
  const withoutRowid = new Set(
    tables.filter((table) => isKeyedByText(table) && !isAppended(table)).map((table) => getTableConfig(table).name),
  )
  return statements.map((statement) => {
    const name = /^CREATE TABLE `(?:__new_)?(\w+)`/.exec(statement)?.[1]
    if (name === undefined) return statement
    return statement.trim().replace(/\);$/, withoutRowid.has(name) ? ') STRICT, WITHOUT ROWID;' : ') STRICT;')
  })
}

function isKeyedByText(table: SQLiteTable): boolean {
  const { columns, primaryKeys } = getTableConfig(table)
  const keys = [...columns.filter((column) => column.primary), ...primaryKeys.flatMap((key) => key.columns)]
  const isInteger = keys.length === 1 && is(keys[0], SQLiteColumn) && keys[0].getSQLType() === 'integer'
  return keys.length > 0 && !isInteger
}
