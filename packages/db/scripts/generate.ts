import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as postgres from 'drizzle-kit/payload/postgres'
import * as sqlite from 'drizzle-kit/payload/sqlite'
import { catalogTables, hqTables, storeTables } from '../src/tables/index.ts'
import { strictTables } from './strict-tables.ts'

/**
 * Writes the migration from the last generated schema to the declared one, for each database that changed:
 * `pnpm generate add-layouts`. Triggers, policies and grants are hand-written files in the same number space.
 */
const migrations = join(import.meta.dirname, '../migrations')

async function hq(previous: string | undefined) {
  const from = previous === undefined ? await postgres.generateDrizzleJson({}) : JSON.parse(previous)
  const to = await postgres.generateDrizzleJson(hqTables, from.id)
  return { statements: await postgres.generateMigration(from, to), to }
}

async function store(tables: typeof storeTables | typeof catalogTables, previous: string | undefined) {
  const from = previous === undefined ? await sqlite.generateDrizzleJson({}) : JSON.parse(previous)
  const to = await sqlite.generateDrizzleJson(tables, from.id)
  return { statements: strictTables(await sqlite.generateMigration(from, to), Object.values(tables)), to }
}

const generators = {
  hq,
  ops: (previous: string | undefined) => store(storeTables, previous),
  catalog: (previous: string | undefined) => store(catalogTables, previous),
}

async function generate(database: keyof typeof generators, name: string): Promise<string> {
  const folder = join(migrations, database)
  const snapshot = join(folder, 'snapshot.json')
  const { statements, to } = await generators[database](
    existsSync(snapshot) ? readFileSync(snapshot, 'utf8') : undefined,
  )
  if (statements.length === 0) return `${database}: nothing changed`
  const file = `${nextNumber(folder)}_${name}.sql`
  writeFileSync(join(folder, file), `${statements.map((text) => text.trim()).join('\n--> statement-breakpoint\n')}\n`)
  writeFileSync(snapshot, `${JSON.stringify(to, null, 1)}\n`)
  return `${database}: ${file}`
}

function nextNumber(folder: string): string {
  const numbers = readdirSync(folder).flatMap((file) => /^(\d{4})_.*\.sql$/.exec(file)?.[1] ?? [])
  return String(Math.max(0, ...numbers.map(Number)) + 1).padStart(4, '0')
}

const [name] = process.argv.slice(2)
if (name === undefined || !/^[a-z][a-z0-9-]*$/.test(name)) throw new Error('usage: generate <name-of-the-change>')
for (const database of ['hq', 'ops', 'catalog'] as const) console.log(await generate(database, name))
