import { join } from 'node:path'
import type { Clock } from '@pos/core'
import { AfterCommit, type OnCommitted } from '../after-commit.ts'
import { silentLog, type DbLog } from '../log.ts'
import { migrateSqlite } from '../migrate/migrate-sqlite.ts'
import type { Migration } from '../migrate/migration-files.ts'
import { StartRefused } from '../start-refused.ts'
import { WriterWatch } from '../writer-watch.ts'
import { Catalogue } from './catalogue.ts'
import { CheckpointThread } from './checkpoint-thread.ts'
import { startCheckpoints } from './checkpoints.ts'
import { type Connection, openConnection } from './connection.ts'
import { readCurrentCatalogue, recordCurrentCatalogue } from './current-catalogue.ts'
import { findDamage, isCheckDue, isDamage } from './file-check.ts'
import { lockFolder } from './folder-lock.ts'
import { preallocateWal } from './preallocate-wal.ts'
import { refusedStart } from './refused-start.ts'
import type { TablesOf } from './session.ts'
import { StoreSession } from './store-session.ts'
import { StoreUnitOfWork } from './store-unit-of-work.ts'

export type StoreDatabaseOptions = {
  readonly folder: string
  readonly clock: Clock
  readonly log?: DbLog
  /** Receives the events of committed units in commit order, a turn of the event loop after their answers. */
  readonly onCommitted?: OnCommitted
  /** A unit that holds the writer longer is named in the log. */
  readonly holdLimitMs?: number
  /** How often the WAL is folded into the files while nobody sells; 0 leaves it to SQLite. */
  readonly checkpointEveryMs?: number
  /** Size of the write-ahead log of `ops.db`: past it a commit runs the checkpoint. 0 leaves it to SQLite. */
  readonly walBytes?: number | undefined
}

/** Room for a few hundred sales between two checkpoints, and written in a few hundredths of a second. */
const WAL_BYTES = 32 * 1024 * 1024

export type StoreSchema<Ops, Replica> = {
  readonly ops: { readonly tables: TablesOf<Ops>; readonly migrations: readonly Migration[] }
  readonly catalogue: { readonly tables: TablesOf<Replica>; readonly migrations: readonly Migration[] }
}

export type OpenStore<Ops, Replica> = {
  readonly unitOfWork: StoreUnitOfWork<Ops>
  readonly catalogue: Catalogue<Replica>
  /** Folds the WAL of both files into them, as far as no reader needs it. */
  readonly checkpoint: () => void
  /** Waits for the units that were accepted, delivers their events, and lets go of the folder. */
  readonly close: () => Promise<void>
}

/**
 * Opens a store's two files: locked against a second process, checked, migrated, with a current catalogue.
 *
 * @throws StartRefused when the folder is taken or cannot be written, or a file is damaged or newer than this program
 */
export async function openStore<Ops, Replica>(
  schema: StoreSchema<Ops, Replica>,
  options: StoreDatabaseOptions,
): Promise<OpenStore<Ops, Replica>> {
  const unlock = lockFolder(options.folder)
  const path = join(options.folder, 'ops.db')
  let ops: StoreSession<Ops> | undefined
  try {
    ops = openOps(path, schema.ops, options)
    return await assemble(schema, options, { path, ops, unlock })
  } catch (error) {
    ops?.close()
    unlock()
    throw refusedStart(options.folder, error)
  }
}

type OpenOps<Ops> = {
  readonly path: string
  readonly ops: StoreSession<Ops>
  readonly unlock: () => void
}

function openOps<Ops>(
  path: string,
  schema: { readonly tables: TablesOf<Ops>; readonly migrations: readonly Migration[] },
  options: StoreDatabaseOptions,
): StoreSession<Ops> {
  const connection = openSound(path)
  try {
    preallocateWal(connection, options.walBytes ?? WAL_BYTES)
    migrateSqlite(connection, { migrations: schema.migrations, now: () => options.clock.now(), withBackup: true })
    return new StoreSession(connection, schema.tables)
  } catch (error) {
    connection.close()
    throw error
  }
}

/** What a store has sold exists nowhere else for certain, so a damaged file is for a person to decide about. */
function openSound(path: string): Connection {
  let damage: string | undefined
  const mustCheck = isCheckDue(path)
  try {
    const connection = openConnection(path, { cacheKib: 32_000 })
    damage = mustCheck ? findDamage(connection) : undefined
    if (damage === undefined) return connection
    connection.close()
  } catch (error) {
    if (!isDamage(error)) throw error
    damage = error.message
  }
  throw new StartRefused(`${path} is damaged (${damage}): restore the latest backup.`)
}

async function assemble<Ops, Replica>(
  schema: StoreSchema<Ops, Replica>,
  options: StoreDatabaseOptions,
  { path, ops, unlock }: OpenOps<Ops>,
): Promise<OpenStore<Ops, Replica>> {
  const log = options.log ?? silentLog
  const now = () => options.clock.now()
  const afterCommit = new AfterCommit(options.onCommitted ?? (() => {}), log)
  // Making the first catalogue is a unit already, and that one has none to read.
  const current: { catalogue?: Catalogue<Replica> } = {}
  const unitOfWork = new StoreUnitOfWork({
    path,
    tables: schema.ops.tables,
    writer: ops,
    catalogue: () => current.catalogue?.file,
    afterCommit,
    watch: new WriterWatch(options.holdLimitMs ?? 100, log),
    now,
  })
  const catalogue = await Catalogue.open({
    ...schema.catalogue,
    folder: options.folder,
    now,
    log,
    current: readCurrentCatalogue(ops),
    publish: (number) => unitOfWork.writeOwn('catalogue.publish', (tx) => recordCurrentCatalogue(tx, number, now())),
  })
  current.catalogue = catalogue
  const checkpoint = () => {
    ops.connection.pragma('wal_checkpoint(PASSIVE)')
    catalogue.checkpoint()
  }
  const thread = new CheckpointThread(path, log)
  const stopCheckpoints = startCheckpoints({
    connection: ops.connection,
    everyMs: options.checkpointEveryMs ?? 5000,
    isIdle: () => unitOfWork.isIdle,
    checkpoint,
    fold: () => thread.fold(),
  })
  const close = async () => {
    stopCheckpoints()
    await unitOfWork.close()
    await thread.stop()
    await catalogue.close()
    afterCommit.flush()
    ops.close()
    unlock()
  }
  return { unitOfWork, catalogue, checkpoint, close }
}
