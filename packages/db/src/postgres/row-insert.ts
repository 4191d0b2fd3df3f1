import { assert } from '@pos/core'
import { getColumns, getTableName, isNoop } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { quoted } from '../quoted.ts'
import { refuseOtherKeys } from '../same-keys.ts'

type Row = Readonly<Record<string, unknown>>
type Target = { readonly key: string; readonly column: string; readonly encode: (value: unknown) => unknown }

/** One statement for any number of rows: the rows and the constants travel as one JSON text each. */
export type RowInsert = {
  readonly name: string
  readonly text: string
  readonly parameters: (rows: readonly Row[], constants: Row | undefined) => string[]
}

/** Compiles an insert for one table and one set of keys. `name` is what the connection keeps its plan under. */
export function compileRowInsert(
  name: string,
  table: PgTable,
  rowKeys: readonly string[],
  constantKeys: readonly string[],
): RowInsert {
  const rowTargets = rowKeys.map((key) => target(table, key))
  const constantTargets = constantKeys.map((key) => target(table, key))
  const relation = quoted(getTableName(table))
  const columns = [...constantTargets, ...rowTargets].map(({ column }) => quoted(column)).join(', ')
  const values = [
    ...constantTargets.map(({ column }) => `c.${quoted(column)}`),
    ...rowTargets.map(({ column }) => `r.${quoted(column)}`),
  ].join(', ')
  const constantSource =
    constantTargets.length === 0 ? '' : `cross join json_populate_record(null::${relation}, $2::json) c`
  return {
    name,
    text: `insert into ${relation} (${columns})
      select ${values} from json_populate_recordset(null::${relation}, $1::json) r ${constantSource}`,
    parameters: (rows, constants) => {
      const encoded = JSON.stringify(rows.map((row) => encodeRow(rowTargets, row)))
      return constants === undefined ? [encoded] : [encoded, JSON.stringify(encodeRow(constantTargets, constants))]
    },
  }
}

function encodeRow(targets: readonly Target[], row: Row): Record<string, unknown> {
  if (Object.keys(row).length !== targets.length) refuseOtherKeys(row)
  const encoded: Record<string, unknown> = {}
  for (const { key, column, encode } of targets) {
    const value = row[key]
    if (value === undefined && !(key in row)) refuseOtherKeys(row)
    encoded[column] = value === undefined || value === null ? null : encode(value)
  }
  return encoded
}

function target(table: PgTable, key: string): Target {
  const column = getColumns(table)[key]
  assert(column, `table ${getTableName(table)} has no column ${key}`)
  const toDriver = isNoop(column.mapToDriverValue) ? (value: unknown) => value : column.mapToDriverValue
  const isBytes = column.getSQLType() === 'bytea'
  return { key, column: column.name, encode: isBytes ? (value) => byteaText(toDriver(value)) : toDriver }
}

function byteaText(value: unknown): string {
  assert(value instanceof Uint8Array, 'bytes are a Buffer')
  return `\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`
}
