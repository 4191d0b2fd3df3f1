import type { BusinessDate, Cents, Hash, Instant, Quantity, Rate } from '@pos/shared-types'
import { type BuildColumns, type ColumnBuilderBase, getColumns, is, type SQL, sql } from 'drizzle-orm'
import {
  type AnySQLiteColumn,
  check as checkOf,
  customType,
  foreignKey,
  index as indexOf,
  integer,
  primaryKey,
  SQLiteColumn,
  SQLiteTable,
  snakeCase,
  type SQLiteTableExtraConfigValue,
  text as textOf,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core'
import { assert } from '@pos/core'
import { markCondition } from './condition.ts'
import { mark, markedColumns } from './marks.ts'

/** Column types of the store's SQLite files. `postgres.ts` exports the same names and gives the same row types. */
const hexBlob = customType<{ data: Hash; driverData: Buffer }>({
  dataType: () => 'blob',
  toDriver: (value) => Buffer.from(value, 'hex'),
  fromDriver: (value) => value.toString('hex'),
})
const blob = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'blob' })

export const uuid = <Id extends string = string>() => textOf().$type<Id>()
export const text = () => textOf()
export const oneOf = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  mark(textOf({ enum: values }), { kind: 'enum', values })
export const bool = () => mark(integer({ mode: 'boolean' }), { kind: 'boolean' })
export const int = () => integer()
/** A counter that may outgrow 32 bits. */
export const big = () => integer()
export const minor = () => mark(integer().$type<Cents>(), { kind: 'safeInteger' })
export const milli = () => mark(integer().$type<Quantity>(), { kind: 'safeInteger' })
export const ppm = () => mark(integer().$type<Rate>(), { kind: 'safeInteger' })
export const instant = () => integer().$type<Instant>()
export const dateOn = () => textOf().$type<BusinessDate>()
export const hash = () => hexBlob()
export const bytes = () => blob()
export const json = <Value = unknown>() => textOf({ mode: 'json' }).$type<Value>()

/** The position in a ledger; never reused, so a peer can tell a new row from a deleted one. */
export const sequence = () => integer().primaryKey({ autoIncrement: true })
export const rowNumber = () => integer().primaryKey()

/**
 * What a replica adds to a row: the version it came with, and fields of a newer head office. Beside its primary key a
 * replica has plain indexes only: the changes of one pull arrive in any order, so a code that moved from one row to
 * another is there twice for a moment.
 */
export const replica = () => ({ version: big().notNull(), extra: json<Record<string, unknown>>() })

/** The columns of a master. */
export const ref = <Id extends string = string>() => ({
  id: uuid<Id>().notNull(),
  tenantId: uuid().notNull(),
  revision: int().notNull(),
  createdAt: instant().notNull(),
  updatedAt: instant().notNull(),
  updatedById: uuid(),
  deletedAt: instant(),
})

type Columns = Readonly<Record<string, AnySQLiteColumn>>
type Expression = AnySQLiteColumn | SQL

/** A STRICT table; WITHOUT ROWID unless its key is one integer or it is `appended` (the generator adds both words). */
export function table<Name extends string, Builders extends Record<string, ColumnBuilderBase>>(
  name: Name,
  columns: Builders,
  keys: (t: BuildColumns<Name, Builders, 'sqlite'>) => SQLiteTableExtraConfigValue[],
) {
  return snakeCase.table(name, columns, (t) => [...checks(name, columns, t), ...keys(t)])
}

const appendedTables = new WeakSet<SQLiteTable>()

/**
 * A table whose rows are many, wide and only ever added: it keeps SQLite's row number beside its text key. New rows then
 * fill the last page one after another; in a tree ordered by the key itself a few of them split pages with every sale.
 */
export function appended<Name extends string, Builders extends Record<string, ColumnBuilderBase>>(
  name: Name,
  columns: Builders,
  keys: (t: BuildColumns<Name, Builders, 'sqlite'>) => SQLiteTableExtraConfigValue[],
) {
  const made = table(name, columns, keys)
  appendedTables.add(made)
  return made
}

export const isAppended = (which: SQLiteTable): boolean => appendedTables.has(which)

function checks(name: string, builders: Record<string, object>, t: Columns): SQLiteTableExtraConfigValue[] {
  return markedColumns(builders).flatMap(([property, note]) => {
    const column = t[property]
    return column === undefined ? [] : [checkOf(`${name}_${column.name}_check`, markCondition(column, note))]
  })
}

/** The primary key. It leaves the tenant out: a store's file holds one tenant. */
export function primary(_t: Columns, first: AnySQLiteColumn, ...rest: AnySQLiteColumn[]) {
  return primaryKey({ columns: [first, ...rest] })
}

/** Unique, nulls equal. */
export function unique(name: string, _t: Columns, first: Expression, ...rest: Expression[]) {
  return uniqueIndex(name).on(nullsEqual(first), ...rest.map(nullsEqual))
}

/** Unique over expressions, or among the rows a `where` chooses; a null equals nothing. */
export function uniqueOver(name: string, _t: Columns, first: Expression, ...rest: Expression[]) {
  return uniqueIndex(name).on(first, ...rest)
}

/** An index for one of the named queries. */
export function index(name: string, _t: Columns, first: Expression, ...rest: Expression[]) {
  return indexOf(name).on(first, ...rest)
}

/** A reference inside this file. A table refers to itself by passing `t`. */
export function foreign(
  name: string,
  _t: Columns,
  columns: [AnySQLiteColumn, ...AnySQLiteColumn[]],
  target: SQLiteTable | Columns,
  keys = ['id'],
) {
  const targetColumns: Columns = is(target, SQLiteTable) ? getColumns(target) : target
  const [first, ...rest] = keys.flatMap((key) => targetColumns[key] ?? [])
  assert(first !== undefined, `${name} refers to a column that is not there`)
  return foreignKey({ name, columns, foreignColumns: [first, ...rest] })
}

export const check = (name: string, condition: SQL) => checkOf(name, condition)

function nullsEqual(column: Expression): Expression {
  return is(column, SQLiteColumn) && !column.notNull ? sql`coalesce(${column}, '')` : column
}
