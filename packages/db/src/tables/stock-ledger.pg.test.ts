import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { hqLedger, type Ledger } from '../../test/ledger.ts'
import { id, movementRow } from '../../test/sample-facts.ts'
import { stockLedgerContract } from './stock-ledger.contract.ts'

describe('stock at head office changes one way', () => {
  stockLedgerContract(hqLedger)
})

describe('head office records the word of a store', () => {
  let ledger: Ledger
  beforeEach(async () => {
    ledger = await hqLedger()
  })
  afterEach(async () => {
    await ledger.close()
  })

  const levels = () => ledger.rows('select on_hand_milli, as_of_seq, folded_milli from stock_levels')

  test('an older movement that arrives late adds to the sum and leaves the level', async () => {
    await ledger.insert('stockMovements', movementRow(1, 10_000, 10_000))
    await ledger.insert('stockMovements', movementRow(3, -1_000, 7_000))
    expect(await levels()).toEqual([{ on_hand_milli: 7_000, as_of_seq: 3, folded_milli: 9_000 }])
    await ledger.insert('stockMovements', movementRow(2, -2_000, 8_000))
    expect(await levels()).toEqual([{ on_hand_milli: 7_000, as_of_seq: 3, folded_milli: 7_000 }])
  })

  test('a batch in any order ends at its newest position', async () => {
    await ledger.insert(
      'stockMovements',
      movementRow(3, -1_000, 7_000),
      movementRow(1, 10_000, 10_000),
      movementRow(2, -2_000, 8_000),
    )
    expect(await levels()).toEqual([{ on_hand_milli: 7_000, as_of_seq: 3, folded_milli: 7_000 }])
  })

  test('a level that the movements do not add up to is kept beside their sum, never corrected', async () => {
    await ledger.insert('stockMovements', movementRow(7, -1_000, 5_000))
    expect(await levels()).toEqual([{ on_hand_milli: 5_000, as_of_seq: 7, folded_milli: -1_000 }])
  })

  test('the first position of a newer lineage is newer than the last one of the old', async () => {
    await ledger.insert('stockMovements', movementRow(900, 10_000, 10_000))
    await ledger.insert('stockMovements', movementRow(1, -1_000, 4_000, { lineage: id('8', 2) }))
    expect(await levels()).toEqual([{ on_hand_milli: 4_000, as_of_seq: 1, folded_milli: 9_000 }])
  })

  test('a position of a lineage belongs to one movement', async () => {
    await ledger.insert('stockMovements', movementRow(1, 1_000, 1_000))
    await expect(ledger.insert('stockMovements', { ...movementRow(2, 1_000, 2_000), seq: 1 })).rejects.toThrow(
      /stock_movements_position/,
    )
  })
})
