import { TEST_START, TEST_TENANT } from '@pos/testing'
import { expect, test } from 'vitest'
import { id } from '../../test/sample-facts.ts'
import { storeLedger } from '../../test/ledger.ts'

test('what a store redeemed, and that it gave an allowance back, is never changed or deleted', async () => {
  const { insert, run } = storeLedger()
  await insert('valueEntries', {
    tenantId: TEST_TENANT,
    id: id('1e', 1),
    accountId: id('1a', 1),
    eventId: id('e', 1),
    lineNo: 1,
    kind: 'redeem',
    amountMinor: -100,
    occurredAt: TEST_START,
  })
  await run(`insert into allowance_returns (tenant_id, allowance_id, event_id, spent_minor, returned_at)
    values ('${TEST_TENANT}', '${id('1b', 1)}', '${id('e', 2)}', 100, 1)`)
  for (const table of ['value_entries', 'allowance_returns']) {
    await expect(run(`update ${table} set tenant_id = tenant_id`)).rejects.toThrow(/never changed/)
    await expect(run(`delete from ${table}`)).rejects.toThrow(/never deleted/)
  }
})
