import { indexProducts, unindexProducts, type CatalogTx } from '@pos/db'
import type { CatalogueDocument, PullChange } from '@pos/shared-types'
import { isEntity, tablesOf, type AggregateTables, type ChildTable } from './aggregates.ts'
import { parentOf } from './hq-documents.ts'
import { EVERY_STORE } from './hq-rows.ts'
import { tableName } from './replicated-columns.ts'
import { deleteChildren, deleteRoot, insertChild, rootVersion, upsertRoot } from './replica-rows.ts'

const NOTE_CHANGE = `insert into sync_change (tenant_id, entity, entity_id, store_scope_key, op, version, schema)
  values (?, ?, ?, '${EVERY_STORE}', ?, ?, ?)
  on conflict do update set op = excluded.op, version = excluded.version, schema = excluded.schema
  where excluded.version > version`

/**
 * Puts one change of the feed into the replica, whole, and notes it for the tills. A change that is not newer than what
 * is there changes nothing. An entity this version does not know is left out; after an upgrade it is fetched anew.
 */
export function applyChange(tx: CatalogTx, tenantId: string, change: PullChange): void {
  const { entity, id, op, version, schema, data } = change
  if (!isEntity(entity)) return
  const tables = tablesOf(entity)
  if (isNews(tx, tables, id, version)) {
    if (data === null) {
      if (entity === 'product') unindexProducts(tx, [id])
      removeDocument(tx, tables, id)
    } else {
      putDocument(tx, tables, version, data)
      if (entity === 'product') indexProducts(tx, [id])
    }
  }
  tx.prepare(NOTE_CHANGE).run([tenantId, entity, id, data === null ? 'D' : op, version, schema])
}

function isNews(tx: CatalogTx, tables: AggregateTables, id: string, version: number): boolean {
  const known = rootVersion(tx, tables.root, id)
  return known === undefined || known < version
}

function putDocument(
  tx: CatalogTx,
  tables: AggregateTables,
  version: number,
  { row, children }: CatalogueDocument,
): void {
  const id = String(row['id'])
  upsertRoot(tx, tables.root, row, version)
  removeChildren(tx, tables, id)
  for (const { table } of tables.children) {
    for (const child of children[tableName(table)] ?? []) insertChild(tx, table, child, version)
  }
}

function removeDocument(tx: CatalogTx, tables: AggregateTables, id: string): void {
  removeChildren(tx, tables, id)
  deleteRoot(tx, tables.root, id)
}

/** The deepest first: each table refers to the one before it. */
function removeChildren(tx: CatalogTx, tables: AggregateTables, rootId: string): void {
  const via = (child: ChildTable) => (child.parent === tables.root ? undefined : parentOf(tables, child))
  for (const child of tables.children.toReversed()) deleteChildren(tx, child, via(child), rootId)
}
