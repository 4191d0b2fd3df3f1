import type { SQL } from 'drizzle-orm'
import type { SqlFragments } from '../sql-tx.ts'
import { Touched } from './touched.ts'
import type { HqDb, PgSession } from './session.ts'

/** What one attempt at a unit holds at head office. */
export class HqHandle<Rows> {
  readonly touched = new Touched()
  readonly #session: PgSession<Rows>

  constructor(session: PgSession<Rows>) {
    this.#session = session
  }

  get db(): HqDb {
    return this.#session.db
  }

  get fragments(): SqlFragments {
    return this.#session.fragments
  }

  /** Typed for callers by `RowsTx`; here any rows will do. */
  insert(table: keyof Rows, rows: readonly object[], constants?: object): Promise<void> {
    return this.#session.insert(table, rows, constants)
  }

  query<Row>(statement: SQL): Promise<Row[]> {
    return this.#session.query<Row>(statement)
  }

  /**
   * Marks a versioned entity as changed, or with `D` as gone (for `storeScope`, when it only left one store). The unit
   * stamps everything touched with one version as its last statement.
   */
  touch(entity: string, entityId: string, op: 'U' | 'D' = 'U', storeScope: string | null = null): void {
    this.touched.add({ entity, entityId, op, storeScope })
  }
}
