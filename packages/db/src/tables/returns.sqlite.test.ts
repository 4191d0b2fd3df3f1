import { describe, expect, test } from 'vitest'
import { type StoreLedger, storeLedger } from '../../test/ledger.ts'
import { id, saleLineRow, saleRow } from '../../test/sample-facts.ts'
import { allowOverReturn } from './over-return.ts'
import { returnsContract } from './returns.contract.ts'

const LINE = id('11', 1)
const threeSold = async () => {
  const ledger = storeLedger()
  await ledger.insert('sales', saleRow(1), saleRow(2), saleRow(3))
  await ledger.insert('saleLines', saleLineRow(1, 1, 3))
  return ledger
}
const bringBack = ({ insert }: StoreLedger, line: number, sale: number, pieces: number) =>
  insert('saleLines', saleLineRow(line, sale, -pieces, { originalLineId: LINE }))
const kept = ({ rows }: StoreLedger) => rows('select returned_milli, over_milli from returnable_lines')

describe('returns at a store', () => {
  returnsContract(storeLedger)

  test('a return made here of more than was sold is refused', async () => {
    const ledger = await threeSold()
    await expect(bringBack(ledger, 2, 2, 4)).rejects.toThrow(/limit_rule/)
    await bringBack(ledger, 2, 2, 2)
    await expect(bringBack(ledger, 3, 3, 2)).rejects.toThrow(/limit_rule/)
    expect(await kept(ledger)).toEqual([{ returned_milli: 2000, over_milli: 0 }])
  })

  test('a return that happened at a till is kept, and its excess with it', async () => {
    const ledger = await threeSold()
    allowOverReturn(ledger.file, LINE, 4000)
    await bringBack(ledger, 2, 2, 4)
    expect(await kept(ledger)).toEqual([{ returned_milli: 4000, over_milli: 1000 }])
    allowOverReturn(ledger.file, LINE, 1000)
    await bringBack(ledger, 3, 3, 1)
    expect(await kept(ledger)).toEqual([{ returned_milli: 5000, over_milli: 2000 }])
  })

  test('room is made only for what exceeds the sold quantity', async () => {
    const ledger = await threeSold()
    allowOverReturn(ledger.file, LINE, 3000)
    expect(await kept(ledger)).toEqual([])
    await bringBack(ledger, 2, 2, 3)
    expect(await kept(ledger)).toEqual([{ returned_milli: 3000, over_milli: 0 }])
  })

  test('the excess of a line never shrinks', async () => {
    const ledger = await threeSold()
    allowOverReturn(ledger.file, LINE, 4000)
    await expect(ledger.run('update returnable_lines set over_milli = 0')).rejects.toThrow(/no return line explains/)
  })

  test('a return that came before its original counts with the next return of the line', async () => {
    const ledger = storeLedger()
    await ledger.insert('sales', saleRow(1), saleRow(2), saleRow(3))
    await bringBack(ledger, 2, 2, 2)
    await ledger.insert('saleLines', saleLineRow(1, 1, 3))
    expect(await kept(ledger)).toEqual([])
    await bringBack(ledger, 3, 3, 1)
    expect(await kept(ledger)).toEqual([{ returned_milli: 3000, over_milli: 0 }])
  })

  test('a look-up of one line does not read the other lines', async () => {
    const { file } = await threeSold()
    const plan = file
      .prepare<[], { detail: string }>(`explain query plan select * from returned_lines where sale_line_id = 'x'`)
      .all()
    expect(plan.map(({ detail }) => detail).filter((detail) => detail.startsWith('SCAN'))).toEqual([])
  })
})
