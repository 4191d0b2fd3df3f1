import type { Context, DomainEvent } from '@pos/core'
import { emptyPgDatabase, fakeClock, temporaryFolder } from '@pos/testing'
import {
  liteThings,
  opsMigrations,
  catalogueMigrations,
  pgMigrations,
  pgThings,
  type ThingRows,
} from './things-schema.ts'
import { openHq } from '../postgres/hq-database.ts'
import { openStore, type StoreDatabaseOptions } from '../sqlite/store-database.ts'
import type { TablesOf } from '../sqlite/session.ts'

export const storeSchema = {
  ops: { tables: { things: liteThings } satisfies TablesOf<ThingRows>, migrations: opsMigrations },
  catalogue: { tables: {}, migrations: catalogueMigrations },
}

/** Opens a store of things in `folder`. */
export function openThingsStore(folder: string, changes: Partial<StoreDatabaseOptions> = {}) {
  return openStore<ThingRows, Record<never, never>>(storeSchema, {
    folder,
    clock: fakeClock(),
    checkpointEveryMs: 0,
    walBytes: 0,
    ...changes,
  })
}

export async function thingsInStore() {
  const folder = temporaryFolder()
  const committed: DomainEvent[] = []
  const store = await openThingsStore(folder.path, { onCommitted: (events) => void committed.push(...events) })
  return {
    folder: folder.path,
    store,
    unitOfWork: store.unitOfWork,
    committed,
    readAll: (ctx: Context) =>
      store.unitOfWork.read(ctx, (tx) => tx.db.select().from(liteThings).orderBy(liteThings.name).all()),
    close: async () => {
      await store.close()
      folder.remove()
    },
  }
}

export async function thingsAtHq() {
  const urls = await emptyPgDatabase()
  const committed: DomainEvent[] = []
  const hq = await openHq<ThingRows>(
    { tables: { things: pgThings }, migrations: pgMigrations },
    { appUrl: urls.appUrl, ownerUrl: urls.ownerUrl, onCommitted: (events) => void committed.push(...events) },
  )
  return {
    urls,
    hq,
    unitOfWork: hq.unitOfWork,
    committed,
    readAll: (ctx: Context) =>
      hq.unitOfWork.read(ctx, async (tx) => await tx.db.select().from(pgThings).orderBy(pgThings.name)),
    close: async () => {
      await hq.close()
      await urls.drop()
    },
  }
}
