import { InvariantError } from '@pos/core'
import type { Database } from 'better-sqlite3'
import { drizzle, type BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import type { StatementCache } from './statements.ts'

/** Drizzle on one connection, inside the transaction of the unit. */
export type StoreDb = Omit<BetterSQLite3Database, 'transaction'>

/**
 * Builds the Drizzle handle. The driver's object is replaced by a client that compiles each text once and knows no
 * transaction of its own: Drizzle's would commit before an asynchronous rule has finished.
 */
export function queryBuilder(statements: StatementCache): StoreDb {
  const client = {
    prepare(text: string) {
      const statement = statements.prepare(text)
      return {
        all: (...parameters: unknown[]) => statement.all(parameters),
        get: (...parameters: unknown[]) => statement.get(parameters),
        run: (...parameters: unknown[]) => statement.run(parameters),
        raw: () => ({
          all: (...parameters: unknown[]) => statement.allArrays(parameters),
          get: (...parameters: unknown[]) => statement.getArray(parameters),
        }),
      }
    },
    transaction() {
      throw new InvariantError('the unit of work is the transaction; there is none inside it')
    },
  }
  // The only two methods Drizzle's session calls on its client.
  return drizzle({ client: client as unknown as Database })
}
