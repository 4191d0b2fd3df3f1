import { assert } from '@pos/core'
import { sql, type SQL } from 'drizzle-orm'
import type { ReplicatedTable } from './aggregates.ts'
import { replicatedColumns, tableName, type ReplicatedColumn } from './replicated-columns.ts'

/** A name from our own table definitions, as it stands in SQL. */
export const name = (identifier: string): SQL => sql`${sql.identifier(identifier)}`

/** A table of head office by its logical name. */
export const relation = (table: ReplicatedTable): SQL => name(tableName(table))

/** The column that says whose a row is. Every query names it, although row-level security would do. */
export const tenantColumn = (table: ReplicatedTable): SQL => name(table === 'tenants' ? 'id' : 'tenant_id')

/** A column of the row `alias` as a store keeps it: instants in ms, booleans 0 or 1, hashes in hex, JSON as text. */
export function storedValue(alias: string, { name: column, hqType }: ReplicatedColumn): SQL {
  const value = sql`${name(alias)}.${name(column)}`
  // Not extract(): it gives a numeric, whose arithmetic costs several times that of a double.
  if (hqType.startsWith('timestamp')) return sql`(date_part('epoch', ${value}) * 1000)::bigint`
  if (hqType === 'boolean') return sql`${value}::integer`
  if (hqType === 'bytea') return sql`encode(${value}, 'hex')`
  if (hqType === 'jsonb') return sql`${value}::text`
  return value
}

/** Select list: every replicated column of `alias` under its own name. */
export function selectList(alias: string, table: ReplicatedTable): SQL {
  const columns = replicatedColumns(table).map((column) => sql`${storedValue(alias, column)} as ${name(column.name)}`)
  return sql.join(columns, sql`, `)
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** A UUID as a literal, for statements that take no parameters. */
export function uuidLiteral(id: string): SQL {
  assert(UUID.test(id), 'an id is a UUID')
  return sql.raw(`'${id}'::uuid`)
}

/** Scope key of what every store gets. */
export const EVERY_STORE = '00000000-0000-0000-0000-000000000000'
