import type { DomainEvent, UnitOfWork } from '@pos/core'
import type { SqlTx } from '@pos/db'
import { testHqDatabase } from './hq-database.ts'
import { testStoreDatabase } from './store-database.ts'

export type EngineUnderTest = {
  readonly unitOfWork: UnitOfWork<SqlTx>
  readonly committed: readonly DomainEvent[]
  readonly remove: () => Promise<void>
}

/** Opens a fresh database on one engine; what a contract suite is called with. */
export type Engine = { readonly name: 'store' | 'hq'; readonly open: () => Promise<EngineUnderTest> }

export const storeEngine: Engine = {
  name: 'store',
  open: async () => {
    const { database, committed, remove } = await testStoreDatabase()
    return { unitOfWork: database.unitOfWork, committed, remove }
  },
}

export const hqEngine: Engine = {
  name: 'hq',
  open: async () => {
    const { database, committed, remove } = await testHqDatabase()
    return { unitOfWork: database.unitOfWork, committed, remove }
  },
}

/**
 * Every engine a shared repository must work on.
 *
 * @example describe.each(engines)('sales on the $name engine', engine => salesContract(engine))
 */
export const engines: readonly Engine[] = [storeEngine, hqEngine]
