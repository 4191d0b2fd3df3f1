import { once } from 'node:events'
import { closeSync, existsSync, openSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { silentLog, type DbLog } from '../log.ts'
import { APP_ROLE } from '../postgres/app-role.ts'
import { StartRefused } from '../start-refused.ts'
import { postgresHome } from './binaries.ts'
import { freePort } from './free-port.ts'
import { chooseHost, type Host } from './host.ts'
import { assertSameMajor, initialise } from './initialise.ts'
import { clearStaleLock, findPostmaster, stopPostmaster, waitUntilReady } from './postmaster.ts'
import { DATABASE, ensureRolesAndDatabase, OWNER_ROLE, urlFor } from './roles.ts'
import { loadSecrets } from './secrets.ts'

export type EmbeddedPostgresOptions = {
  readonly folder: string
  /** A free one is chosen when absent. */
  readonly port?: number
  readonly log: DbLog
  /** False only for tests: a power cut may then lose everything. */
  readonly isDurable?: boolean
}

export interface EmbeddedPostgres {
  /** Owner of the database and its schema, no superuser: for migrations. */
  readonly ownerUrl: string
  /** The role head office works as. */
  readonly appUrl: string
  /** For backups and tests; the program itself never works as a superuser. */
  readonly superuserUrl: string
  /** Whether it ran before: for a head office that is at work, or left by one that was killed. */
  readonly wasRunning: boolean
  /** Fast shutdown: resolves when the server has flushed everything and is gone. */
  stop(): Promise<void>
}

/**
 * Starts the PostgreSQL server of `folder`, on loopback only, making its data on the first start. A server that a
 * killed process left running on this data is taken over. The server is no child of the caller's terminal: Ctrl-C does
 * not reach it, `stop` ends it.
 *
 * @throws StartRefused, with one sentence for the operator, when the data belongs to another major version or the
 * passwords are gone, when the port is taken, or when the platform has no PostgreSQL
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const host = chooseHost(options.folder, postgresHome(), options.log)
  host.prepare()
  const data = join(host.home, 'data')
  const isNew = !existsSync(data)
  assertSameMajor(data)
  const secrets = loadSecrets(host.home, !isNew)
  if (isNew) await initialise(host, data, secrets.superuser, options.isDurable ?? true)
  const urlOn = (port: number) => urlFor('postgres', secrets.superuser, port, 'postgres')
  const found = await adopt(data, options, urlOn)
  const { pid, port } = found ?? (await launch(host, data, options))
  await ensureRolesAndDatabase(urlOn(port), secrets)
  return {
    ownerUrl: urlFor(OWNER_ROLE, secrets.owner, port, DATABASE),
    appUrl: urlFor(APP_ROLE, secrets.app, port, DATABASE),
    superuserUrl: urlOn(port),
    wasRunning: found !== undefined,
    stop: () => stopPostmaster(pid),
  }
}

/** Stops the server that still runs on `folder`, if one does. */
export async function stopEmbeddedPostgres(folder: string): Promise<void> {
  await stopAt(chooseHost(folder, postgresHome(), silentLog).home)
}

/** Stops the server of `folder` and removes its data for good, wherever it had to be kept. */
export async function removeEmbeddedPostgres(folder: string): Promise<void> {
  const { home } = chooseHost(folder, postgresHome(), silentLog)
  await stopAt(home)
  rmSync(home, { recursive: true, force: true })
}

async function stopAt(home: string): Promise<void> {
  const found = findPostmaster(join(home, 'data'))
  if (found !== undefined) await stopPostmaster(found.pid)
}

type Running = { readonly pid: number; readonly port: number }

/** Takes over a server that still runs on this data; one that is of no use is stopped. */
async function adopt(
  data: string,
  { port, log }: EmbeddedPostgresOptions,
  urlOn: (port: number) => string,
): Promise<Running | undefined> {
  const found = findPostmaster(data)
  if (found === undefined) return undefined
  const isUsable = found.isReady && (port === undefined || port === found.port) && (await answers(urlOn(found.port)))
  log.info(
    { pid: found.pid, port: found.port },
    isUsable ? 'took over a running PostgreSQL' : 'stopped an old PostgreSQL',
  )
  if (isUsable) return found
  await stopPostmaster(found.pid)
  return undefined
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 })
  return client.connect().then(
    () => client.end().then(() => true),
    () => false,
  )
}

/** After a kill -9 of the server its helpers need a moment to notice; until then they hold the shared memory. */
const HELPERS_LEAVE_MS = 10_000
const STILL_THERE = 'pre-existing shared memory block'

async function launch(host: Host, data: string, options: EmbeddedPostgresOptions): Promise<Running> {
  clearStaleLock(data)
  for (let waited = 0; ; waited += 100) {
    const outcome = await tryLaunch(host, data, options)
    if (typeof outcome === 'object') return outcome
    if (!outcome.includes(STILL_THERE) || waited >= HELPERS_LEAVE_MS) throw new StartRefused(outcome)
    await sleep(100)
  }
}

/** The running server, or why it did not start. */
async function tryLaunch(host: Host, data: string, options: EmbeddedPostgresOptions): Promise<Running | string> {
  const port = await freePort(options.port)
  const logPath = join(host.home, 'postgres.log')
  const logFile = openSync(logPath, 'a', 0o600)
  const child = host.run('postgres', serverArguments(data, port, options.isDurable ?? true), [
    'ignore',
    logFile,
    logFile,
  ])
  closeSync(logFile)
  child.unref()
  let isGone = false
  void once(child, 'exit').then(
    () => (isGone = true),
    () => (isGone = true),
  )
  if (child.pid !== undefined && (await waitUntilReady(data, () => isGone))) return { pid: child.pid, port }
  const lastWords = readFileSync(logPath, 'utf8').trimEnd().split('\n').slice(-3).join(' ')
  return `PostgreSQL did not start; the end of ${logPath} says: ${lastWords}`
}

function serverArguments(data: string, port: number, isDurable: boolean): string[] {
  const durability = isDurable ? 'on' : 'off'
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 100,
    shared_buffers: '128MB',
    max_wal_size: '2GB',
    fsync: durability,
    synchronous_commit: durability,
    full_page_writes: durability,
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Its plans are for large analyses; compiling them costs more than most of our statements take.
    jit: 'off',
  }
  return ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
}
