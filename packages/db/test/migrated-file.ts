import Database from 'better-sqlite3'
import { migrationsOf } from '../src/migrate/migration-files.ts'

/** A store's file in memory, migrated, with the settings its guards rely on. */
export function migratedFile(set: 'ops' | 'catalog'): Database.Database {
  const file = new Database(':memory:')
  file.pragma('foreign_keys = ON')
  file.pragma('recursive_triggers = ON')
  for (const { statements } of migrationsOf(set)) for (const statement of statements) file.exec(statement)
  return file
}
