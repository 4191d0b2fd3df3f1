import { describe, expect, test } from 'vitest'
import { hqLedger } from '../../test/ledger.ts'
import { id, saleLineRow, saleRow } from '../../test/sample-facts.ts'
import { returnsContract } from './returns.contract.ts'

const LINE = id('11', 1)

describe('returns at head office', () => {
  returnsContract(hqLedger)

  test('more than was sold is kept as what it is, because the facts have happened', async () => {
    const { insert, rows, close } = await hqLedger()
    await insert('sales', saleRow(1), saleRow(2))
    await insert('saleLines', saleLineRow(1, 1, 3))
    await insert('saleLines', saleLineRow(2, 2, -4, { originalLineId: LINE }))
    expect(await rows('select returned_milli, over_milli from returnable_lines')).toEqual([
      { returned_milli: 4000, over_milli: 1000 },
    ])
    await close()
  })

  test('a return that comes before its original counts when the original arrives', async () => {
    const { insert, rows, close } = await hqLedger()
    await insert('sales', saleRow(1), saleRow(2))
    await insert('saleLines', saleLineRow(2, 2, -4, { originalLineId: LINE }))
    await insert('saleLines', saleLineRow(1, 1, 3))
    expect(await rows('select sold_milli, returned_milli, over_milli from returnable_lines')).toEqual([
      { sold_milli: 3000, returned_milli: 4000, over_milli: 1000 },
    ])
    await close()
  })
})
