import { ENTITY_SCHEMA } from '@pos/shared-types'
import { ENTITIES, digestedColumns, isEntity, tableName, tablesOf } from '@pos/server-kit'
import { newHasher } from '@pos/pos-logic/node'
import { factored, writeSnapshot, type SnapshotRows } from '@pos/sync-engine'
import type { FeedRow } from './memory-hq.ts'

type Head = { readonly epoch: string; readonly version: number }

/** Head office's catalogue as one store sees it, in the bytes of a snapshot. */
export async function snapshotAbove(
  { epoch, version }: Head,
  rows: readonly FeedRow[],
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = []
  const head = { epoch, version, schema: ENTITY_SCHEMA }
  for await (const part of writeSnapshot(head, tables(rows), newHasher())) parts.push(part)
  return Buffer.concat(parts)
}

async function* tables(feed: readonly FeedRow[]): AsyncGenerator<SnapshotRows> {
  for (const entity of ENTITIES) {
    const { root, children } = tablesOf(entity)
    const seen = feed.filter((row) => isEntity(row.entity) && row.entity === entity)
    for (const table of [root, ...children.map((child) => child.table)]) {
      const columns = digestedColumns(table)
      const rows = seen.flatMap(({ version, data }) => {
        if (data === null) return []
        const found = table === root ? [data.row] : (data.children[tableName(table)] ?? [])
        return found.map((row) => columns.map((column) => (column === 'version' ? version : (row[column] ?? null))))
      })
      if (rows.length > 0) yield factored(tableName(table), columns, rows)
    }
  }
}
