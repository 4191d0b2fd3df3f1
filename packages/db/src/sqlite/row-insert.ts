import { assert } from '@pos/core'
import type { Statement } from 'better-sqlite3'
import { getColumns, getTableName, isNoop } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { refuseOtherKeys } from '../same-keys.ts'
import { quoted } from '../quoted.ts'
import type { Connection } from './connection.ts'

type Row = Readonly<Record<string, unknown>>
type Encode = (value: unknown) => unknown
type Target = { readonly key: string; readonly column: string; readonly encode: Encode | undefined }
/** A statement for some number of rows, and the columns it has parameters for. */
type Plan = { readonly statement: Statement<unknown[]>; readonly bound: readonly number[] }

/** Most rows in one statement. Any number is put together from powers of two, so that few texts serve all. */
const CHUNK = 8

/** Sets of filled columns that get statements of their own; rows of other kinds have every column bound. */
const KINDS = 64

/** A set of columns is one number, a bit each. */
const MAX_COLUMNS = 52

/**
 * Inserts rows of one table and one set of keys. A value that is bound crosses into native code, which costs more than
 * storing it: so columns that are empty in all rows of a statement are written into its text, and rows share statements.
 * Going through the query builder instead costs several times the insert itself.
 */
export class RowInsert {
  readonly #connection: Connection
  readonly #table: string
  readonly #constants: readonly Target[]
  readonly #row: readonly Target[]
  /** By number of rows, then by the set of filled columns. */
  readonly #plans = new Map<number, Map<number, Plan>>()
  readonly #everything: number

  constructor(connection: Connection, table: SQLiteTable, rowKeys: readonly string[], constantKeys: readonly string[]) {
    this.#connection = connection
    this.#table = quoted(getTableName(table))
    this.#constants = constantKeys.map((key) => target(table, key))
    this.#row = rowKeys.map((key) => target(table, key))
    this.#everything = 2 ** (rowKeys.length + constantKeys.length) - 1
  }

  /** Whether rows and constants with these keys go through this insert. */
  fits(rowKeys: readonly string[], constantKeys: readonly string[]): boolean {
    return hasKeys(this.#row, rowKeys) && hasKeys(this.#constants, constantKeys)
  }

  run(rows: readonly Row[], constants: Row | undefined): void {
    const fixed = constants === undefined ? [] : encoded(constants, this.#constants)
    for (let from = 0; from < rows.length;) {
      const count = chunkOf(rows.length - from)
      const chunk = rows.slice(from, from + count).map((row) => fixed.concat(encoded(row, this.#row)))
      const { statement, bound } = this.#planFor(chunk)
      const parameters: unknown[] = []
      for (const values of chunk) for (const at of bound) parameters.push(values[at])
      statement.run(parameters)
      from += count
    }
  }

  #planFor(chunk: readonly (readonly unknown[])[]): Plan {
    let plans = this.#plans.get(chunk.length)
    if (plans === undefined) this.#plans.set(chunk.length, (plans = new Map<number, Plan>()))
    const wanted = this.#filledIn(chunk)
    const known = plans.get(wanted)
    if (known !== undefined) return known
    const filled = plans.size < KINDS ? wanted : this.#everything
    const plan = plans.get(filled) ?? this.#compile(chunk.length, filled)
    plans.set(filled, plan)
    return plan
  }

  #filledIn(chunk: readonly (readonly unknown[])[]): number {
    const count = this.#constants.length + this.#row.length
    if (count > MAX_COLUMNS) return this.#everything
    let filled = 0
    for (let at = 0; at < count; at += 1) filled = filled * 2 + (isFilled(chunk, at) ? 1 : 0)
    return filled
  }

  #compile(rows: number, filled: number): Plan {
    const targets = [...this.#constants, ...this.#row]
    const isBound = targets.map((_, at) => filled === this.#everything || isSet(filled, targets.length - 1 - at))
    const marks = `(${isBound.map((bound) => (bound ? '?' : 'null')).join(',')})`
    const columns = targets.map(({ column }) => column).join(',')
    const values = Array.from({ length: rows }, () => marks).join(',')
    const statement = this.#connection.prepare<unknown[]>(`insert into ${this.#table} (${columns}) values ${values}`)
    return { statement, bound: isBound.flatMap((bound, at) => (bound ? [at] : [])) }
  }
}

function chunkOf(rows: number): number {
  let count = CHUNK
  while (count > rows) count /= 2
  return count
}

function isFilled(chunk: readonly (readonly unknown[])[], at: number): boolean {
  for (const values of chunk) if (values[at] !== null) return true
  return false
}

function isSet(set: number, bit: number): boolean {
  return Math.floor(set / 2 ** bit) % 2 === 1
}

function hasKeys(targets: readonly Target[], keys: readonly string[]): boolean {
  if (targets.length !== keys.length) return false
  for (let at = 0; at < keys.length; at += 1) if (targets[at]?.key !== keys[at]) return false
  return true
}

/** The row's values in the order of the targets, as the driver takes them. */
function encoded(row: Row, targets: readonly Target[]): unknown[] {
  const keys = Object.keys(row)
  if (keys.length !== targets.length) refuseOtherKeys(row)
  const values = Object.values(row)
  for (let at = 0; at < targets.length; at += 1) {
    const { key, encode } = targets[at] as Target
    if (keys[at] !== key) return encodedByKey(row, targets)
    const value = values[at]
    if (value === undefined || value === null) values[at] = null
    else if (encode !== undefined) values[at] = encode(value)
  }
  return values
}

/** For rows whose keys stand in another order. */
function encodedByKey(row: Row, targets: readonly Target[]): unknown[] {
  return targets.map(({ key, encode }) => {
    const value = row[key]
    if (value === undefined && !(key in row)) refuseOtherKeys(row)
    if (value === undefined || value === null) return null
    return encode === undefined ? value : encode(value)
  })
}

function target(table: SQLiteTable, key: string): Target {
  const column = getColumns(table)[key]
  assert(column, `table ${getTableName(table)} has no column ${key}`)
  return {
    key,
    column: quoted(column.name),
    encode: isNoop(column.mapToDriverValue) ? undefined : column.mapToDriverValue,
  }
}
