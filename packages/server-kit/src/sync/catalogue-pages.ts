import { setImmediate } from 'node:timers/promises'
import type { CatalogueVersion, StoreTx } from '@pos/db'
import type { StoredValue } from '@pos/shared-types'
import type { ReplicatedTable } from './aggregates.ts'
import { digestedColumns } from './digested-tables.ts'
import { hashColumnsOf, quoted } from './replica-rows.ts'
import { tableName } from './replicated-columns.ts'

/** A turn of this many rows takes a few milliseconds: a sale that is rung up meanwhile waits no longer. */
const ROWS_A_TURN = 500
const KEY = 'select name from pragma_table_info(?) where pk > 0 order by pk'

export type StoreRead = <Result>(work: (tx: StoreTx) => Result) => Promise<Result>
type Row = Readonly<Record<string, StoredValue>>

/**
 * Hands over every row of a table of the replica, its values in the order of `digestedColumns`, and lets others work in
 * between. False when the catalogue moved on meanwhile.
 */
export async function visitRows(
  read: StoreRead,
  begun: CatalogueVersion,
  table: ReplicatedTable,
  visit: (values: readonly StoredValue[]) => void,
): Promise<boolean> {
  const columns = digestedColumns(table)
  const pageBehind = await pagesOf(read, table)
  for (let after: Row | undefined; ;) {
    const rows = await read((tx) => (isAt(tx, begun) ? pageBehind(tx, after) : undefined))
    if (rows === undefined) return false
    for (const row of rows) visit(columns.map((column) => row[column] ?? null))
    if (rows.length < ROWS_A_TURN) return true
    after = rows.at(-1)
    await setImmediate()
  }
}

/** Whether the store's catalogue is the one a comparison began with. */
export const isAt = ({ catalog }: StoreTx, { epoch, version }: CatalogueVersion): boolean =>
  catalog.version.epoch === epoch && catalog.version.version === version

/** Reads a table in the order of its key, a page behind the last row of the one before. */
async function pagesOf(
  read: StoreRead,
  table: ReplicatedTable,
): Promise<(tx: StoreTx, after: Row | undefined) => readonly Row[]> {
  const name = tableName(table)
  const own = await read((tx) => tx.catalog.prepare<{ name: string }>(KEY).all([name]))
  const key = own.length === 0 ? [{ name: 'rowid' }] : own
  const keys = key.map((column) => quoted(column.name)).join(', ')
  const hashes = hashColumnsOf(table)
  // As head office says it: bytes on one engine and bytes on the other have only their digits in common.
  const asText = (column: string) =>
    hashes.has(column)
      ? `iif(${quoted(column)} is null, null, lower(hex(${quoted(column)}))) as ${quoted(column)}`
      : quoted(column)
  const selected = [...new Set([...digestedColumns(table), ...key.map((column) => column.name)])].map(asText)
  const behind = `where (${keys}) > (${key.map(() => '?').join(', ')})`
  const text = (where: string) =>
    `select ${selected.join(', ')} from ${quoted(name)} ${where} order by ${keys} limit ${ROWS_A_TURN}`
  return ({ catalog }, after) =>
    after === undefined
      ? catalog.prepare<Row>(text('')).all([])
      : catalog.prepare<Row>(text(behind)).all(key.map((column) => after[column.name]))
}
