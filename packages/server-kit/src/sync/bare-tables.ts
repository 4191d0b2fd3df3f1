import type { CatalogTx } from '@pos/db'

type Part = { readonly type: 'index' | 'trigger'; readonly name: string; readonly sql: string }

// Indexes that a constraint made have no text of their own and stay.
const PARTS = `select type, name, sql from sqlite_master where type in ('index', 'trigger') and sql is not null
  order by type`

/**
 * Takes indexes and triggers off the tables of an empty catalogue; the returned function puts them back. Building an
 * index once over all rows costs less than half of keeping it up row by row.
 */
export function bareTables(tx: CatalogTx): () => void {
  const parts = tx.prepare<Part>(PARTS).all()
  for (const { type, name } of parts) tx.prepare(`drop ${type} "${name}"`).run()
  return () => {
    for (const { sql } of parts) tx.prepare(sql).run()
  }
}
