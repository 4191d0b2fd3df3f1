import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Awaitable } from '@pos/core'
import type { AppliedMigration } from '../migrate/migration-files.ts'
import { migrationsOf, pendingMigrations } from '../migrate/migration-files.ts'
import { StartRefused } from '../start-refused.ts'
import { storeTables, type StoreRows } from '../tables/index.ts'
import type { StoreTx } from '../tx.ts'
import { openConnection } from './connection.ts'
import { SqliteSession } from './session.ts'

/** What a look sees of `ops.db`. */
export type StoreLook = Pick<StoreTx, 'query' | 'prepare' | 'fragments'>

/**
 * Looks at a store's own records in one snapshot, also while its server runs. Takes no lock and changes nothing.
 *
 * @throws StartRefused when the folder holds no store, or one of another version
 */
export async function lookAtStore<Result>(
  folder: string,
  work: (look: StoreLook) => Awaitable<Result>,
): Promise<Result> {
  const path = join(folder, 'ops.db')
  if (!existsSync(path)) throw new StartRefused(`There is no store in ${folder}.`)
  const session = new SqliteSession<StoreRows>(openConnection(path, { readonly: true }), storeTables)
  try {
    const applied = session.prepare<AppliedMigration>('select name, sha256 from schema_migrations').all()
    const [missing] = pendingMigrations(path, migrationsOf('ops'), applied)
    if (missing) throw new StartRefused(`${path} is of an older version: start its server once with this one.`)
    session.connection.exec('begin')
    return await work(session)
  } finally {
    session.close()
  }
}
