import { getColumns, is, SQL } from 'drizzle-orm'
import * as postgres from 'drizzle-orm/pg-core'
import * as sqlite from 'drizzle-orm/sqlite-core'
import { describe, expect, test } from 'vitest'
import {
  COUNTED_AT_STORE,
  FOLLOWED_FACTS,
  HQ_ONLY_COLUMNS,
  ONE_SIDED_KEYS,
  REPLICA_COLUMNS,
  STORE_ONLY_COLUMNS,
} from '../../test/declared-differences.ts'
import { catalogTables, hqTables, storeTables } from './index.ts'

/** Which column type of SQLite carries the values of which type of PostgreSQL. */
const CARRIERS: Readonly<Record<string, string>> = {
  uuid: 'SQLiteText text',
  text: 'SQLiteText text',
  date: 'SQLiteText text',
  jsonb: 'SQLiteTextJson text',
  boolean: 'SQLiteBoolean integer',
  integer: 'SQLiteInteger integer',
  bigint: 'SQLiteInteger integer',
  'timestamp (3) with time zone': 'SQLiteInteger integer',
  bytea: 'SQLiteCustomColumn blob',
}

type Pair = readonly [name: string, lite: sqlite.SQLiteTable, pg: postgres.PgTable]

function pairs(tables: Readonly<Record<string, sqlite.SQLiteTable>>): Pair[] {
  const atHq: Readonly<Record<string, postgres.PgTable>> = hqTables
  return Object.entries(tables).flatMap(([name, lite]) => {
    const pg = atHq[name]
    return pg === undefined ? [] : [[name, lite, pg] satisfies Pair]
  })
}

const columnsOf = (table: sqlite.SQLiteTable | postgres.PgTable) => Object.entries(getColumns(table))
const namesOf = (columns: readonly { readonly name: string }[]) =>
  columns.map(({ name }) => name).filter((name) => name !== 'tenant_id')

function liteColumns([name, lite, pg]: Pair) {
  const added = [...REPLICA_COLUMNS, ...(STORE_ONLY_COLUMNS[name] ?? [])].filter(
    (column) => !(column in getColumns(pg)),
  )
  return columnsOf(lite)
    .filter(([key]) => !added.includes(key))
    .map(([key, column]) => {
      // A counter of the store is not null and has a default where head office is told the value.
      const isCounter = COUNTED_AT_STORE.includes(name) && column.primary
      return [
        key,
        column.name,
        `${column.columnType} ${column.getSQLType()}`,
        column.notNull,
        !isCounter && column.hasDefault,
      ]
    })
}

const pgColumns = ([name, , pg]: Pair) =>
  columnsOf(pg)
    .filter(([key]) => !(HQ_ONLY_COLUMNS[name] ?? []).includes(key))
    .map(([key, column]) => [key, column.name, CARRIERS[column.getSQLType()], column.notNull, column.hasDefault])

const byKey = (rows: unknown[][]) => rows.toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1))

describe.each([...pairs(storeTables), ...pairs(catalogTables)])('%s', (...pair) => {
  const [name, liteTable, pgTable] = pair
  const lite = sqlite.getTableConfig(liteTable)
  const pg = postgres.getTableConfig(pgTable)

  test('has the same name, columns, types, nullability and defaults on both engines', () => {
    expect(lite.name).toBe(pg.name)
    expect(byKey(liteColumns(pair))).toEqual(byKey(pgColumns(pair)))
  })

  test('has the key of the store behind the tenant at head office', () => {
    if (COUNTED_AT_STORE.includes(name)) return
    const [liteKey] = lite.primaryKeys
    const [pgKey] = pg.primaryKeys
    expect(namesOf(liteKey?.columns ?? [])).toEqual(namesOf(pgKey?.columns ?? []))
  })

  test('refers to nothing that its row at head office does not refer to', () => {
    const atHq = new Set(pg.foreignKeys.flatMap((key) => namesOf(key.reference().columns)))
    if (FOLLOWED_FACTS[name] !== undefined) atHq.add(FOLLOWED_FACTS[name])
    expect(
      lite.foreignKeys.flatMap((key) => namesOf(key.reference().columns)).filter((column) => !atHq.has(column)),
    ).toEqual([])
  })
})

/** The unique keys by name: whether partial, and their columns without the tenant. */
function uniqueKeysOf(table: sqlite.SQLiteTable | postgres.PgTable) {
  const { indexes, constraints } = is(table, postgres.PgTable)
    ? { indexes: postgres.getTableConfig(table).indexes, constraints: postgres.getTableConfig(table).uniqueConstraints }
    : { indexes: sqlite.getTableConfig(table).indexes, constraints: [] }
  return [
    ...constraints.map(({ name, columns }) => [name, 'whole', ...columnNames(columns)]),
    ...indexes
      .map(({ config }) => config)
      .filter(({ unique }) => unique)
      .map(({ name, where, columns }) => [name, where === undefined ? 'whole' : 'partial', ...columnNames(columns)]),
  ]
    .filter(([name]) => !ONE_SIDED_KEYS.includes(String(name)))
    .toSorted(([a], [b]) => String(a).localeCompare(String(b)))
}

/** Names of the columns and of those inside expressions. */
function columnNames(parts: readonly unknown[]): string[] {
  return parts
    .flatMap((part) => (is(part, SQL) ? part.queryChunks : [part]))
    .flatMap((part) => (typeof part === 'object' && part !== null && 'name' in part ? [String(part.name)] : []))
    .filter((name) => name !== 'tenant_id')
}

test.each(pairs(storeTables))('%s is unique in the store as it is at head office', (_name, lite, pg) => {
  expect(uniqueKeysOf(lite)).toEqual(uniqueKeysOf(pg))
})

test.each(pairs(catalogTables))('the replica of %s holds no unique key that could stop a pull', (_name, lite) => {
  expect(
    uniqueKeysOf(lite)
      .map(([name]) => name)
      .filter((name) => name !== 'products_id'),
  ).toEqual([])
})
