import { assert } from '@pos/core'
import { isEntity, tablesOf, type AggregateTables, type ChildTable, type Entity } from './aggregates.ts'
import { parentOf } from './hq-documents.ts'
import { quoted } from './replica-rows.ts'
import { columnName, replicatedColumns, tableName } from './replicated-columns.ts'
import { TILL_VIEW, type EntityView } from './till-view.ts'

/** Entities a till may know, in an order in which what is referred to comes first. */
export const TILL_ENTITIES: readonly Entity[] = Object.keys(TILL_VIEW).filter(isEntity)

const texts = new Map<Entity, string>()

/**
 * SELECT over the replica that makes the documents of an entity for a till; `id`, `version` and `json` per document.
 * Needs a WHERE clause over `r`.
 */
export function tillDocumentSelect(entity: Entity): string {
  let text = texts.get(entity)
  if (text === undefined) texts.set(entity, (text = compile(entity)))
  return text
}

function compile(entity: Entity): string {
  const tables = tablesOf(entity)
  const view = TILL_VIEW[entity]
  assert(view, `${entity} is not for tills`)
  const children = tables.children
    .filter((child) => view[child.table] !== undefined)
    .map((child) => `'${tableName(child.table)}', ${childArray(tables, child, view)}`)
  return `select r.id, r.version,
    json_object('row', ${rowObject('r', tables.root, view)}, 'children', json_object(${children.join(', ')})) as json
    from ${quoted(tableName(tables.root))} r`
}

function rowObject(alias: string, table: ChildTable['table'], view: EntityView): string {
  const known = new Set(replicatedColumns(table).map((column) => column.name))
  const pairs = (view[table] ?? []).map((column) => {
    assert(known.has(column), `${table} has no column ${column}`)
    return `'${column}', ${alias}.${quoted(column)}`
  })
  return `json_object(${pairs.join(', ')})`
}

function childArray(tables: AggregateTables, child: ChildTable, view: EntityView): string {
  const own = `${quoted(tableName(child.table))} c`
  const by = quoted(columnName(child.table, child.by))
  const isDirect = child.parent === tables.root
  const parent = isDirect ? undefined : parentOf(tables, child)
  const from = parent === undefined ? own : `${own} join ${quoted(tableName(parent.table))} p on p.id = c.${by}`
  const where = parent === undefined ? `c.${by} = r.id` : `p.${quoted(columnName(parent.table, parent.by))} = r.id`
  return `json((select json_group_array(${rowObject('c', child.table, view)}) from ${from} where ${where}))`
}
