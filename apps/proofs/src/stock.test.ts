import { join } from 'node:path'
import Database from 'better-sqlite3'
import {
  completeSale,
  getSale,
  listStockLevels,
  returnSale,
  type SaleContent,
  type SaleSummary,
} from '@pos/shared-types'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { call } from '../test/harness/ask.ts'
import { signIn, startChain, type Chain, type Site } from '../test/harness/chain.ts'
import { compareBooks, type Promised } from '../test/harness/compare-books.ts'
import { openRegister, type Desk } from '../test/harness/desk.ts'
import { PLENTY } from '../test/harness/random-cart.ts'
import { ring } from '../test/harness/ring.ts'
import { settled } from '../test/harness/settled.ts'
import { tillBook } from '../test/harness/till-book.ts'
import { openTill, type TillHere } from '../test/harness/tills.ts'

let chain: Chain
let site: Site
let desk: Desk
let here: TillHere
const promised: Promised[] = []

beforeAll(async () => {
  chain = await startChain({ products: 5 })
  const [first] = chain.sites
  if (!first) throw new Error('a chain has a store')
  site = first
  here = await openTill(site, 1)
  desk = await openRegister(site, await signIn(site, site.plan.manager.username), 0)
})
afterAll(async () => {
  await here.till.stop()
  await chain.close()
})

const variant = () => chain.company.products[0]?.variantId ?? ''
const lines = (quantityMilli: number) => [{ code: chain.company.products[0]?.barcode ?? '', quantityMilli }]

async function levels(): Promise<readonly (number | undefined)[]> {
  await settled(chain, [here.till])
  const query = { variantId: variant() }
  const store = await call(site.url, listStockLevels, { token: desk.token, query })
  const hq = await call(chain.hq.url, listStockLevels, { token: chain.company.adminToken, query })
  return [store.items[0]?.onHandMilli, hq.items[0]?.onHandMilli]
}

async function sell(quantityMilli: number): Promise<SaleSummary> {
  const payments = [{ tenderTypeId: chain.company.cashId, tenderedMinor: PLENTY }]
  const body: SaleContent = { registerId: desk.registerId, lines: lines(quantityMilli), payments }
  const sale = await call(site.url, completeSale, { token: desk.token, body })
  promised.push(sale)
  return sale
}

test('[G-003] a sale and a return move stock once, whoever made them, at the store and at head office', async () => {
  const first = await sell(2000)
  expect(await levels()).toEqual([-2000, -2000])
  const { sale } = await ring(here.till, chain.company.cashId, lines(3000))
  promised.push(sale)
  expect(await levels()).toEqual([-5000, -5000])

  const { lines: sold } = await call(site.url, getSale, { token: desk.token, params: { id: first.id } })
  const body = {
    registerId: desk.registerId,
    originalSaleId: first.id,
    lines: [{ originalLineId: sold[0]?.id ?? '', quantityMilli: 1000, reasonCodeId: chain.company.returnReasonId }],
    refundTenderTypeId: chain.company.cashId,
  }
  promised.push(await call(site.url, returnSale, { token: desk.token, body }))
  expect(await levels()).toEqual([-4000, -4000])

  const tills = new Map([[site.plan.code, [await tillBook(here.storage)]]])
  const verdict = await compareBooks(chain, { promised: new Map([[site.plan.code, promised]]), tills })
  expect(verdict).toEqual({ sales: 3, faults: [] })
})

const STATEMENTS = [
  'update stock_levels set on_hand_milli = 1',
  'update stock_levels set on_hand_milli = on_hand_milli + 1000',
  'delete from stock_levels',
  'update stock_movements set quantity_milli = 1',
  'delete from stock_movements',
]

test.each(STATEMENTS)('[G-004] the store refuses: %s', async (statement) => {
  const before = await levels()
  const file = new Database(join(site.folder, 'ops.db'))
  expect(() => file.exec(statement)).toThrow(/stock_(levels|movements):/)
  file.close()
  expect(await levels()).toEqual(before)
})

test('[G-004] the store refuses a level without a movement', () => {
  const file = new Database(join(site.folder, 'ops.db'))
  const copy = `insert into stock_levels select tenant_id, store_id, location_id, '${crypto.randomUUID()}', lot_key,
    on_hand_milli, as_of_seq, as_of_lineage, as_of_at from stock_levels limit 1`
  expect(() => file.exec(copy)).toThrow('no movement explains this level')
  file.close()
})

test.each(['ownerUrl', 'appUrl'] as const)('[G-004] head office refuses them all, as %s too', async (role) => {
  const before = await levels()
  const client = new pg.Client({ connectionString: chain.database[role] })
  await client.connect()
  await client.query(`select set_config('app.tenant', '${chain.company.tenantId}', false)`)
  const insert = 'insert into stock_levels select * from stock_levels'
  for (const statement of [...STATEMENTS, insert, 'truncate stock_levels', 'truncate stock_movements cascade']) {
    await expect(client.query(statement), statement).rejects.toThrow(/stock_|permission denied/)
  }
  await client.end()
  expect(await levels()).toEqual(before)
})
