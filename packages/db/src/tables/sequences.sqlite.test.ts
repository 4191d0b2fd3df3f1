import { TEST_STORE, TEST_TENANT } from '@pos/testing'
import { describe, expect, test } from 'vitest'
import { storeLedger } from '../../test/ledger.ts'
import { id } from '../../test/sample-facts.ts'

const OWN = id('8', 1)
const TILL = id('8', 2)

async function withSeries() {
  const ledger = storeLedger()
  await ledger.run(`insert into store_identity (singleton, tenant_id, store_id, database_id, lineage, provisioned_at, key_thumbprint)
    values (1, '${TEST_TENANT}', '${TEST_STORE}', 'd', '${OWN}', 1, 'k')`)
  const series = {
    tenantId: TEST_TENANT,
    storeId: TEST_STORE,
    document: 'sale',
    code: 'A',
    lastNumber: 10,
    openedAt: 1,
  } as const
  await ledger.insert('numberSeries', { ...series, id: id('3', 1), registerId: id('1', 1), lineage: OWN })
  await ledger.insert('numberSeries', { ...series, id: id('3', 2), registerId: id('1', 2), lineage: TILL })
  const setNumber = (lineage: string, number: number) =>
    ledger.run(`update number_series set last_number = ${number} where lineage = '${lineage}'`)
  return { ...ledger, setNumber, series }
}

describe('numbers', () => {
  test('made here leave no gap', async () => {
    const { setNumber } = await withSeries()
    await setNumber(OWN, 11)
    await expect(setNumber(OWN, 13)).rejects.toThrow(/last one plus one/)
  })

  test('made at a till may arrive with gaps, because its sales arrive in any order', async () => {
    const { setNumber } = await withSeries()
    await setNumber(TILL, 15)
  })

  test('never go back', async () => {
    const { setNumber } = await withSeries()
    await expect(setNumber(OWN, 9)).rejects.toThrow(/last one plus one/)
    await expect(setNumber(TILL, 9)).rejects.toThrow(/last one plus one/)
  })

  test('of a register come from one open series per document', async () => {
    const { insert, run, series } = await withSeries()
    const next = { ...series, id: id('3', 3), code: 'B', registerId: id('1', 1), lineage: OWN }
    await expect(insert('numberSeries', next)).rejects.toThrow(/unique/i)
    await run(`update number_series set closed_at = 2 where lineage = '${OWN}'`)
    await insert('numberSeries', next)
  })
})

describe('the lease of a register', () => {
  test('has a fence that only grows', async () => {
    const { run } = storeLedger()
    await run(`insert into register_leases values ('r', 'd', 'l', 't', 5, 1, 2)`)
    await run('update register_leases set fence = 6')
    await expect(run('update register_leases set fence = 5')).rejects.toThrow(/only grows/)
  })

  test('is held by one device, and a device holds one', async () => {
    const { run } = storeLedger()
    await run(`insert into register_leases values ('r', 'd', 'l', 't', 5, 1, 2)`)
    await expect(run(`insert into register_leases values ('r', 'd2', 'l', 't', 5, 1, 2)`)).rejects.toThrow(/unique/i)
    await expect(run(`insert into register_leases values ('r2', 'd', 'l', 't', 5, 1, 2)`)).rejects.toThrow(/unique/i)
  })
})
