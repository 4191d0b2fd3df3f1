import { TEST_TENANT } from '@pos/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hqLedger, type Ledger } from '../../test/ledger.ts'
import { id } from '../../test/sample-facts.ts'

const ACCOUNT = id('1a', 1)
let ledger: Ledger
beforeAll(async () => {
  ledger = await hqLedger()
  await ledger.run(`insert into value_accounts (tenant_id, id, kind, unit, state, created_event_id)
    values ('${TEST_TENANT}', '${ACCOUNT}', 'gift_card', 'EUR', 'active', '${id('e', 1)}')`)
})
afterAll(() => ledger.close())

let seq = 0
const post = (kind: string, amount: number, balance: number, event = seq + 1) => {
  seq += 1
  return ledger.run(`insert into value_entries (tenant_id, id, account_id, seq, event_id, line_no, kind, amount_minor,
      balance_after_minor, occurred_at)
    values ('${TEST_TENANT}', '${id('1e', seq)}', '${ACCOUNT}', ${seq}, '${id('e', event)}', 1, '${kind}', ${amount},
      ${balance}, now())`)
}
const set = (change: string) => ledger.run(`update value_accounts set ${change} where id = '${ACCOUNT}'`)
const balance = async () => (await ledger.rows('select balance_minor as minor from value_accounts'))[0]

describe('the balance of an account', () => {
  test('is the sum of its entries; an overdraft stands beside it', async () => {
    await post('load', 1_000, 1_000)
    await post('redeem', -300, 700)
    await post('overdraft', -50, 700)
    expect(await balance()).toEqual({ minor: 700 })
  })

  test('has no other way in, not even for the owner of the database', async () => {
    await expect(set('balance_minor = 9')).rejects.toThrow(/only the ledger/)
    await expect(
      ledger.run(`insert into value_accounts (tenant_id, id, kind, unit, state, balance_minor, created_event_id)
        values ('${TEST_TENANT}', '${id('1a', 2)}', 'gift_card', 'EUR', 'active', 5, '${id('e', 99)}')`),
    ).rejects.toThrow(/only the ledger/)
    await expect(ledger.run('delete from value_accounts')).rejects.toThrow(/only the ledger/)
  })

  test('never falls below what is lent and held of it', async () => {
    await set('lent_minor = 600')
    await expect(set('lent_minor = 701')).rejects.toThrow(/value_accounts_covered_rule/)
    await expect(set('held_minor = 101')).rejects.toThrow(/value_accounts_covered_rule/)
    await expect(post('redeem', -101, 599)).rejects.toThrow(/value_accounts_covered_rule/)
    await expect(set('limit_minor = 1')).rejects.toThrow(/value_accounts_limit_rule/)
    expect(await balance()).toEqual({ minor: 700 })
  })
})

describe('an entry', () => {
  test('is never changed or deleted, and its event posts it once', async () => {
    await expect(ledger.run('update value_entries set amount_minor = amount_minor')).rejects.toThrow(/never changed/)
    await expect(ledger.run('delete from value_entries')).rejects.toThrow(/never changed or deleted/)
    await expect(ledger.run('truncate value_entries')).rejects.toThrow(/never changed or deleted/)
    await expect(post('redeem', -1, 699, 1)).rejects.toThrow(/value_entries_event/)
  })
})
