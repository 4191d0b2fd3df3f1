import { randomInt } from 'node:crypto'
import pg from 'pg'
import type { UnitOfWork } from '@pos/core'
import { AfterCommit, type OnCommitted } from '../after-commit.ts'
import { silentLog, type DbLog } from '../log.ts'
import { appliedTo, migratePostgres } from '../migrate/migrate-postgres.ts'
import { migrationsOf, pendingMigrations, type Migration } from '../migrate/migration-files.ts'
import { StartRefused } from '../start-refused.ts'
import { hqTables, type HqRows } from '../tables/index.ts'
import type { HqTx } from '../tx.ts'
import { ensureAppRole } from './app-role.ts'
import { assertRoleIsBound } from './boot-check.ts'
import { HqUnitOfWork } from './hq-unit-of-work.ts'
import { Notifications, type OnNotification } from './notifications.ts'
import type { TablesOf } from './session.ts'

export type HqDatabaseOptions = {
  /** The role head office works as: bound by row-level security. */
  readonly appUrl: string
  /** The owner's connection. When given, the app role is created if missing and the database migrated first. */
  readonly ownerUrl?: string
  readonly log?: DbLog
  /** Receives the events of committed units, a turn of the event loop after their answers. */
  readonly onCommitted?: OnCommitted
  readonly maxConnections?: number
  /** At least 0, below 1: spreads retries. */
  readonly random?: () => number
}

export interface HqDatabase {
  readonly unitOfWork: UnitOfWork<HqTx>
  /**
   * Calls `listener` with the payload of each notification on `channel`, and with undefined after a gap in which some
   * may have been lost. Resolves, once the server listens, with how to stop.
   */
  listen(channel: string, listener: OnNotification): Promise<() => void>
  /**
   * Tells every process that listens on `channel`, this one too, at once and outside of any unit: a unit that notifies
   * holds a lock of the whole database while it commits.
   */
  notify(channel: string, payload: string): Promise<void>
  /** Waits for running units, delivers their events, and closes every connection. */
  close(): Promise<void>
}

/** What head office's schema is made of; tests bring their own. */
export type HqSchema<Rows> = { readonly tables: TablesOf<Rows>; readonly migrations: readonly Migration[] }

/**
 * Connects to head office's database as the app role.
 *
 * @throws StartRefused, with one sentence for the operator, when row-level security would not bind the role, or the
 * database is older or newer than this program
 */
export async function openHqDatabase(options: HqDatabaseOptions): Promise<HqDatabase> {
  return await openHq<HqRows>({ tables: hqTables, migrations: migrationsOf('hq') }, options)
}

/**
 * Brings head office's database to this version. With `appUrl`, creates its role first if it is missing.
 *
 * @throws StartRefused when the database is newer than this program, or was made by other migrations
 */
export async function migrateHq(ownerUrl: string, appUrl?: string): Promise<void> {
  if (appUrl !== undefined) await ensureAppRole(ownerUrl, appUrl)
  await migratePostgres(ownerUrl, migrationsOf('hq'))
}

export async function openHq<Rows>(schema: HqSchema<Rows>, options: HqDatabaseOptions) {
  const log = options.log ?? silentLog
  if (options.ownerUrl !== undefined) {
    await ensureAppRole(options.ownerUrl, options.appUrl)
    await migratePostgres(options.ownerUrl, schema.migrations)
  }
  const pool = openPool(options, log)
  try {
    await assertRoleIsBound(pool)
    await assertMigrated(pool, schema.migrations)
  } catch (error) {
    await pool.end()
    throw error
  }
  const afterCommit = new AfterCommit(options.onCommitted ?? (() => {}), log)
  const random = options.random ?? (() => randomInt(2 ** 32) / 2 ** 32)
  const notifications = new Notifications(options.appUrl, log)
  return {
    unitOfWork: new HqUnitOfWork<Rows>({ pool, tables: schema.tables, afterCommit, random }),
    listen: (channel: string, listener: OnNotification) => notifications.listen(channel, listener),
    notify: (channel: string, payload: string) => notifications.notify(channel, payload),
    close: async () => {
      await notifications.close()
      await pool.end()
      afterCommit.flush()
    },
  }
}

/** A parked transaction holds locks that stop every store's pull, so the server ends it. */
function openPool(options: HqDatabaseOptions, log: DbLog): pg.Pool {
  const pool = new pg.Pool({
    connectionString: options.appUrl,
    max: options.maxConnections ?? 10,
    application_name: 'pos head office',
    lock_timeout: 3000,
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 5000,
    options: '-c timezone=UTC',
  })
  // The pool listens to idle connections only; one that breaks inside a unit would end the process.
  // While the pool ends, connections may still be open that the server then cuts.
  pool.on('connect', (client) =>
    client.on('error', (error) => {
      if (!pool.ending) log.warn({ err: error }, 'a database connection broke')
    }),
  )
  // Without a listener this would end the process as well; the connection's own has logged it.
  pool.on('error', () => {})
  return pool
}

async function assertMigrated(pool: pg.Pool, migrations: readonly Migration[]): Promise<void> {
  const missing = pendingMigrations('The database', migrations, await appliedTo(pool))[0]
  if (missing !== undefined) {
    throw new StartRefused(`The database lacks ${missing.name}: start once with the owner's connection to migrate it.`)
  }
}
