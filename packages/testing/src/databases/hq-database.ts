import type { DomainEvent } from '@pos/core'
import { type HqDatabase, type HqDatabaseOptions, openHqDatabase } from '@pos/db'
import { migratedPgDatabase, type TestDatabase } from './postgres-database.ts'

export type TestHqDatabase = {
  readonly database: HqDatabase
  /** Connections for tests that look from outside. */
  readonly urls: TestDatabase
  /** Every event that got out, in order. */
  readonly committed: readonly DomainEvent[]
  /** Closes the connections and drops the database. */
  readonly remove: () => Promise<void>
}

/** Head office's real database, migrated and empty, for one test file. */
export async function testHqDatabase(changes: Partial<HqDatabaseOptions> = {}): Promise<TestHqDatabase> {
  const urls = await migratedPgDatabase()
  const committed: DomainEvent[] = []
  const database = await openHqDatabase({
    appUrl: urls.appUrl,
    onCommitted: (events) => void committed.push(...events),
    ...changes,
  })
  const remove = async () => {
    await database.close()
    await urls.drop()
  }
  return { database, urls, committed, remove }
}
