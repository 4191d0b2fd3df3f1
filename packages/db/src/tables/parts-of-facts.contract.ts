import { getTableName } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Ledger } from '../../test/ledger.ts'
import { id, oneOfEachFact, saleLineRow, saleRow } from '../../test/sample-facts.ts'
import { type SharedRows, storeTables } from './index.ts'

const NOWHERE = id('ff', 1)
const sample = oneOfEachFact()

/** Parts of a fact, each as it should be and as a part of nothing. */
const parts: { [Name in keyof SharedRows]?: [whole: SharedRows[Name], stray: SharedRows[Name]] } = {
  saleLines: [saleLineRow(2, 1, 1), { ...saleLineRow(3, 1, 1), saleId: NOWHERE }],
  saleLineTaxes: ofLine('saleLineTaxes'),
  saleLineDiscounts: ofLine('saleLineDiscounts'),
  payments: pairOf('payments', { lineNo: 7 }, { lineNo: 8, saleId: NOWHERE }),
}

function ofLine<Name extends 'saleLineTaxes' | 'saleLineDiscounts'>(name: Name) {
  return pairOf(
    name,
    { id: id('20', 1), position: 7 } as Partial<SharedRows[Name]>,
    { id: id('20', 2), position: 8, saleLineId: NOWHERE } as Partial<SharedRows[Name]>,
  )
}

function pairOf<Name extends keyof SharedRows>(
  name: Name,
  ...[whole, stray]: [whole: Partial<SharedRows[Name]>, stray: Partial<SharedRows[Name]>]
): [SharedRows[Name], SharedRows[Name]] {
  return [{ ...sample[name], ...whole } as SharedRows[Name], { ...sample[name], ...stray } as SharedRows[Name]]
}

/** What both engines ask of the parts of a fact: that the fact is there. */
export function partsOfFactsContract(open: () => Ledger | Promise<Ledger>): void {
  let ledger: Ledger
  beforeAll(async () => {
    ledger = await open()
    await ledger.insert('sales', saleRow(1))
    await ledger.insert('saleLines', saleLineRow(1, 1, 2))
  })
  afterAll(async () => {
    await ledger.close()
  })

  describe.each(Object.entries(parts) as [keyof SharedRows, SharedRows['saleLines'][]][])(
    'a row of %s',
    (name, rows) => {
      const count = async () => ledger.rows(`select count(*) as n from ${getTableName(storeTables[name])}`)

      test('without its fact is refused, and so is what came with it', async () => {
        const before = await count()
        await expect(ledger.insert(name, ...rows)).rejects.toThrow(/foreign key|there is none/i)
        expect(await count()).toEqual(before)
      })

      test('with its fact is kept', async () => {
        const before = await count()
        await ledger.insert(name, ...rows.slice(0, 1))
        expect(await count()).not.toEqual(before)
      })
    },
  )
}
