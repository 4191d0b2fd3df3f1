import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { StartRefused } from '../start-refused.ts'

export type Migration = { readonly name: string; readonly sha256: string; readonly statements: readonly string[] }
export type AppliedMigration = { readonly name: string; readonly sha256: string }
export type MigrationSet = 'hq' | 'ops' | 'catalog'

const BREAKPOINT = /^--> statement-breakpoint$/m

/** The migrations of one database in order, read from a folder of this package. */
export function migrationsOf(set: MigrationSet): readonly Migration[] {
  return migrationsIn(fileURLToPath(new URL(`../../migrations/${set}/`, import.meta.url)))
}

/** The `NNNN_name.sql` files of a folder in the order of their names. */
export function migrationsIn(folder: string): readonly Migration[] {
  const files = readdirSync(folder).filter((name) => /^\d{4}_[\w-]+\.sql$/.test(name))
  return files.sort().map((file) => {
    const text = readFileSync(`${folder}/${file}`, 'utf8')
    return {
      name: file.slice(0, -'.sql'.length),
      sha256: createHash('sha256').update(text).digest('hex'),
      statements: text.split(BREAKPOINT).filter((statement) => statement.trim() !== ''),
    }
  })
}

/**
 * The migrations that a database still lacks.
 *
 * @throws StartRefused when the database is newer than this program, or was made by other migrations
 */
export function pendingMigrations(
  database: string,
  known: readonly Migration[],
  applied: readonly AppliedMigration[],
): readonly Migration[] {
  const byName = new Map(known.map((migration) => [migration.name, migration]))
  for (const { name, sha256 } of applied) {
    const migration = byName.get(name)
    if (migration === undefined) {
      throw new StartRefused(`${database} was written by a newer version (${name}): start that version.`)
    }
    if (migration.sha256 !== sha256) {
      throw new StartRefused(`${database} was made by another migration ${name}: start the version that made it.`)
    }
  }
  const done = new Set(applied.map(({ name }) => name))
  return known.filter(({ name }) => !done.has(name))
}
