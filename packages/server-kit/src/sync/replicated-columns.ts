import { assert } from '@pos/core'
import { catalogTables, hqTables } from '@pos/db'
import { getColumns, getTableName } from 'drizzle-orm'
import type { ReplicatedTable } from './aggregates.ts'

/** A column that travels: its name in the database, and its type at head office. */
export type ReplicatedColumn = { readonly property: string; readonly name: string; readonly hqType: string }

const OWN_OF_REPLICA: readonly string[] = ['rowNo', 'version', 'extra']

const tableNames = new Map<ReplicatedTable, string>()
const columns = new Map<ReplicatedTable, readonly ReplicatedColumn[]>()

/** The columns of a table that head office and its replicas share. */
export function replicatedColumns(table: ReplicatedTable): readonly ReplicatedColumn[] {
  const known = columns.get(table)
  if (known !== undefined) return known
  const atHq = getColumns(hqTables[table])
  const shared = Object.entries(getColumns(catalogTables[table])).flatMap(([property, column]) => {
    if (OWN_OF_REPLICA.includes(property)) return []
    const hqColumn = Object.entries(atHq).find(([name]) => name === property)?.[1]
    assert(hqColumn, `head office has no ${table}.${property}`)
    return [{ property, name: column.name, hqType: hqColumn.getSQLType() }]
  })
  columns.set(table, shared)
  return shared
}

export function columnName(table: ReplicatedTable, property: string): string {
  const column = replicatedColumns(table).find((candidate) => candidate.property === property)
  assert(column, `${table} does not replicate ${property}`)
  return column.name
}

/** The name of a table in the database, equal on every node. */
export function tableName(table: ReplicatedTable): string {
  const known = tableNames.get(table)
  if (known !== undefined) return known
  const name = getTableName(catalogTables[table])
  tableNames.set(table, name)
  return name
}

/** The table's logical name from its name in the database; undefined for one this version does not know. */
export function tableNamed(name: string): ReplicatedTable | undefined {
  return byName.get(name)
}

const byName = new Map<string, ReplicatedTable>(
  (Object.keys(catalogTables) as (keyof typeof catalogTables)[])
    .filter((table): table is ReplicatedTable => table in hqTables)
    .map((table) => [tableName(table), table]),
)
