import type { Awaitable, Context, Unit, UnitOfWork } from '@pos/core'
import type { AfterCommit } from '../after-commit.ts'
import type { WriterWatch } from '../writer-watch.ts'
import type { CatalogueFile } from './catalogue-file.ts'
import { openConnection } from './connection.ts'
import { GroupWriter } from './group-writer.ts'
import { ReaderPool } from './reader-pool.ts'
import type { TablesOf } from './session.ts'
import { storageRefusal } from './storage-refusal.ts'
import { StoreSession } from './store-session.ts'
import { Transaction } from './transaction.ts'

const MAX_READERS = 8

export type StoreUnitOfWorkOptions<Rows> = {
  readonly path: string
  readonly tables: TablesOf<Rows>
  readonly writer: StoreSession<Rows>
  /** The catalogue file for units that start now; none while a new store makes its first. */
  readonly catalogue: () => CatalogueFile | undefined
  readonly afterCommit: AfterCommit
  readonly watch: WriterWatch
  readonly now: () => number
}

type Reader<Rows> = { readonly session: StoreSession<Rows>; readonly transaction: Transaction }

/** The store's unit of work: grouped writes on one private connection, reads on connections of their own. */
export class StoreUnitOfWork<Rows> implements UnitOfWork<StoreSession<Rows>> {
  readonly #options: StoreUnitOfWorkOptions<Rows>
  readonly #writer: GroupWriter<StoreSession<Rows>>
  readonly #readers: ReaderPool<Reader<Rows>>

  constructor(options: StoreUnitOfWorkOptions<Rows>) {
    this.#options = options
    this.#writer = new GroupWriter({
      connection: options.writer.connection,
      lease: () => this.#leaseWriter(),
      afterCommit: options.afterCommit,
      watch: options.watch,
    })
    this.#readers = new ReaderPool(() => this.#openReader(), MAX_READERS)
  }

  get isIdle(): boolean {
    return this.#writer.isIdle
  }

  /** @throws DomainError STORAGE_FULL, STORAGE_READ_ONLY, STORAGE_DAMAGED or STORAGE_FAILED when the disk is the reason */
  async write<Result>(
    ctx: Context,
    name: string,
    work: (unit: Unit<StoreSession<Rows>>) => Awaitable<Result>,
  ): Promise<Result> {
    try {
      return await this.#writer.write(ctx, name, work)
    } catch (error) {
      throw storageRefusal(error)
    }
  }

  /** A unit of the database itself, which nobody asked for. */
  writeOwn(name: string, work: (tx: StoreSession<Rows>) => void): Promise<void> {
    const ctx: Context = { tenantId: '', appContext: 'system', correlationId: name, at: this.#options.now() }
    return this.#writer.write(ctx, name, (unit) => work(unit.tx))
  }

  async read<Result>(_ctx: Context, work: (tx: StoreSession<Rows>) => Awaitable<Result>): Promise<Result> {
    const reader = await this.#readers.take()
    try {
      reader.session.openCatalogue(this.#options.catalogue())
      reader.transaction.begin()
      return await work(reader.session)
    } catch (error) {
      throw storageRefusal(error)
    } finally {
      reader.transaction.rollback()
      reader.session.closeCatalogue()
      this.#readers.giveBack(reader)
    }
  }

  /** Ends when every accepted unit has its answer. */
  async close(): Promise<void> {
    const readers = this.#readers.close()
    await this.#writer.close()
    for (const reader of await readers) reader.session.close()
  }

  #leaseWriter() {
    const { writer } = this.#options
    writer.openCatalogue(this.#options.catalogue())
    return { tx: writer, end: () => writer.closeCatalogue() }
  }

  #openReader(): Reader<Rows> {
    const connection = openConnection(this.#options.path, { readonly: true })
    const session = new StoreSession(connection, this.#options.tables)
    return { session, transaction: new Transaction(connection, 'deferred') }
  }
}
