import { migratedPgDatabase, type TestDatabase } from '@pos/testing'
import type Database from 'better-sqlite3'
import { drizzle as drizzleLite } from 'drizzle-orm/better-sqlite3'
import { drizzle as drizzlePg } from 'drizzle-orm/node-postgres'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { HQ_ONLY_COLUMNS, REPLICA_COLUMNS, STORE_ONLY_COLUMNS } from '../../test/declared-differences.ts'
import { migratedFile } from '../../test/migrated-file.ts'
import { sampleRow } from '../../test/sample-row.ts'
import { catalogTables, hqTables, storeTables } from './index.ts'

type Case = readonly [name: string, file: 'ops' | 'catalog', lite: SQLiteTable, pg: PgTable]

const atHq: Readonly<Record<string, PgTable>> = hqTables
const cases = (file: 'ops' | 'catalog', tables: Readonly<Record<string, SQLiteTable>>): Case[] =>
  Object.entries(tables).flatMap(([name, lite]) => {
    const table = atHq[name]
    return table === undefined ? [] : [[name, file, lite, table] satisfies Case]
  })

let urls: TestDatabase
let client: pg.Client
const files = { ops: migratedFile('ops'), catalog: migratedFile('catalog') }

/** The rows are samples without parents or ledgers: this is about columns, so keys and triggers are out of the way. */
beforeAll(async () => {
  urls = await migratedPgDatabase()
  client = new pg.Client({ connectionString: urls.superuserUrl })
  await client.connect()
  await client.query('set session_replication_role = replica')
  for (const file of Object.values(files)) withoutGuards(file)
})

afterAll(async () => {
  await client.end()
  await urls.drop()
})

function withoutGuards(file: Database.Database): void {
  file.pragma('foreign_keys = OFF')
  const triggers = file.prepare<[], { name: string }>(`select name from sqlite_schema where type = 'trigger'`).all()
  for (const { name } of triggers) file.exec(`drop trigger ${name}`)
}

test.each([...cases('ops', storeTables), ...cases('catalog', catalogTables)])(
  'a full row of %s comes back from both engines as it was given',
  async (name, file, lite, table) => {
    const row = sampleRow(name, table)
    const hqOnly = HQ_ONLY_COLUMNS[name] ?? []
    const shared = Object.fromEntries(Object.entries(row).filter(([key]) => !hqOnly.includes(key)))

    const store = drizzleLite({ client: files[file] })
    store
      .insert(lite)
      .values({ version: 1, ...shared })
      .run()
    const hq = drizzlePg({ client })
    await hq.delete(table)
    await hq.insert(table).values(row)

    const added = [...REPLICA_COLUMNS, ...(STORE_ONLY_COLUMNS[name] ?? [])].filter((key) => !(key in row))
    const [fromStore] = store.select().from(lite).all()
    expect(Object.fromEntries(Object.entries(fromStore!).filter(([key]) => !added.includes(key)))).toEqual(shared)
    expect(await hq.select().from(table)).toEqual([row])
  },
)
