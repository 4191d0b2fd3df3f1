import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Awaitable } from '@pos/core'
import type { DbLog } from '../log.ts'
import { migrateSqlite } from '../migrate/migrate-sqlite.ts'
import type { Migration } from '../migrate/migration-files.ts'
import { buildCatalogue } from './build-catalogue.ts'
import { CatalogueFile, removeDatabaseFile } from './catalogue-file.ts'
import { readCatalogueVersion, type CatalogueVersion, type CatalogueView } from './catalogue-reader.ts'
import { type Connection, openConnection } from './connection.ts'
import { findDamage, isCheckDue, isDamage } from './file-check.ts'
import { Serial } from './serial.ts'
import { SqliteSession, type TablesOf } from './session.ts'
import { Transaction } from './transaction.ts'

/** The handle for filling a catalogue file. */
export type CatalogueTx<Rows> = Pick<SqliteSession<Rows>, 'db' | 'insert' | 'prepare' | 'query' | 'fragments'>

export type CatalogueOptions<Rows> = {
  readonly folder: string
  readonly tables: TablesOf<Rows>
  readonly migrations: readonly Migration[]
  readonly now: () => number
  readonly log: DbLog
  /** The number of the current file as `ops.db` records it, or undefined before the first. */
  readonly current: number | undefined
  /** Makes `number` the current file, durably. Runs as a unit of `ops.db`. */
  readonly publish: (number: number) => Promise<void>
}

/**
 * The store's copy of head office's catalogue: a numbered file, replaced as a whole by a bootstrap and changed by pulls.
 * Writes and replacements run one after another; readers and the sales beside them never wait for either.
 */
export class Catalogue<Rows> {
  readonly #options: CatalogueOptions<Rows>
  readonly #serial = new Serial()
  #number: number
  #generation = 0
  #file: CatalogueFile
  #writer: SqliteSession<Rows>

  private constructor(options: CatalogueOptions<Rows>, number: number) {
    this.#options = options
    this.#number = number
    const path = pathOf(options.folder, number)
    this.#file = new CatalogueFile(path)
    this.#writer = this.#openWriter(path)
  }

  /** Opens the current file, makes a new one when there is no sound one, and removes what an interrupted change left. */
  static async open<Rows>(options: CatalogueOptions<Rows>): Promise<Catalogue<Rows>> {
    removeOthers(options.folder, options.current)
    if (options.current !== undefined && isSound(pathOf(options.folder, options.current), options)) {
      return new Catalogue(options, options.current)
    }
    const number = (options.current ?? 0) + 1
    await buildCatalogue({ ...options, path: pathOf(options.folder, number), load: () => undefined })
    await options.publish(number)
    removeOthers(options.folder, number)
    return new Catalogue(options, number)
  }

  /** The file that units which start now will read. */
  get file(): CatalogueFile {
    return this.#file
  }

  get generation(): number {
    return this.#generation
  }

  get version(): CatalogueVersion {
    return readCatalogueVersion(this.#writer)
  }

  /** Runs `work` on a snapshot of the current catalogue, at once. */
  read<Result>(work: (view: CatalogueView) => Result): Result {
    const file = this.#file
    const reader = file.lease()
    try {
      return work(reader)
    } finally {
      file.giveBack(reader)
    }
  }

  /**
   * Applies changes to the current catalogue in one durable transaction. Units that are already running keep the state
   * they began with.
   *
   * @throws whatever `work` throws; nothing has changed then
   */
  write<Result>(work: (tx: CatalogueTx<Rows>) => Awaitable<Result>): Promise<Result> {
    return this.#serial.run(async () => {
      const transaction = new Transaction(this.#writer.connection, 'immediate')
      transaction.begin()
      try {
        const result = await work(this.#writer)
        transaction.commit()
        this.#generation += 1
        return result
      } finally {
        transaction.rollback()
      }
    })
  }

  /**
   * Builds a new catalogue beside the current one and makes it current when it is complete. Selling goes on meanwhile;
   * a unit that is running keeps the old file, which goes after its last reader. `work` fills an empty, migrated
   * file, and must not call `write` or `replace`.
   *
   * @throws whatever `work` throws, or InvariantError when the new file fails its checks; the old one stays current
   */
  replace<Result>(work: (tx: CatalogueTx<Rows>) => Awaitable<Result>): Promise<Result> {
    return this.#serial.run(async () => {
      const number = this.#number + 1
      const path = pathOf(this.#options.folder, number)
      const result = await buildCatalogue({ ...this.#options, path, load: work })
      await this.#options.publish(number)
      this.#switchTo(number)
      return result
    })
  }

  checkpoint(): void {
    this.#writer.connection.pragma('wal_checkpoint(PASSIVE)')
  }

  assertDurable(): void {
    this.#writer.assertDurable()
  }

  async close(): Promise<void> {
    await this.#serial.idle()
    this.#file.close()
    this.#writer.close()
  }

  #switchTo(number: number): void {
    const path = pathOf(this.#options.folder, number)
    const [oldFile, oldWriter] = [this.#file, this.#writer]
    this.#writer = this.#openWriter(path)
    this.#file = new CatalogueFile(path)
    this.#number = number
    this.#generation += 1
    oldWriter.close()
    oldFile.retire()
  }

  #openWriter(path: string): SqliteSession<Rows> {
    const connection = openConnection(path)
    return new SqliteSession(connection, this.#options.tables)
  }
}

/**
 * Checks the current file and brings it to this version. A damaged one is no reason to stay closed: the store starts
 * with an empty catalogue, and the next pull brings the whole again.
 */
function isSound(
  path: string,
  { log, migrations, now }: Pick<CatalogueOptions<unknown>, 'log' | 'migrations' | 'now'>,
) {
  let connection: Connection | undefined
  const mustCheck = isCheckDue(path)
  try {
    connection = openConnection(path)
    const damage = mustCheck ? findDamage(connection) : undefined
    if (damage === undefined) migrateSqlite(connection, { migrations, now })
    else log.error({ path, damage }, 'the catalogue is damaged and will be fetched again')
    return damage === undefined
  } catch (error) {
    if (!isDamage(error)) throw error
    log.error({ path, err: error }, 'the catalogue is damaged and will be fetched again')
    return false
  } finally {
    connection?.close()
  }
}

function pathOf(folder: string, number: number): string {
  return join(folder, `catalog-${number}.db`)
}

function removeOthers(folder: string, current: number | undefined): void {
  for (const name of readdirSync(folder)) {
    const number = /^catalog-(\d+)\.db/.exec(name)?.[1]
    if (number !== undefined && Number(number) !== current) removeDatabaseFile(pathOf(folder, Number(number)))
  }
}
