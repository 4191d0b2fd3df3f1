import { assert, type Context } from '@pos/core'
import type { HqTx } from '@pos/db'
import type { StoredValue } from '@pos/shared-types'
import { casterTo, factored, type DocumentCaster, type SnapshotRows } from '@pos/sync-engine'
import { sql, type SQL } from 'drizzle-orm'
import {
  DOCUMENT_CASTERS,
  ENTITIES,
  tablesIn,
  tablesOf,
  type AggregateTables,
  type ChildTable,
  type Entity,
  type ReplicatedTable,
} from './aggregates.ts'
import { documentRows } from './document-rows.ts'
import { hqDocuments, parentOf } from './hq-documents.ts'
import { EVERY_STORE, name, relation, storedValue, tenantColumn, uuidLiteral } from './hq-rows.ts'
import { storeOf } from './ingest-rows.ts'
import { columnName, replicatedColumns, tableName } from './replicated-columns.ts'
import { toldToStore } from './store-view.ts'

const ROWS_PER_LINE = 1_000
const DOCUMENTS_PER_PAGE = 500

/**
 * For this transaction: join by hashing, and finish fast rather than start fast. Right after an import the database has
 * no statistics yet; it then believes these tables to be small and joins row by row, which took minutes.
 */
const PLAN_FOR_WHOLE_TABLES = sql`select set_config('enable_nestloop', 'off', true), set_config('work_mem', '64MB', true),
  set_config('cursor_tuple_fraction', '1', true)`

/** Documents are looked up by their ids, which only a join row by row does fast. */
const PLAN_FOR_DOCUMENTS = sql`select set_config('enable_nestloop', 'on', true)`

type LineRow = { readonly line: readonly StoredValue[] }

/**
 * All rows of the catalogue that the caller's store sees, parents before children, each with the version of its
 * aggregate. Read with cursors inside the transaction of `tx`, so they all belong to one moment.
 *
 * @param schema which documents the store knows
 */
export async function* hqSnapshotRows(tx: HqTx, ctx: Context, schema: number): AsyncGenerator<SnapshotRows> {
  await tx.query(PLAN_FOR_WHOLE_TABLES)
  for (const entity of ENTITIES) {
    const cast = casterTo(schema, entity, DOCUMENT_CASTERS)
    if (cast !== undefined) {
      yield* castRowsOf(tx, ctx, entity, cast)
      continue
    }
    const tables = tablesOf(entity)
    yield* rowsOf(tx, ctx, entity, tables, undefined)
    for (const child of tables.children) yield* rowsOf(tx, ctx, entity, tables, child)
  }
}

/** The rows of one table alone, as `hqSnapshotRows` gives them. */
export async function* hqTableRows(tx: HqTx, ctx: Context, table: ReplicatedTable): AsyncGenerator<SnapshotRows> {
  const entity = ENTITIES.find((each) => tablesIn(each).includes(table))
  assert(entity, `${table} is part of no document`)
  const tables = tablesOf(entity)
  await tx.query(PLAN_FOR_WHOLE_TABLES)
  const child = tables.children.find((each) => each.table === table)
  yield* rowsOf(tx, ctx, entity, tables, child)
}

type VisibleRow = { readonly id: string; readonly version: number }

/** What a store of an older schema knows otherwise goes through its documents, which takes longer. */
async function* castRowsOf(tx: HqTx, ctx: Context, entity: Entity, cast: DocumentCaster): AsyncGenerator<SnapshotRows> {
  await tx.query(PLAN_FOR_DOCUMENTS)
  await tx.query(sql`declare snapshot_documents no scroll cursor for
    select v.entity_id as id, v.version from ${visible(ctx, entity)} v order by v.entity_id`)
  for (;;) {
    const page = await tx.query<VisibleRow>(sql`fetch ${sql.raw(String(DOCUMENTS_PER_PAGE))} from snapshot_documents`)
    if (page.length === 0) break
    const found = await hqDocuments(
      tx,
      ctx,
      entity,
      page.map(({ id }) => id),
    )
    const documents = page.flatMap(({ id, version }) => {
      const document = found.get(id)
      return document === undefined ? [] : [{ document: cast(document), version }]
    })
    yield* documentRows(tableName(tablesOf(entity).root), documents)
  }
  await tx.query(sql`close snapshot_documents`)
  await tx.query(PLAN_FOR_WHOLE_TABLES)
}

