import { InvariantError } from '@pos/core'
import type { Connection } from './connection.ts'

/**
 * Lets a connection write inside a transaction only. SQLite ends one by itself on some errors (disk full, out of memory,
 * RAISE(ROLLBACK)): a unit that caught such an error and wrote on would commit each statement alone, outside its group.
 * To ask the driver before each statement would cost a tenth of a small one, so it is asked again only after `doubt`.
 */
export class WriteGuard {
  readonly #connection: Connection
  #isOpen = false
  #writes = 0

  constructor(connection: Connection) {
    this.#connection = connection
  }

  /** Writing statements that were let through since the connection was opened. */
  get writes(): number {
    return this.#writes
  }

  /** @throws InvariantError outside a transaction */
  admit(): void {
    if (!this.#isOpen && !this.#connection.inTransaction) throw new InvariantError('a write outside a unit of work')
    this.#isOpen = true
    this.#writes += 1
  }

  /** A statement failed, or may have begun or ended a transaction. */
  doubt(): void {
    this.#isOpen = false
  }
}

const guards = new WeakMap<Connection, WriteGuard>()

/** The one guard of a connection. */
export function guardOf(connection: Connection): WriteGuard {
  let guard = guards.get(connection)
  if (guard === undefined) guards.set(connection, (guard = new WriteGuard(connection)))
  return guard
}
