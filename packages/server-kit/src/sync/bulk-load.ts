import type { CatalogTx } from '@pos/db'
import type { StoredValue } from '@pos/shared-types'
import type { SnapshotRows } from '@pos/sync-engine'
import { assert } from '@pos/core'
import { tableNamed } from './replicated-columns.ts'
import { hashColumnsOf, namesOf, quoted } from './replica-rows.ts'

/** Rows per statement. More saves calls into SQLite; beyond this, nothing is gained. */
const ROWS_PER_STATEMENT = 25

/** Values that are equal in all rows stand in the statement as literals: they are not bound again for every row. */
function literal(value: StoredValue): string {
  if (value === null) return 'null'
  return typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`
}

/** Inserts rows of a snapshot by position. Columns and tables that this version does not know are left out. */
export function loadRows(tx: CatalogTx, part: SnapshotRows): void {
  const table = tableNamed(part.table)
  if (table === undefined) return
  const known = new Set([...namesOf(table), 'version'])
  const constants = Object.entries(part.constants).filter(([name, value]) => known.has(name) && value !== null)
  const kept = part.columns.flatMap((name, index) => (known.has(name) ? [index] : []))
  const names = [...kept.map((index) => part.columns[index] ?? ''), ...constants.map(([name]) => name)]
  const hashes = hashColumnsOf(table)
  assert(!names.some((name) => hashes.has(name)), `${part.table} has bytes, which a snapshot does not carry`)

  const row = `(${[...kept.map(() => '?'), ...constants.map(([, value]) => literal(value))].join(', ')})`
  const insert = (rows: number) =>
    tx.prepare(
      `insert into ${quoted(part.table)} (${names.map(quoted).join(', ')}) values ${Array(rows).fill(row).join(', ')}`,
    )
  const whole = insert(ROWS_PER_STATEMENT)

  const isWhole = kept.length === part.columns.length
  const valuesOf = (values: readonly StoredValue[]) => (isWhole ? values : kept.map((index) => values[index] ?? null))
  for (let at = 0; at < part.rows.length; at += ROWS_PER_STATEMENT) {
    const rows = part.rows.slice(at, at + ROWS_PER_STATEMENT)
    const statement = rows.length === ROWS_PER_STATEMENT ? whole : insert(rows.length)
    statement.run(rows.flatMap(valuesOf))
  }
}
