import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Ledger } from '../../test/ledger.ts'
import { id, movementRow } from '../../test/sample-facts.ts'

/** Stock changes by movements and by nothing else: what both engines enforce. */
export function stockLedgerContract(open: () => Ledger | Promise<Ledger>): void {
  let ledger: Ledger
  beforeEach(async () => {
    ledger = await open()
  })
  afterEach(async () => {
    await ledger.close()
  })

  const levels = () =>
    ledger.rows('select variant_id, lot_key, on_hand_milli, as_of_seq from stock_levels order by variant_id, lot_key')

  test('a movement sets the level it leads to', async () => {
    await ledger.insert('stockMovements', movementRow(1, 10_000, 10_000))
    await ledger.insert('stockMovements', movementRow(2, -3_000, 7_000))
    expect(await levels()).toEqual([{ variant_id: id('7', 1), lot_key: '', on_hand_milli: 7_000, as_of_seq: 2 }])
  })

  test('the movements of one sale set their levels together, even two of the same variant', async () => {
    await ledger.insert(
      'stockMovements',
      movementRow(1, -1_000, -1_000),
      movementRow(2, -2_000, -2_000, { variantId: id('7', 2) }),
      movementRow(3, -500, -1_500),
    )
    expect(await levels()).toEqual([
      { variant_id: id('7', 1), lot_key: '', on_hand_milli: -1_500, as_of_seq: 3 },
      { variant_id: id('7', 2), lot_key: '', on_hand_milli: -2_000, as_of_seq: 2 },
    ])
  })

  test('a lot has a level of its own', async () => {
    const lotId = id('1071', 1)
    await ledger.insert('stockMovements', movementRow(1, 10_000, 10_000))
    await ledger.insert('stockMovements', movementRow(2, 4_000, 4_000, { lotId }))
    expect(await levels()).toMatchObject([
      { lot_key: '', on_hand_milli: 10_000 },
      { lot_key: lotId, on_hand_milli: 4_000 },
    ])
  })

  test.each([
    ['an update', `update stock_levels set on_hand_milli = 99000`],
    ['an update that names a true movement', `update stock_levels set on_hand_milli = 10000, as_of_seq = 1`],
    ['an update to the same level', `update stock_levels set on_hand_milli = on_hand_milli`],
    ['a delete', `delete from stock_levels`],
  ])('%s of a level is refused', async (_what, statement) => {
    await ledger.insert('stockMovements', movementRow(1, 10_000, 10_000))
    await ledger.insert('stockMovements', movementRow(2, -3_000, 7_000))
    await expect(ledger.run(statement)).rejects.toThrow(/stock_levels/)
    expect(await levels()).toMatchObject([{ on_hand_milli: 7_000, as_of_seq: 2 }])
  })

  const LEVEL =
    'tenant_id, store_id, location_id, variant_id, lot_key, on_hand_milli, as_of_seq, as_of_lineage, as_of_at'

  test('an insert of a level is refused', async () => {
    await ledger.insert('stockMovements', movementRow(1, 10_000, 10_000))
    const more = await hqColumns()
    await expect(
      ledger.run(`insert into stock_levels (${LEVEL}${more})
        select tenant_id, store_id, location_id, variant_id, 'other', on_hand_milli, as_of_seq, as_of_lineage, as_of_at
        ${more} from stock_levels`),
    ).rejects.toThrow(/stock_levels/)
  })

  test('an upsert of a level is refused', async () => {
    await ledger.insert('stockMovements', movementRow(1, 10_000, 10_000))
    await expect(
      ledger.run(`insert into stock_levels (${LEVEL}${await hqColumns()})
        select ${LEVEL}${await hqColumns()} from stock_levels where true
        on conflict (${await keyColumns()}) do update set on_hand_milli = 1`),
    ).rejects.toThrow(/stock_levels/)
    expect(await levels()).toMatchObject([{ on_hand_milli: 10_000 }])
  })

  test('the same line of goods moves stock once', async () => {
    await ledger.insert('stockMovements', movementRow(1, -1_000, -1_000))
    const again = { sourceLineId: id('11', 1) }
    await expect(ledger.insert('stockMovements', movementRow(2, -1_000, -2_000, again))).rejects.toThrow(/unique/i)
    expect(await levels()).toMatchObject([{ on_hand_milli: -1_000 }])
  })

  test('a movement moves something', async () => {
    await expect(ledger.insert('stockMovements', movementRow(1, 0, 0))).rejects.toThrow(/stock_movements_quantity_rule/)
  })

  const isHq = async () =>
    Object.keys((await ledger.rows('select * from stock_levels'))[0] as object).includes('folded_milli')
  const hqColumns = async () => ((await isHq()) ? ', folded_milli, received_at' : '')
  const keyColumns = async () => `${(await isHq()) ? 'tenant_id, ' : ''}store_id, location_id, variant_id, lot_key`
}
