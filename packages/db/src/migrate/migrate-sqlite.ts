import { rmSync } from 'node:fs'
import { assert } from '@pos/core'
import Database from 'better-sqlite3'
import type { Connection } from '../sqlite/connection.ts'
import { flushFile } from '../sqlite/flush-file.ts'
import { pendingMigrations, type AppliedMigration, type Migration } from './migration-files.ts'

const RECORD = `create table if not exists schema_migrations (
  name text primary key, sha256 text not null, applied_at integer not null
) strict`

export type SqliteMigrationPlan = {
  readonly migrations: readonly Migration[]
  readonly now: () => number
  /** Copies a file that already holds data to `<file>.before-<migration>` first. */
  readonly withBackup?: boolean
}

/**
 * Brings a file to this version.
 *
 * @throws StartRefused when the file is newer than this program, or was made by other migrations
 */
export function migrateSqlite(connection: Connection, plan: SqliteMigrationPlan): void {
  const { migrations, now } = plan
  connection.exec(RECORD)
  const applied = connection.prepare<[], AppliedMigration>('select name, sha256 from schema_migrations').all()
  const pending = pendingMigrations(connection.name, migrations, applied)
  const first = pending[0]
  if (first === undefined) return
  if (plan.withBackup && applied.length > 0) backUp(connection, `${connection.name}.before-${first.name}`)
  for (const migration of pending) apply(connection, migration, now())
}

/** Rebuilding a table drops it for a moment, so foreign keys are switched off around it and checked at the end. */
function apply(connection: Connection, migration: Migration, appliedAt: number): void {
  const foreignKeys: unknown = connection.pragma('foreign_keys', { simple: true })
  connection.pragma('foreign_keys = OFF')
  connection.exec('begin immediate')
  try {
    for (const statement of migration.statements) connection.exec(statement)
    const broken = connection.prepare('pragma foreign_key_check').all()
    assert(broken.length === 0, `${migration.name} leaves ${broken.length} rows without their parent`)
    connection
      .prepare('insert into schema_migrations (name, sha256, applied_at) values (?, ?, ?)')
      .run(migration.name, migration.sha256, appliedAt)
    connection.exec('commit')
  } finally {
    if (connection.inTransaction) connection.exec('rollback')
    connection.pragma(`foreign_keys = ${String(foreignKeys)}`)
  }
}

function backUp(connection: Connection, path: string): void {
  rmSync(path, { force: true })
  connection.prepare('vacuum into ?').run(path)
  const copy = new Database(path, { readonly: true })
  try {
    assert(copy.pragma('quick_check', { simple: true }) === 'ok', `the backup ${path} is damaged`)
  } finally {
    copy.close()
  }
  flushFile(path)
}
