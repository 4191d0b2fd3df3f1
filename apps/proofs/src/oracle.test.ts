import { completeSale, type SaleSummary } from '@pos/shared-types'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { call } from '../test/harness/ask.ts'
import { startChain, type Chain } from '../test/harness/chain.ts'
import { compareBooks, type Promised } from '../test/harness/compare-books.ts'
import { openDesk } from '../test/harness/desk.ts'
import { randomSale } from '../test/harness/random-cart.ts'
import { seededRandom } from '../test/harness/random.ts'
import { settled } from '../test/harness/settled.ts'

let chain: Chain
let sales: SaleSummary[]

beforeAll(async () => {
  chain = await startChain({ products: 5 })
  const [site] = chain.sites
  if (!site) throw new Error('a chain has a store')
  const desk = await openDesk(site)
  const random = seededRandom(7)
  sales = []
  for (let count = 0; count < 3; count += 1) {
    const body = randomSale(chain.company, desk.registerId, random)
    sales.push(await call(site.url, completeSale, { token: desk.token, body }))
  }
  await settled(chain)
})
afterAll(async () => {
  await chain.close()
})

const verdict = (promised: readonly Promised[] = sales) =>
  compareBooks(chain, { promised: new Map([['S1', promised]]) })

/** Lets `statement` past every guard of the database, looks, and takes it back. */
async function faultsAfter(statement: string, undo: string): Promise<string[]> {
  const owner = new pg.Client({ connectionString: chain.database.superuserUrl })
  await owner.connect()
  try {
    await owner.query('set session_replication_role = replica')
    await owner.query(statement)
    const { faults } = await verdict()
    await owner.query(undo)
    return [...faults]
  } finally {
    await owner.end()
  }
}

test('books that agree have no fault', async () => {
  expect(await verdict()).toEqual({ sales: 3, faults: [] })
})

test('a promised sale that is nowhere, was promised twice or is another one is a fault', async () => {
  const [first] = sales
  if (!first) throw new Error('nothing was sold')
  expect((await verdict([{ ...first, id: crypto.randomUUID() }])).faults).toHaveLength(2)
  expect((await verdict([first, first])).faults).toHaveLength(2)
  expect((await verdict([{ ...first, totalMinor: first.totalMinor + 1 }])).faults).toHaveLength(2)
})

test.each([
  ['a changed value', 'sales', 'catalogue_version = catalogue_version + 1'],
  ['a changed line', 'sale_lines', 'quantity_milli = quantity_milli + 1000'],
  ['another payment', 'payments', 'amount_minor = amount_minor + 5'],
  ['another movement', 'stock_movements', 'quantity_milli = quantity_milli - 1'],
  ['another level', 'stock_levels', 'on_hand_milli = on_hand_milli - 1'],
  ['another sum of movements', 'stock_levels', 'folded_milli = folded_milli - 1'],
  ['another day total', 'daily_store_sales', 'total_minor = total_minor + 1'],
  ['another variant total', 'daily_variant_sales', 'sold_milli = sold_milli + 1'],
  ['another shift', 'shifts', 'z_number = z_number + 1'],
])('%s at head office is a fault', async (_, table, change) => {
  const undo = change.replace(
    / ([+-]) (\d+)$/,
    (_match, sign: string, by: string) => ` ${sign === '+' ? '-' : '+'} ${by}`,
  )
  expect(await faultsAfter(`update ${table} set ${change}`, `update ${table} set ${undo}`)).not.toEqual([])
  expect((await verdict()).faults).toEqual([])
})

test('an event that head office never heard is a fault', async () => {
  const [event] = await faultsAfter(
    'create temporary table kept as select * from inbox; delete from inbox where seq = 2',
    'insert into inbox select * from kept where seq = 2',
  )
  expect(event).toContain('never heard')
})