async function* rowsOf(
  tx: HqTx,
  ctx: Context,
  entity: Entity,
  tables: AggregateTables,
  child: ChildTable | undefined,
): AsyncGenerator<SnapshotRows> {
  const table = child?.table ?? tables.root
  const columns = [...replicatedColumns(table).map((column) => column.name), 'version']
  await tx.query(sql`declare snapshot_rows no scroll cursor for ${select(ctx, entity, tables, child)}`)
  for (let coming = fetchRows(tx); ;) {
    const rows = await coming
    if (rows.length === 0) break
    // The database makes the next rows while these are written.
    coming = fetchRows(tx)
    yield factored(
      tableName(table),
      columns,
      rows.map((row) => row.line),
    )
  }
  await tx.query(sql`close snapshot_rows`)
}

function fetchRows(tx: HqTx): Promise<LineRow[]> {
  const rows = Promise.resolve(tx.query<LineRow>(sql`fetch ${sql.raw(String(ROWS_PER_LINE))} from snapshot_rows`))
  // A reader that has left does not wait for what it asked for ahead; the transaction tells of the error anyway.
  rows.catch(() => {})
  return rows
}

function select(ctx: Context, entity: Entity, tables: AggregateTables, child: ChildTable | undefined): SQL {
  const table = child?.table ?? tables.root
  const alias = child === undefined ? 'r' : 'c'
  const values = replicatedColumns(table).map((column) => storedValue(alias, column))
  return sql`select json_build_array(${sql.join(values, sql`, `)}, v.version) as line
    from ${visible(ctx, entity)} v
    join ${relation(tables.root)} r on r.${tenantColumn(tables.root)} = ${uuidLiteral(ctx.tenantId)} and r.id = v.entity_id
    ${child === undefined ? sql`` : sql`${joinChild(tables, child)} where ${toldToStore(ctx, child.table)}`}
    order by ${name(alias)}.${name(replicatedColumns(table).some((column) => column.name === 'id') ? 'id' : firstColumn(child))}`
}

/** Rows arrive in the order of the replica's key, so that they are appended to it and not sorted in. */
function firstColumn(child: ChildTable | undefined): string {
  return child === undefined ? 'id' : columnName(child.table, child.by)
}

function joinChild(tables: AggregateTables, child: ChildTable): SQL {
  const onRoot = (alias: string, { table, by }: ChildTable) =>
    sql`join ${relation(table)} ${name(alias)} on ${name(alias)}.tenant_id = ${tenantOfRoot(tables)}
      and ${name(alias)}.${name(columnName(table, by))} = r.id`
  if (child.parent === tables.root) return onRoot('c', child)
  return sql`${onRoot('p', parentOf(tables, child))}
    join ${relation(child.table)} c on c.tenant_id = p.tenant_id and c.${name(columnName(child.table, child.by))} = p.id`
}

const tenantOfRoot = (tables: AggregateTables): SQL => sql`r.${tenantColumn(tables.root)}`

/** What the store may see of an entity. The newest word counts: a row that left the store's scope is not there. */
function visible(ctx: Context, entity: Entity): SQL {
  const scopes = sql`${uuidLiteral(EVERY_STORE)}, ${uuidLiteral(storeOf(ctx))}`
  return sql`(select * from (
    select distinct on (entity_id) entity_id, version, op from sync_change
    where tenant_id = ${uuidLiteral(ctx.tenantId)} and entity = ${sql.raw(`'${entity}'`)} and store_scope_key in (${scopes})
    order by entity_id, version desc) newest where op = 'U')`
}
