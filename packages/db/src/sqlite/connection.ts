import { InvariantError } from '@pos/core'
import Database from 'better-sqlite3'
import { StartRefused } from '../start-refused.ts'

export type Connection = Database.Database

export type ConnectionOptions = {
  readonly readonly?: boolean
  /** Page cache in KiB. */
  readonly cacheKib?: number
}

/** Older versions can corrupt a WAL file that several connections reset at once. */
const SQLITE_FLOOR = [3, 51, 3] as const

const REQUIRED = {
  journal_mode: 'wal',
  synchronous: 2,
  foreign_keys: 1,
  // Without it REPLACE deletes a row behind the back of the trigger that keeps it.
  recursive_triggers: 1,
  busy_timeout: 5000,
  trusted_schema: 0,
  cell_size_check: 1,
} as const

/**
 * Opens a file in WAL mode with every commit flushed to disk.
 *
 * @throws StartRefused when the linked SQLite is too old
 * @throws InvariantError when a required setting did not take
 */
export function openConnection(path: string, options: ConnectionOptions = {}): Connection {
  const connection = new Database(path, { readonly: options.readonly ?? false })
  try {
    if (!options.readonly) connection.pragma('journal_mode = WAL')
    connection.pragma('synchronous = FULL')
    connection.pragma('foreign_keys = ON')
    connection.pragma('recursive_triggers = ON')
    connection.pragma('busy_timeout = 5000')
    connection.pragma('trusted_schema = OFF')
    connection.pragma('cell_size_check = ON')
    connection.pragma(`cache_size = -${options.cacheKib ?? 8000}`)
    connection.pragma('temp_store = MEMORY')
    assertSettings(connection)
    return connection
  } catch (error) {
    connection.close()
    throw error
  }
}

/**
 * Asserts the settings after a first read. The driver is built with NORMAL as its default in WAL mode, and right
 * after the switch to WAL the pragma still answers FULL: only a read brings out what really holds.
 */
export function assertSettings(connection: Connection): void {
  connection.prepare('select count(*) from sqlite_schema').get()
  for (const [name, wanted] of Object.entries(REQUIRED)) {
    const found: unknown = connection.pragma(name, { simple: true })
    if (found !== wanted) throw new InvariantError(`${connection.name}: ${name} is ${String(found)}, not ${wanted}`)
  }
  const version = String(connection.prepare('select sqlite_version()').pluck().get())
  if (isBelowFloor(version)) {
    throw new StartRefused(`SQLite ${version} is too old: install one of at least ${SQLITE_FLOOR.join('.')}.`)
  }
}

export function isBelowFloor(version: string): boolean {
  const parts = version.split('.').map(Number)
  for (const [index, floor] of SQLITE_FLOOR.entries()) {
    const part = parts[index] ?? 0
    if (part !== floor) return part < floor
  }
  return false
}
