import { assert, type Context } from '@pos/core'
import { rowSet, stepByStep, type HqTx } from '@pos/db'
import type { CatalogueDocument } from '@pos/shared-types'
import { sql, type SQL } from 'drizzle-orm'
import { tablesOf, type AggregateTables, type ChildTable, type Entity } from './aggregates.ts'
import { name, relation, selectList, tenantColumn } from './hq-rows.ts'
import { columnName, tableName } from './replicated-columns.ts'
import { toldToStore } from './store-view.ts'

type DocumentRow = { readonly id: string; readonly document: CatalogueDocument }

/** The documents of one entity by id, as the caller's store is told them, put together by the database in one statement. */
export async function hqDocuments(
  tx: HqTx,
  ctx: Context,
  entity: Entity,
  ids: readonly string[],
): Promise<ReadonlyMap<string, CatalogueDocument>> {
  const { root, children } = tablesOf(entity)
  const wanted = ids.map((id) => ({ id }))
  const rows = await tx.query<DocumentRow>(sql`
    select d.id, d.document from ${rowSet('w', { id: 'uuid' }, wanted)}
    cross join lateral (
      select r.id, json_build_object(
        'row', (select row_to_json(x) from (select ${selectList('r', root)}) x),
        'children', ${childObject(ctx, { root, children })}) as document
      from ${relation(root)} r where r.${tenantColumn(root)} = ${ctx.tenantId} and r.id = w.id
      ${stepByStep}) d`)
  return new Map(rows.map(({ id, document }) => [id, document]))
}

function childObject(ctx: Context, tables: AggregateTables): SQL {
  if (tables.children.length === 0) return sql`'{}'::json`
  const pairs = tables.children.map(
    (child) => sql`${sql.raw(`'${tableName(child.table)}'`)}, ${childArray(ctx, tables, child)}`,
  )
  return sql`json_build_object(${sql.join(pairs, sql`, `)})`
}

function childArray(ctx: Context, tables: AggregateTables, child: ChildTable): SQL {
  const owner = child.parent === tables.root ? sql`` : joinParent(tables, child)
  const holder = child.parent === tables.root ? child : parentOf(tables, child)
  const alias = name(child.parent === tables.root ? 'c' : 'p')
  return sql`(select coalesce(json_agg(x), '[]'::json) from (
    select ${selectList('c', child.table)} from ${relation(child.table)} c ${owner}
    where ${alias}.tenant_id = r.${tenantColumn(tables.root)}
      and ${alias}.${name(columnName(holder.table, holder.by))} = r.id
      and ${toldToStore(ctx, child.table)}) x)`
}

function joinParent(tables: AggregateTables, child: ChildTable): SQL {
  const parent = parentOf(tables, child)
  return sql`join ${relation(parent.table)} p on p.tenant_id = c.tenant_id
    and p.id = c.${name(columnName(child.table, child.by))}`
}

/** The child table that `child` hangs on. Documents are three levels deep at most. */
export function parentOf(tables: AggregateTables, child: ChildTable): ChildTable {
  const parent = tables.children.find(({ table }) => table === child.parent)
  assert(parent && parent.parent === tables.root, `${child.table} hangs on no child of ${tables.root}`)
  return parent
}
