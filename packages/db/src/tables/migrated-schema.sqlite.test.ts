import type Database from 'better-sqlite3'
import { is, SQL } from 'drizzle-orm'
import { getTableConfig, type SQLiteTable } from 'drizzle-orm/sqlite-core'
import { describe, expect, test } from 'vitest'
import { migratedFile } from '../../test/migrated-file.ts'
import { catalogTables, storeTables } from './index.ts'
import { isAppended } from './kit/sqlite.ts'

type Column = { name: string; type: string; notnull: number; dflt_value: string | null; pk: number }
type Index = { name: string; unique: number; partial: number; origin: string }

const files = [
  ['ops', migratedFile('ops'), storeTables],
  ['catalog', migratedFile('catalog'), catalogTables],
] as const

describe.each(files)('%s.db as migrated', (_set, file, tables: Readonly<Record<string, SQLiteTable>>) => {
  const declared = Object.values(tables).map((table) => getTableConfig(table))

  test('holds the declared tables and no other', () => {
    const own = migratedTables(file).map(({ name }) => name)
    expect(own).toEqual(declared.map(({ name }) => name).toSorted())
  })

  test('is STRICT in every table', () => {
    expect(migratedTables(file).filter(({ strict }) => strict === 0)).toEqual([])
  })

  test('keeps a hidden rowid beside a text key where rows are only appended, and nowhere else', () => {
    const appended = new Set(
      Object.values(tables)
        .filter(isAppended)
        .map((table) => getTableConfig(table).name),
    )
    const keyedByText = declared.filter(
      ({ columns, primaryKeys }) =>
        primaryKeys.some((key) => key.columns.some((column) => column.getSQLType() === 'text')) &&
        !columns.some((column) => column.primary),
    )
    const withoutRowid = new Set(
      migratedTables(file)
        .filter(({ wr }) => wr === 1)
        .map(({ name }) => name),
    )
    expect(keyedByText.map(({ name }) => name).filter((name) => withoutRowid.has(name) === appended.has(name))).toEqual(
      [],
    )
  })

  test.each(declared.map((config) => [config.name, config] as const))('has %s as declared', (name, config) => {
    const keys = config.primaryKeys.flatMap((key) => key.columns.map((column) => column.name))
    expect(
      pragma<Column>(file, 'table_xinfo', name).map(({ name: column, type, notnull, dflt_value, pk }) => ({
        column,
        type: type.toLowerCase(),
        isRequired: notnull === 1 || pk > 0,
        hasDefault: dflt_value !== null,
        pk,
      })),
    ).toEqual(
      config.columns.map((column) => ({
        column: column.name,
        type: column.getSQLType(),
        isRequired: column.notNull,
        hasDefault: column.default !== undefined,
        pk: column.primary ? 1 : keys.indexOf(column.name) + 1,
      })),
    )

    expect(
      pragma<Index>(file, 'index_list', name)
        .filter(({ origin }) => origin === 'c')
        .map((index) => [index.name, index.unique === 1, index.partial === 1, indexedColumns(file, index.name)])
        .toSorted(byName),
    ).toEqual(
      config.indexes
        .map(({ config: { name: index, unique, where, columns } }) => [
          index,
          unique,
          where !== undefined,
          columns.map((column) => (is(column, SQL) ? null : column.name)),
        ])
        .toSorted(byName),
    )

    const references = pragma<{ from: string; table: string; to: string }>(file, 'foreign_key_list', name)
    expect(references.map(({ from, table, to }) => [from, table, to]).toSorted(byName)).toEqual(
      config.foreignKeys
        .map((key) => key.reference())
        .flatMap(({ columns, foreignTable, foreignColumns }) =>
          columns.map((column, at) => [column.name, getTableConfig(foreignTable).name, foreignColumns[at]?.name]),
        )
        .toSorted(byName),
    )

    for (const { name: check } of config.checks)
      expect(definitionOf(file, name)).toContain(`CONSTRAINT "${check}" CHECK`)
  })
})

const byName = (a: readonly unknown[], b: readonly unknown[]) => String(a[0]).localeCompare(String(b[0]))

function pragma<Row>(file: Database.Database, name: string, of: string): Row[] {
  return file.prepare<[string], Row>(`select * from pragma_${name}(?)`).all(of)
}

/** An expression, and a column with a direction as well, counts as null: SQLite names plain columns only. */
function indexedColumns(file: Database.Database, index: string): (string | null)[] {
  const columns = pragma<{ name: string | null; desc: number; key: number }>(file, 'index_xinfo', index)
  return columns.filter(({ key }) => key === 1).map(({ name, desc }) => (desc === 1 ? null : name))
}

function definitionOf(file: Database.Database, table: string): string {
  return file.prepare<[string]>('select sql from sqlite_schema where name = ?').pluck().get(table) as string
}

/** Without what belongs to SQLite and the full-text search. */
function migratedTables(file: Database.Database): { name: string; wr: number; strict: number }[] {
  return file
    .prepare<[], { name: string; wr: number; strict: number }>(
      `select name, wr, strict from pragma_table_list
       where schema = 'main' and type = 'table' and name not like 'sqlite\\_%' escape '\\' order by name`,
    )
    .all()
}
