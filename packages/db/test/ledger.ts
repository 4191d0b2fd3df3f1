import { migratedPgDatabase, TEST_TENANT } from '@pos/testing'
import type Database from 'better-sqlite3'
import pg from 'pg'
import { compileRowInsert as compilePg } from '../src/postgres/row-insert.ts'
import { RowInsert } from '../src/sqlite/row-insert.ts'
import { hqTables, type SharedRows, storeTables } from '../src/tables/index.ts'
import { migratedFile } from './migrated-file.ts'

/** A migrated database of either engine, written to with every right, so that only its own guards can refuse. */
export type Ledger = {
  readonly insert: <Name extends keyof SharedRows>(table: Name, ...rows: SharedRows[Name][]) => Promise<void>
  readonly run: (text: string) => Promise<void>
  /** The rows of a portable query; whole numbers as numbers. */
  readonly rows: (text: string) => Promise<unknown[]>
  readonly close: () => Promise<void>
}

export type StoreLedger = Ledger & { readonly file: Database.Database }

/** `ops.db` in memory. */
export function storeLedger(): StoreLedger {
  const file = migratedFile('ops')
  return {
    file,
    insert: async (table, ...rows) => {
      if (table !== 'stockMovements') return insertInto(file, table, rows)
      for (const row of rows as SharedRows['stockMovements'][]) insertInto(file, table, [chained(file, row)])
    },
    run: async (text) => void file.exec(text),
    rows: async (text) => file.prepare(text).all(),
    close: async () => void file.close(),
  }
}

function insertInto(file: Database.Database, table: keyof SharedRows, rows: readonly object[]): void {
  new RowInsert(file, storeTables[table], keysOf(rows), []).run(rows as Record<string, unknown>[], undefined)
}

/** A movement as the store writes it: it names the one before it. */
function chained(file: Database.Database, row: SharedRows['stockMovements']): object {
  const before = file
    .prepare<[string, string], number>('select as_of_seq from stock_levels where variant_id = ? and lot_key = ?')
    .pluck()
    .get(row.variantId, row.lotId ?? '')
  return { previousSeq: before ?? null, ...row }
}

/** Head office, as the superuser in the name of the test tenant. */
export async function hqLedger(): Promise<Ledger> {
  const urls = await migratedPgDatabase()
  const client = new pg.Client({ connectionString: urls.superuserUrl })
  client.setTypeParser(pg.types.builtins.INT8, Number)
  await client.connect()
  await client.query(`select set_config('app.tenant', $1, false)`, [TEST_TENANT])
  return {
    insert: async (table, ...rows) => {
      const { text, parameters } = compilePg(table, hqTables[table], keysOf(rows), [])
      await client.query(text, parameters(rows, undefined))
    },
    run: async (text) => void (await client.query(text)),
    rows: async (text) => (await client.query<object>(text)).rows,
    close: async () => {
      await client.end()
      await urls.drop()
    },
  }
}

/** All rows of one insert have the keys of the first. */
const keysOf = (rows: readonly object[]) => Object.keys(rows[0] ?? {})
