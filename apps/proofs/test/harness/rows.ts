import { join } from 'node:path'
import Database from 'better-sqlite3'
import pg from 'pg'

/** Rows as they are in a database, read from outside: hashes as hex, instants in ms, dates and ids as text. */
export type Row = Record<string, unknown>

export type Rows = {
  readonly all: (sql: string) => Promise<Row[]>
  readonly close: () => Promise<void>
}

const { types } = pg
const PARSERS = new Map<number, (text: string) => unknown>([
  [types.builtins.INT8, Number],
  [types.builtins.NUMERIC, Number],
  [types.builtins.DATE, String],
  [types.builtins.TIMESTAMPTZ, (text) => Date.parse(text)],
  [types.builtins.BYTEA, (text) => text.slice(2)],
])

/** Head office's tables past every policy: the url is a superuser's. */
export async function hqRows(url: string): Promise<Rows> {
  const client = new pg.Client({ connectionString: url })
  for (const [oid, parse] of PARSERS) client.setTypeParser(oid, parse)
  await client.connect()
  return {
    all: async (sql) => (await client.query<Row>(sql)).rows,
    close: () => client.end(),
  }
}

/** A store's own file, beside its server or without it. */
export function storeRows(folder: string): Rows {
  const file = new Database(join(folder, 'ops.db'), { readonly: true })
  return {
    all: async (sql) => (file.prepare(sql).all() as Row[]).map(decode),
    close: async () => void file.close(),
  }
}

function decode(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, Buffer.isBuffer(value) ? value.toString('hex') : value]),
  )
}
