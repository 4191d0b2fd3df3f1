import { setTimeout as sleep } from 'node:timers/promises'
import { assert, type Awaitable, type Context, type DomainEvent, type Unit, type UnitOfWork } from '@pos/core'
import type { Pool, PoolClient } from 'pg'
import type { AfterCommit } from '../after-commit.ts'
import { commitUnit, stampAndNotify } from './commit-unit.ts'
import { isTransient } from './error-code.ts'
import { HqHandle } from './hq-handle.ts'
import { StatementNames } from './statement-names.ts'
import { PgSession, RowInserts, type TablesOf } from './session.ts'

const MAX_RETRIES = 5
const RETRY_STEP_MS = 10
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export type HqUnitOfWorkOptions<Rows> = {
  readonly pool: Pool
  readonly tables: TablesOf<Rows>
  readonly afterCommit: AfterCommit
  /** At least 0, below 1: spreads the retries of units that ran into each other. */
  readonly random: () => number
}

/**
 * Head office's unit of work: one native transaction per unit, READ COMMITTED, with the tenant set for row-level
 * security. A deadlock, lock timeout or serialisation failure runs the unit again, at most five times.
 */
export class HqUnitOfWork<Rows> implements UnitOfWork<HqHandle<Rows>> {
  readonly #options: HqUnitOfWorkOptions<Rows>
  readonly #inserts: RowInserts<Rows>
  readonly #names = new StatementNames()
  readonly #sessions = new WeakMap<PoolClient, PgSession<Rows>>()

  constructor(options: HqUnitOfWorkOptions<Rows>) {
    this.#options = options
    this.#inserts = new RowInserts(options.tables)
  }

  async write<Result>(
    ctx: Context,
    name: string,
    work: (unit: Unit<HqHandle<Rows>>) => Awaitable<Result>,
  ): Promise<Result> {
    for (let retries = 0; ; retries += 1) {
      try {
        return await this.#attempt(ctx, name, work)
      } catch (error) {
        if (retries === MAX_RETRIES || !isTransient(error)) throw error
      }
      await sleep(this.#options.random() * RETRY_STEP_MS * 2 ** retries)
    }
  }

  read<Result>(ctx: Context, work: (tx: HqHandle<Rows>) => Awaitable<Result>): Promise<Result> {
    return this.#inTransaction(ctx, 'repeatable read read only', async (session) => {
      const result = await work(new HqHandle(session))
      await session.client.query('commit')
      return result
    })
  }

  async #attempt<Result>(
    ctx: Context,
    name: string,
    work: (unit: Unit<HqHandle<Rows>>) => Awaitable<Result>,
  ): Promise<Result> {
    const events: DomainEvent[] = []
    const result = await this.#inTransaction(ctx, 'read committed', async (session) => {
      const tx = new HqHandle<Rows>(session)
      const made = await work({ ...ctx, tx, emitAfterCommit: (event) => void events.push(event) })
      session.close()
      if (!tx.touched.isEmpty) await stampAndNotify(session.client, ctx.tenantId, tx.touched.sorted())
      await commitUnit(session.client, name)
      return made
    })
    this.#options.afterCommit.deliver(events)
    return result
  }

  async #inTransaction<Result>(
    ctx: Context,
    isolation: string,
    run: (session: PgSession<Rows>) => Promise<Result>,
  ): Promise<Result> {
    assert(UUID.test(ctx.tenantId), `the tenant ${ctx.tenantId} is not a UUID`)
    const client = await this.#options.pool.connect()
    const session = this.#sessionOf(client)
    try {
      // One round trip. The tenant is a checked UUID, so it cannot end the literal.
      await client.query(`begin isolation level ${isolation}; select set_config('app.tenant', '${ctx.tenantId}', true)`)
      session.open()
      const result = await run(session)
      session.close()
      client.release()
      return result
    } catch (error) {
      session.close()
      await client.query('rollback').then(
        () => client.release(),
        (broken: Error) => client.release(broken),
      )
      throw error
    }
  }

  #sessionOf(client: PoolClient): PgSession<Rows> {
    let session = this.#sessions.get(client)
    if (session === undefined) this.#sessions.set(client, (session = new PgSession(client, this.#inserts, this.#names)))
    return session
  }
}
