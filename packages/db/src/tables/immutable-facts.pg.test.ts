import { describe, expect, test } from 'vitest'
import { hqLedger } from '../../test/ledger.ts'
import { immutableFactsContract } from './immutable-facts.contract.ts'

describe('head office keeps the facts of its stores', () => {
  immutableFactsContract(hqLedger)

  test('no table of facts is emptied at once', async () => {
    const ledger = await hqLedger()
    for (const table of ['payments', 'cash_movements', 'z_reports', 'stock_movements']) {
      await expect(ledger.run(`truncate ${table}`)).rejects.toThrow(/never changed or deleted/)
    }
    await expect(ledger.run('truncate sales cascade')).rejects.toThrow(/never changed or deleted/)
    await ledger.close()
  })
})
