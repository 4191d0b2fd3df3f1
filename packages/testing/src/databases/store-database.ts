import type { DomainEvent } from '@pos/core'
import { openStoreDatabase, type StoreDatabase, type StoreDatabaseOptions } from '@pos/db'
import { type FakeClock, fakeClock } from '../fake-clock.ts'
import { temporaryFolder } from '../temporary-folder.ts'

export type TestStoreDatabase = {
  readonly database: StoreDatabase
  readonly folder: string
  readonly clock: FakeClock
  /** Every event that got out, in order. */
  readonly committed: readonly DomainEvent[]
  /** Closes the database and removes its folder. */
  readonly remove: () => Promise<void>
}

/** A store's real database in a folder of its own. */
export async function testStoreDatabase(changes: Partial<StoreDatabaseOptions> = {}): Promise<TestStoreDatabase> {
  const folder = temporaryFolder()
  const clock = fakeClock()
  const committed: DomainEvent[] = []
  const database = await openStoreDatabase({
    folder: folder.path,
    clock,
    checkpointEveryMs: 0,
    walBytes: 0,
    onCommitted: (events) => void committed.push(...events),
    ...changes,
  })
  const remove = async () => {
    await database.close()
    folder.remove()
  }
  return { database, folder: folder.path, clock, committed, remove }
}
