import type { CatalogueDocument, StoredValue } from '@pos/shared-types'
import { factored, type SnapshotRows } from '@pos/sync-engine'

export type VersionedDocument = { readonly document: CatalogueDocument; readonly version: number }
type Row = Readonly<Record<string, StoredValue>>

/** Documents of one entity as rows of a snapshot, parents before children, each with the version of its document. */
export function documentRows(rootTable: string, documents: readonly VersionedDocument[]): SnapshotRows[] {
  const tables = new Map<string, Row[]>([[rootTable, []]])
  for (const { document, version } of documents) {
    for (const [table, rows] of [[rootTable, [document.row]] as const, ...Object.entries(document.children)]) {
      const known = tables.get(table) ?? []
      tables.set(table, known)
      for (const row of rows) known.push({ ...row, version })
    }
  }
  return [...tables].filter(([, rows]) => rows.length > 0).map(([table, rows]) => rowsOf(table, rows))
}

function rowsOf(table: string, rows: readonly Row[]): SnapshotRows {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  return factored(
    table,
    columns,
    rows.map((row) => columns.map((column) => row[column] ?? null)),
  )
}
