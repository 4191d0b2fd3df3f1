import { catalogTables, type CatalogTx } from '@pos/db'
import type { StoredValue } from '@pos/shared-types'
import { getColumns } from 'drizzle-orm'
import type { ReplicatedTable } from './aggregates.ts'
import { columnName, replicatedColumns, tableName } from './replicated-columns.ts'

type Row = Readonly<Record<string, StoredValue>>
type Bound = StoredValue | Buffer

export const quoted = (identifier: string) => `"${identifier.replaceAll('"', '""')}"`

const columnNames = new Map<ReplicatedTable, readonly string[]>()

/** Every replicated column of a table by name, as the statements below list them. */
export function namesOf(table: ReplicatedTable): readonly string[] {
  let names = columnNames.get(table)
  if (names === undefined) columnNames.set(table, (names = replicatedColumns(table).map((column) => column.name)))
  return names
}

const hashColumns = new Map<ReplicatedTable, ReadonlySet<string>>()

/** Columns that are bytes in a replica and hexadecimal on the wire. */
export function hashColumnsOf(table: ReplicatedTable): ReadonlySet<string> {
  let names = hashColumns.get(table)
  if (names === undefined) {
    const blobs = Object.values(getColumns(catalogTables[table])).filter((column) => column.getSQLType() === 'blob')
    hashColumns.set(table, (names = new Set(blobs.map((column) => column.name))))
  }
  return names
}

/** A row as the replica's statements take it: its columns in order, then version, then fields of a newer head office. */
function bound(table: ReplicatedTable, row: Row, version: number): Bound[] {
  const names = namesOf(table)
  const hashes = hashColumnsOf(table)
  const values = names.map((name) => {
    const value = row[name] ?? null
    return typeof value === 'string' && hashes.has(name) ? Buffer.from(value, 'hex') : value
  })
  const extra = Object.entries(row).filter(([name]) => !names.includes(name) && name !== 'version')
  return [...values, version, extra.length === 0 ? null : JSON.stringify(Object.fromEntries(extra))]
}

function insertText(table: ReplicatedTable): string {
  const names = [...namesOf(table), 'version', 'extra']
  return `insert into ${quoted(tableName(table))} (${names.map(quoted).join(', ')}) values (${names.map(() => '?').join(', ')})`
}

export function upsertRoot(tx: CatalogTx, table: ReplicatedTable, row: Row, version: number): void {
  const names = [...namesOf(table), 'version', 'extra'].filter((name) => name !== 'id')
  const assignments = names.map((name) => `${quoted(name)} = excluded.${quoted(name)}`).join(', ')
  tx.prepare(`${insertText(table)} on conflict (id) do update set ${assignments}`).run(bound(table, row, version))
}

export function insertChild(tx: CatalogTx, table: ReplicatedTable, row: Row, version: number): void {
  tx.prepare(insertText(table)).run(bound(table, row, version))
}

export function deleteRoot(tx: CatalogTx, table: ReplicatedTable, id: string): void {
  tx.prepare(`delete from ${quoted(tableName(table))} where id = ?`).run([id])
}

/** The version a root row has; undefined when it is not there. */
export function rootVersion(tx: CatalogTx, table: ReplicatedTable, id: string): number | undefined {
  const text = `select version from ${quoted(tableName(table))} where id = ?`
  return tx.prepare<{ version: number }>(text).get([id])?.version
}

/** Removes the rows that hang on a root, directly or through `via`. */
export function deleteChildren(
  tx: CatalogTx,
  child: { readonly table: ReplicatedTable; readonly by: string },
  via: { readonly table: ReplicatedTable; readonly by: string } | undefined,
  rootId: string,
): void {
  const from = `delete from ${quoted(tableName(child.table))} where ${quoted(columnName(child.table, child.by))}`
  const text =
    via === undefined
      ? `${from} = ?`
      : `${from} in (select id from ${quoted(tableName(via.table))} where ${quoted(columnName(via.table, via.by))} = ?)`
  tx.prepare(text).run([rootId])
}
