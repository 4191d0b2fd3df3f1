import type { UnitOfWork } from '@pos/core'
import { migrationsOf } from '../migrate/migration-files.ts'
import { catalogTables, type CatalogRows, storeTables, type StoreRows } from '../tables/index.ts'
import type { CatalogTx, StoreTx } from '../tx.ts'
import type { CatalogueVersion, CatalogueView } from './catalogue-reader.ts'
import { openStore, type StoreDatabaseOptions } from './store-database.ts'

/** The store's replica of head office's catalogue. */
export interface StoreCatalogue {
  readonly version: CatalogueVersion
  /** Grows with every change: what `read` gave stays true as long as this stays the same. */
  readonly generation: number
  /** Runs `work` on a snapshot of the current catalogue, at once. For questions outside of any unit. */
  read<Result>(work: (view: CatalogueView) => Result): Result
  /**
   * Applies changes in one durable transaction. Units that are already running keep the state they began with.
   *
   * @throws whatever `work` throws; nothing has changed then
   */
  write<Result>(work: (tx: CatalogTx) => Result | Promise<Result>): Promise<Result>
  /**
   * Builds a new catalogue beside the current one and makes it current when it is complete and checked; selling goes on
   * meanwhile. `work` fills an empty file and must not call `write` or `replace`.
   *
   * @throws whatever `work` throws, or InvariantError when the new file fails its checks; the old one stays current
   */
  replace<Result>(work: (tx: CatalogTx) => Result | Promise<Result>): Promise<Result>
}

export interface StoreDatabase {
  readonly unitOfWork: UnitOfWork<StoreTx>
  readonly catalogue: StoreCatalogue
  /** Folds the write-ahead logs into the files, as far as no reader needs them. */
  checkpoint(): void
  /** Waits for the units that were accepted, delivers their events, and lets go of the folder. */
  close(): Promise<void>
}

/**
 * Opens the store in `folder`, making it when it is new.
 *
 * @throws StartRefused, with one sentence for the operator, when the folder is taken by another process or cannot be
 * written, or a file is damaged or newer than this program
 */
export function openStoreDatabase(options: StoreDatabaseOptions): Promise<StoreDatabase> {
  return openStore<StoreRows, CatalogRows>(
    {
      ops: { tables: storeTables, migrations: migrationsOf('ops') },
      catalogue: { tables: catalogTables, migrations: migrationsOf('catalog') },
    },
    options,
  )
}
