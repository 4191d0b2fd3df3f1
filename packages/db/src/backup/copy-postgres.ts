import { randomBytes } from 'node:crypto'
import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import { join, relative } from 'node:path'
import pg from 'pg'
import { startEmbeddedPostgres } from '../embedded/server.ts'
import { postgresHome } from '../embedded/binaries.ts'
import { chooseHost } from '../embedded/host.ts'
import { findPostmaster } from '../embedded/postmaster.ts'
import { DATABASE } from '../embedded/roles.ts'
import { silentLog, type DbLog } from '../log.ts'
import { StartRefused } from '../start-refused.ts'

const SECRETS = 'secrets.json'
/** What belongs to a running server and not to its data. The folders themselves must be there. */
const LEFT_OUT = /^(postmaster\.(pid|opts)|backup_label(\.old)?|tablespace_map(\.old)?|.*pgsql_tmp.*)$/
const EMPTIED = new Set([
  'pg_wal',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
])

/**
 * Copies the built-in PostgreSQL of `folder` to `into`, also while head office works on it: a base copy with the log that
 * makes it whole. The server puts it together again at its first start.
 *
 * @throws StartRefused when there is none in the folder
 */
export async function copyPostgres(folder: string, into: string, log: DbLog): Promise<void> {
  const { home } = chooseHost(folder, postgresHome(), silentLog)
  const data = join(home, 'data')
  if (!existsSync(data)) throw new StartRefused(`There is no database of head office in ${folder}.`)
  const server = await startEmbeddedPostgres({ folder, log })
  const session = new pg.Client({ connectionString: server.superuserUrl })
  try {
    await session.connect()
    // Keeps the log from the beginning of the copy on; it goes with the session.
    const slot = `pos_backup_${randomBytes(6).toString('hex')}`
    await session.query('select pg_create_physical_replication_slot($1, true, true)', [slot])
    const begun = await session.query<{ file: string }>(`select pg_walfile_name(pg_backup_start('pos', true)) as file`)
    copyTree(data, join(into, 'data'))
    const ended = await session.query<{ file: string; label: string }>(
      'select pg_walfile_name(lsn) as file, labelfile as label from pg_backup_stop(false)',
    )
    writeDurably(join(into, 'data', 'backup_label'), ended.rows[0]?.label ?? '')
    copyLog(data, into, begun.rows[0]?.file ?? '', ended.rows[0]?.file ?? '')
  } finally {
    await session.end()
    if (!server.wasRunning) await server.stop()
  }
  copyDurably(join(home, SECRETS), join(into, SECRETS))
}

/** Segments of the log by name, the first and the last included. */
function copyLog(data: string, into: string, first: string, last: string): void {
  for (const name of readdirSync(join(data, 'pg_wal')))
    if (/^[0-9A-F]{24}$/.test(name) && name >= first && name <= last)
      copyDurably(join(data, 'pg_wal', name), join(into, 'data', 'pg_wal', name))
}

function copyTree(from: string, to: string, top = from): void {
  mkdirSync(to, { recursive: true, mode: 0o700 })
  if (EMPTIED.has(relative(top, from))) {
    if (relative(top, from) === 'pg_wal') mkdirSync(join(to, 'archive_status'), { mode: 0o700 })
    return
  }
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (LEFT_OUT.test(entry.name)) continue
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) copyTree(source, target, top)
    else if (entry.isFile()) copyIfThere(source, target)
  }
}

/** A table may be dropped while the copy is made; the log knows. */
function copyIfThere(from: string, to: string): void {
  try {
    copyDurably(from, to)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
}

function copyDurably(from: string, to: string): void {
  copyFileSync(from, to)
  flush(to)
}

function writeDurably(path: string, text: string): void {
  writeFileSync(path, text, { mode: 0o600 })
  flush(path)
}

function flush(path: string): void {
  const file = openSync(path, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/**
 * Puts a copy of `copyPostgres` in the place of the PostgreSQL of `folder`, which must not run; what was there is kept in
 * `aside`. Every company gets a new epoch, by which its stores find out that head office has forgotten something and
 * give it back.
 *
 * @throws StartRefused when a server runs on the folder
 */
export async function placePostgres({
  from,
  folder,
  aside,
  log,
}: {
  readonly from: string
  readonly folder: string
  readonly aside: string
  readonly log: DbLog
}): Promise<void> {
  const host = chooseHost(folder, postgresHome(), silentLog)
  if (findPostmaster(join(host.home, 'data'))) throw new StartRefused(`Head office runs on ${folder}: stop it first.`)
  if (existsSync(host.home)) renameSync(host.home, existsOn(host.home, folder) ? aside : `${host.home}.replaced`)
  host.prepare()
  copyOwned(from, host.home, host.own)
  const server = await startEmbeddedPostgres({ folder, log })
  try {
    await newEpochs(server.superuserUrl)
  } finally {
    await server.stop()
  }
}

/** Where the server runs as another user its home is not in the folder, and stays on its own disk. */
const existsOn = (home: string, folder: string) => relative(folder, home) === ''

function copyOwned(from: string, to: string, own: (path: string) => void): void {
  mkdirSync(to, { recursive: true, mode: 0o700 })
  own(to)
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) copyOwned(source, target, own)
    else {
      copyDurably(source, target)
      own(target)
    }
  }
}

async function newEpochs(superuserUrl: string): Promise<void> {
  const url = new URL(superuserUrl)
  url.pathname = `/${DATABASE}`
  const session = new pg.Client({ connectionString: url.href })
  await session.connect()
  try {
    await session.query('update sync_head set epoch = gen_random_uuid()')
  } finally {
    await session.end()
  }
}
