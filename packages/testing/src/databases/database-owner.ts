import pg from 'pg'
import { TEST_TENANT } from '../test-context.ts'
import type { TestDatabase } from './postgres-database.ts'

export type DatabaseOwner = {
  readonly run: (statement: string) => Promise<void>
  /** The same with every trigger off, as only who owns the database can. */
  readonly tamper: (...statements: string[]) => Promise<void>
  readonly end: () => Promise<void>
}

/** Head office's database as a superuser of it sees it, in the name of the test tenant. */
export async function databaseOwner({ superuserUrl }: TestDatabase): Promise<DatabaseOwner> {
  const client = new pg.Client({ connectionString: superuserUrl })
  await client.connect()
  await client.query(`select set_config('app.tenant', $1, false)`, [TEST_TENANT])
  const run = async (statement: string) => void (await client.query(statement))
  return {
    run,
    tamper: async (...statements) => {
      await run('set session_replication_role = replica')
      for (const statement of statements) await run(statement)
      await run('set session_replication_role = origin')
    },
    end: () => client.end(),
  }
}
