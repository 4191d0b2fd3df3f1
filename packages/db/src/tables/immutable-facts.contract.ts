import { getTableName } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Ledger } from '../../test/ledger.ts'
import { oneOfEachFact } from '../../test/sample-facts.ts'
import { type SharedRows, storeTables } from './index.ts'

const facts = Object.entries(oneOfEachFact()) as [keyof SharedRows, SharedRows[keyof SharedRows]][]

/** What both engines keep of a fact. */
export function immutableFactsContract(open: () => Ledger | Promise<Ledger>): void {
  let ledger: Ledger
  beforeAll(async () => {
    ledger = await open()
    for (const [table, row] of facts) await ledger.insert(table, row)
  })
  afterAll(async () => {
    await ledger.close()
  })

  describe.each(facts.map(([name]) => getTableName(storeTables[name])))('a fact in %s', (table) => {
    test('is never changed, not even to itself', async () => {
      await expect(ledger.run(`update ${table} set id = id`)).rejects.toThrow(/never changed/)
      await expect(ledger.run(`update ${table} set tenant_id = tenant_id`)).rejects.toThrow(/never changed/)
    })

    test('is never deleted', async () => {
      await expect(ledger.run(`delete from ${table}`)).rejects.toThrow(/never (changed or )?deleted/)
    })
  })

  test('every column of a sale but the name of its customer is kept', async () => {
    const columns = await ledger.rows('select * from sales')
    const others = Object.keys(columns[0] as object).filter((column) => column !== 'customer_name')
    for (const column of others) {
      await expect(ledger.run(`update sales set ${column} = ${column}`)).rejects.toThrow(/never changed/)
    }
  })

  test('the name of a customer can be erased from a sale and not be written', async () => {
    await expect(ledger.run(`update sales set customer_name = 'Eve'`)).rejects.toThrow(/never changed/)
    await ledger.run('update sales set customer_name = null')
    expect(await ledger.rows('select customer_name from sales')).toEqual([{ customer_name: null }])
  })
}
