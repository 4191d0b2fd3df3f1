import pg from 'pg'
import { pendingMigrations, type AppliedMigration, type Migration } from './migration-files.ts'

/** Any number would do; two head offices that start at once must use the same. */
const MIGRATION_LOCK = 5_072_001

const RECORD = `create table if not exists schema_migrations (
  name text primary key, sha256 text not null, applied_at timestamptz not null default now()
);
grant select on schema_migrations to pos_app`

/**
 * Brings a head office database to this version. Several processes may call it at once; one does the work.
 *
 * @throws StartRefused when the database is newer than this program, or was made by other migrations
 */
export async function migratePostgres(ownerUrl: string, migrations: readonly Migration[]): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'pos migrations' })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    await client.query(RECORD)
    for (const migration of pendingMigrations('The database', migrations, await appliedTo(client))) {
      await apply(client, migration)
    }
  } finally {
    await client.end()
  }
}

export async function appliedTo(client: pg.Client | pg.Pool): Promise<readonly AppliedMigration[]> {
  const { rows } = await client.query<AppliedMigration>('select name, sha256 from schema_migrations order by name')
  return rows
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('begin')
  try {
    for (const statement of migration.statements) await client.query(statement)
    await client.query('insert into schema_migrations (name, sha256) values ($1, $2)', [
      migration.name,
      migration.sha256,
    ])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(`migration ${migration.name} failed`, { cause: error })
  }
}
