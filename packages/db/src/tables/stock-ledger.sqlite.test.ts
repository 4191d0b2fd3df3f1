import { describe, expect, test } from 'vitest'
import { storeLedger } from '../../test/ledger.ts'
import { id, movementRow } from '../../test/sample-facts.ts'
import { stockLedgerContract } from './stock-ledger.contract.ts'

describe('stock of a store changes one way', () => {
  stockLedgerContract(storeLedger)

  test('a movement whose level does not follow from the one before is refused', async () => {
    const { insert, rows } = storeLedger()
    await expect(insert('stockMovements', movementRow(1, 1_000, 2_000))).rejects.toThrow(/no movement explains/)
    await insert('stockMovements', movementRow(1, 1_000, 1_000))
    await expect(insert('stockMovements', movementRow(2, -1_000, 500))).rejects.toThrow(/no movement explains/)
    expect(await rows('select count(*) as n from stock_movements')).toEqual([{ n: 1 }])
  })

  test('a movement that names another one before it is refused: the history of a level has no gap', async () => {
    const { insert } = storeLedger()
    await expect(insert('stockMovements', movementRow(1, 1_000, 1_000, { previousSeq: 9 }))).rejects.toThrow(
      /no movement explains/,
    )
    await insert('stockMovements', movementRow(1, 1_000, 1_000))
    await insert('stockMovements', movementRow(2, 1_000, 2_000))
    for (const previousSeq of [null, 1])
      await expect(insert('stockMovements', movementRow(3, 1_000, 3_000, { previousSeq }))).rejects.toThrow(
        /no movement explains/,
      )
  })

  test('a level is not put back to where an older movement had left it', async () => {
    const { insert, run } = storeLedger()
    await insert('stockMovements', movementRow(1, 10_000, 10_000))
    await insert('stockMovements', movementRow(2, -3_000, 7_000))
    await expect(
      run(`insert or replace into stock_levels
        select tenant_id, store_id, location_id, variant_id, lot_key, 10000, 1, as_of_lineage, as_of_at from stock_levels`),
    ).rejects.toThrow(/stock_levels/)
  })

  test('a level does not move to another variant', async () => {
    const { insert, run } = storeLedger()
    await insert('stockMovements', movementRow(1, 10_000, 10_000))
    await expect(run(`update stock_levels set variant_id = '${id('7', 2)}'`)).rejects.toThrow(/no movement explains/)
  })

  test('one statement reads the level, moves it and tells where it got to', async () => {
    const { insert, file } = storeLedger()
    await insert('stockMovements', movementRow(1, 10_000, 10_000))
    const moved = file
      .prepare<[string, string, string, string]>(
        `insert into stock_movements (tenant_id, lineage, id, event_id, line_no, store_id, location_id, variant_id,
           quantity_milli, kind, source_type, source_id, source_line_id, level_after_milli, currency, business_on,
           occurred_at, hlc, previous_seq)
         select tenant_id, lineage, ?, ?, 0, store_id, location_id, variant_id, -2500, 'sale', 'sale', ?, ?,
           -2500 + (select on_hand_milli from stock_levels), currency, business_on, occurred_at, hlc, seq
         from stock_movements returning seq, level_after_milli`,
      )
      .get(id('9', 2), id('e', 2), id('5a', 2), id('11', 2))
    expect(moved).toEqual({ seq: 2, level_after_milli: 7_500 })
  })
})
