import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Ledger } from '../../test/ledger.ts'
import { id, saleLineRow, saleRow } from '../../test/sample-facts.ts'

const LINE = id('11', 1)

/** What came back of a sold line, as both engines fold it from the lines. */
export function returnsContract(open: () => Ledger | Promise<Ledger>): void {
  let ledger: Ledger
  beforeEach(async () => {
    ledger = await open()
    await ledger.insert('sales', saleRow(1), saleRow(2), saleRow(3), saleRow(4))
    await ledger.insert('saleLines', saleLineRow(1, 1, 3))
  })
  afterEach(async () => {
    await ledger.close()
  })

  const kept = () =>
    ledger.rows(
      'select sale_line_id, sold_milli, paid_minor, returned_milli, refunded_minor, over_milli from returnable_lines',
    )
  const bringBack = (line: number, sale: number, pieces: number, original = LINE) =>
    ledger.insert('saleLines', saleLineRow(line, sale, -pieces, { originalLineId: original }))

  test('a line that nobody brought back has no row', async () => {
    expect(await kept()).toEqual([])
  })

  test('every return of a line adds to what came back of it', async () => {
    await bringBack(2, 2, 1)
    await bringBack(3, 3, 2)
    expect(await kept()).toEqual([
      {
        sale_line_id: LINE,
        sold_milli: 3000,
        paid_minor: 1500,
        returned_milli: 3000,
        refunded_minor: 1500,
        over_milli: 0,
      },
    ])
  })

  test('two returns of a line on one sale count together', async () => {
    await ledger.insert(
      'saleLines',
      saleLineRow(2, 2, -1, { originalLineId: LINE }),
      saleLineRow(3, 2, -1, { originalLineId: LINE }),
    )
    expect(await kept()).toMatchObject([{ returned_milli: 2000, refunded_minor: 1000 }])
  })

  test('a return that is voided gives the goods back to the line', async () => {
    await bringBack(2, 2, 3)
    await ledger.insert('saleLines', saleLineRow(3, 3, 3, { originalLineId: id('11', 2) }))
    expect(await kept()).toMatchObject([{ returned_milli: 0, refunded_minor: 0 }])
    await bringBack(4, 4, 3)
    expect(await kept()).toMatchObject([{ returned_milli: 3000, refunded_minor: 1500 }])
  })

  test('a return whose original is unknown here has no row', async () => {
    await bringBack(2, 2, 1, id('11', 99))
    expect(await kept()).toEqual([])
  })

  test.each([
    'update returnable_lines set returned_milli = 0',
    'update returnable_lines set refunded_minor = refunded_minor - 1',
    'update returnable_lines set sold_milli = 9000',
    'delete from returnable_lines',
  ])('nobody writes it directly: %s', async (statement) => {
    await bringBack(2, 2, 1)
    await expect(ledger.run(statement)).rejects.toThrow(/returnable_lines/)
  })

  test('no more is reserved for a return elsewhere than is left', async () => {
    await bringBack(2, 2, 1)
    await ledger.run('update returnable_lines set reserved_milli = 2000')
    await expect(ledger.run('update returnable_lines set reserved_milli = 2001')).rejects.toThrow(/limit_rule/)
  })
}
