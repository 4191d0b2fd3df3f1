import type { BusinessDate, Cents, Hash, Instant, Quantity, Rate } from '@pos/shared-types'
import { getColumns, is, type SQL } from 'drizzle-orm'
import {
  type AnyPgColumn,
  type AnyPgColumnBuilder,
  bigint,
  boolean,
  check as checkOf,
  customType,
  date,
  foreignKey,
  index as indexOf,
  integer,
  jsonb,
  type PgBuildExtraConfigColumns,
  PgTable,
  type PgTableExtraConfigValue,
  primaryKey,
  snakeCase,
  text as textOf,
  unique as uniqueOf,
  uniqueIndex,
  uuid as uuidOf,
} from 'drizzle-orm/pg-core'
import { assert } from '@pos/core'
import { markCondition } from './condition.ts'
import { mark, markedColumns } from './marks.ts'

/** Column types of head office's PostgreSQL. `sqlite.ts` exports the same names and gives the same row types. */
const hexBytea = customType<{ data: Hash; driverData: Buffer }>({
  dataType: () => 'bytea',
  toDriver: (value) => Buffer.from(value, 'hex'),
  fromDriver: (value) => value.toString('hex'),
})
const bytea = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' })
const milliseconds = customType<{ data: Instant; driverData: string }>({
  dataType: () => 'timestamp (3) with time zone',
  toDriver: (value) => new Date(value).toISOString(),
  fromDriver: (value) => Date.parse(value),
})
const wide = () => bigint({ mode: 'number' })

export const uuid = <Id extends string = string>() => uuidOf().$type<Id>()
export const text = () => textOf()
export const oneOf = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  mark(textOf({ enum: values }), { kind: 'enum', values })
export const bool = () => boolean()
export const int = () => integer()
/** A counter that may outgrow 32 bits. */
export const big = () => wide()
export const minor = () => mark(wide().$type<Cents>(), { kind: 'safeInteger' })
export const milli = () => mark(wide().$type<Quantity>(), { kind: 'safeInteger' })
export const ppm = () => mark(wide().$type<Rate>(), { kind: 'safeInteger' })
export const instant = () => milliseconds()
export const dateOn = () => date({ mode: 'string' }).$type<BusinessDate>()
export const hash = () => hexBytea()
export const bytes = () => bytea()
export const json = <Value = unknown>() => jsonb().$type<Value>()

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

type Columns = Readonly<Record<string, AnyPgColumn>>
type Expression = AnyPgColumn | SQL

/** A table of head office. Row-level security and grants are in the hand-written migrations. */
export function table<Name extends string, Builders extends Record<string, AnyPgColumnBuilder>>(
  name: Name,
  columns: Builders,
  keys: (t: PgBuildExtraConfigColumns<Builders>) => PgTableExtraConfigValue[],
) {
  return snakeCase.table(name, columns, (t) => [...checks(name, columns, t), ...keys(t)])
}

function checks(name: string, builders: Record<string, object>, t: Columns): PgTableExtraConfigValue[] {
  return markedColumns(builders).flatMap(([property, note]) => {
    const column = t[property]
    return column === undefined ? [] : [checkOf(`${name}_${column.name}_check`, markCondition(column, note))]
  })
}

/** The tenant leads every key of a table that has one. */
const tenantOf = (t: Columns) => (t.tenantId === undefined ? [] : [t.tenantId])

/** The primary key: the tenant, then what makes the row unique in a store. */
export function primary(t: Columns, ...columns: AnyPgColumn[]) {
  return primaryKey({ columns: atLeastOne([...tenantOf(t), ...columns]) })
}

/** Unique within the tenant, nulls equal. */
export function unique(name: string, t: Columns, ...columns: AnyPgColumn[]) {
  return uniqueOf(name)
    .on(...atLeastOne([...tenantOf(t), ...columns]))
    .nullsNotDistinct()
}

/** An index for one of the named queries. */
export function index(name: string, t: Columns, ...columns: Expression[]) {
  return indexOf(name).on(...atLeastOne([...tenantOf(t), ...columns]))
}

/** Unique within the tenant over expressions, or among the rows a `where` chooses; a null equals nothing. */
export function uniqueOver(name: string, t: Columns, ...columns: Expression[]) {
  return uniqueIndex(name).on(...atLeastOne([...tenantOf(t), ...columns]))
}

/** A reference to a row of the same tenant. A table refers to itself by passing `t`. */
export function foreign(name: string, t: Columns, columns: AnyPgColumn[], target: PgTable | Columns, keys = ['id']) {
  const targetColumns: Columns = is(target, PgTable) ? getColumns(target) : target
  const tenant = tenantOf(targetColumns)
  return foreignKey({
    name,
    columns: atLeastOne([...(tenant.length === 0 ? [] : tenantOf(t)), ...columns]),
    foreignColumns: atLeastOne([...tenant, ...columnsNamed(targetColumns, keys)]),
  })
}

function columnsNamed(t: Columns, keys: string[]): AnyPgColumn[] {
  return keys.flatMap((key) => t[key] ?? [])
}

export const check = (name: string, condition: SQL) => checkOf(name, condition)

function atLeastOne<T>(items: T[]): [T, ...T[]] {
  const [first, ...rest] = items
  assert(first !== undefined, 'a key names at least one column')
  return [first, ...rest]
}
