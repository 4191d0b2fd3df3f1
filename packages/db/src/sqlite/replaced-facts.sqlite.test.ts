import { testContext, testStoreDatabase, type TestStoreDatabase } from '@pos/testing'
import { getTableName } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { oneOfEachFact } from '../../test/sample-facts.ts'
import { type SharedRows, storeTables } from '../tables/index.ts'

const facts = Object.entries(oneOfEachFact()) as [keyof SharedRows, SharedRows[keyof SharedRows]][]
const ctx = testContext()
let store: TestStoreDatabase

beforeAll(async () => {
  store = await testStoreDatabase()
  await store.database.unitOfWork.write(ctx, 'test.facts', ({ tx }) => {
    for (const [table, row] of facts) tx.insert(table, [row])
  })
})
afterAll(() => store.remove())

describe.each(facts.map(([name]) => getTableName(storeTables[name])))('a fact in %s', (table) => {
  test('is not replaced by another one with its key, not even on the connection a unit writes with', async () => {
    const replaced = store.database.unitOfWork.write(ctx, 'test.replace', ({ tx }) => {
      const columns = tx
        .prepare<{ name: string }>(`select name from pragma_table_info('${table}')`)
        .all()
        .map(({ name }) => name)
        .join(', ')
      tx.prepare(`insert or replace into ${table} (${columns}) select ${columns} from ${table}`).run()
    })
    await expect(replaced).rejects.toThrow(/never deleted/)
  })
})
