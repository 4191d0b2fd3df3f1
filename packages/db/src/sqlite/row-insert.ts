import { assert } from '@pos/core'
import { getColumns, getTableName, isNoop } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { refuseOtherKeys } from '../same-keys.ts'
import { quoted } from '../quoted.ts'
import type { Connection } from './connection.ts'

type Row = Readonly<Record<string, unknown>>
type Encode = (value: unknown) => unknown
type Target = { readonly key: string; readonly encode: Encode | undefined }

export type RowInsert = (rows: readonly Row[], constants: Row | undefined) => void

/**
 * Compiles an insert for one table and one set of keys: one prepared statement, positional parameters, one array
 * reused for every row. Going through the query builder instead costs several times the insert itself.
 */
export function compileRowInsert(
  connection: Connection,
  table: SQLiteTable,
  rowKeys: readonly string[],
  constantKeys: readonly string[],
): RowInsert {
  const rowTargets = rowKeys.map((key) => target(table, key))
  const constantTargets = constantKeys.map((key) => target(table, key))
  const columns = [...constantKeys, ...rowKeys].map((key) => quoted(columnOf(table, key).name))
  const marks = columns.map(() => '?').join(',')
  const statement = connection.prepare<unknown[]>(
    `insert into ${quoted(getTableName(table))} (${columns.join(',')}) values (${marks})`,
  )
  const offset = constantTargets.length
  const values: unknown[] = Array.from({ length: columns.length }, () => null)

  return (rows, constants) => {
    if (constants !== undefined) fill(values, 0, constantTargets, constants)
    for (const row of rows) {
      fill(values, offset, rowTargets, row)
      statement.run(values)
    }
  }
}

function fill(values: unknown[], offset: number, targets: readonly Target[], row: Row): void {
  if (Object.keys(row).length !== targets.length) refuseOtherKeys(row)
  for (let index = 0; index < targets.length; index += 1) {
    const { key, encode } = targets[index] as Target
    const value = row[key]
    if (value === undefined && !(key in row)) refuseOtherKeys(row)
    values[offset + index] = value === undefined || value === null ? null : encode === undefined ? value : encode(value)
  }
}

function target(table: SQLiteTable, key: string): Target {
  const column = columnOf(table, key)
  return { key, encode: isNoop(column.mapToDriverValue) ? undefined : column.mapToDriverValue }
}

function columnOf(table: SQLiteTable, key: string) {
  const column = getColumns(table)[key]
  assert(column, `table ${getTableName(table)} has no column ${key}`)
  return column
}
