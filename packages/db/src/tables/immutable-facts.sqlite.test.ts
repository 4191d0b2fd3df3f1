import { describe, expect, test } from 'vitest'
import { storeLedger } from '../../test/ledger.ts'
import { immutableFactsContract } from './immutable-facts.contract.ts'

describe('the store keeps its facts', () => {
  immutableFactsContract(storeLedger)
})

describe('what was sent or sealed stays as it was', () => {
  test('an event in the outbox changes its state and never its bytes', async () => {
    const { run } = storeLedger()
    await run(`insert into outbox (event_id, lineage, aggregate_type, aggregate_id, aggregate_seq, type, schema, payload,
        sha256, hlc, wall_time, catalogue_version, state, attempts, next_attempt_at)
      values ('e1', 'l1', 'sale', 's1', 1, 'sale.completed', 1, x'7b7d', x'00', '0', 1, 1, 'pending', 0, 1)`)
    await run(`update outbox set state = 'acked', attempts = 1, lineage = 'l2', acked_at = 2`)
    await expect(run(`update outbox set payload = x'5b5d'`)).rejects.toThrow(/never rewritten/)
    await expect(run('update outbox set aggregate_seq = 2')).rejects.toThrow(/never rewritten/)
  })

  test('the place of a deleted event is not given again, or head office would take the next one for a copy', async () => {
    const { run, rows } = storeLedger()
    const add = (event: string) =>
      run(`insert into outbox (event_id, lineage, aggregate_type, aggregate_id, aggregate_seq, type, schema, payload,
          sha256, hlc, wall_time, catalogue_version, state, attempts, next_attempt_at)
        values ('${event}', 'l1', 'sale', '${event}', 1, 'sale.completed', 1, x'7b7d', x'00', '0', 1, 1, 'acked', 0, 1)`)
    await add('e1')
    await run('delete from outbox')
    await add('e2')
    expect(await rows('select seq from outbox')).toEqual([{ seq: 2 }])
  })

  test('a shift is sealed once', async () => {
    const { run } = storeLedger()
    await run(`insert into shifts (tenant_id, id, store_id, register_id, lineage, z_number, business_on, time_zone, state,
      opened_at) values ('t', 's1', 's', 'r', 'l', 1, '2026-03-02', 'Europe/Madrid', 'open', 1)`)
    await run(`update shifts set state = 'closed', sealed = x'7b7d'`)
    await expect(run(`update shifts set sealed = x'5b5d'`)).rejects.toThrow(/never sealed again/)
  })
})
