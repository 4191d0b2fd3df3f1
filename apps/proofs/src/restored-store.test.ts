import { completeSale, type SaleContent, type SaleSummary } from '@pos/shared-types'
import { temporaryFolder } from '@pos/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { call } from '../test/harness/ask.ts'
import { signIn, startChain, type Chain, type Site } from '../test/harness/chain.ts'
import { checkedBooks } from '../test/harness/checked-books.ts'
import { openDesk, type Desk } from '../test/harness/desk.ts'
import type { HqHere } from '../test/harness/hq-here.ts'
import { PLENTY } from '../test/harness/random-cart.ts'
import { hqRows, type Row } from '../test/harness/rows.ts'
import { settled } from '../test/harness/settled.ts'
import { copyOfRecords } from '../test/harness/store-copy.ts'
import type { StoreHere } from '../test/harness/store-here.ts'

const kept = temporaryFolder()
let chain: Chain<HqHere, StoreHere>
let site: Site<StoreHere>
let desk: Desk
const promised: SaleSummary[] = []

beforeAll(async () => {
  chain = await startChain({ products: 5 })
  const [first] = chain.sites
  if (!first) throw new Error('a chain has a store')
  site = first
  desk = await openDesk(site)
})
afterAll(async () => {
  await chain.close()
  kept.remove()
})

async function sell(): Promise<SaleSummary> {
  const payments = [{ tenderTypeId: chain.company.cashId, tenderedMinor: PLENTY }]
  const lines = [{ code: chain.company.products[0]?.barcode ?? '', quantityMilli: 1000 }]
  const body: SaleContent = { registerId: desk.registerId, lines, payments }
  const sale = await call(site.url, completeSale, { token: desk.token, body })
  promised.push(sale)
  return sale
}

async function atHq(statement: string): Promise<Row[]> {
  const rows = await hqRows(chain.database.superuserUrl)
  try {
    return await rows.all(statement)
  } finally {
    await rows.close()
  }
}

test('[SE37] [SE38] a store whose records were put back to an older copy goes on in a new lineage, and head office keeps everything', async () => {
  const before = await sell()
  await settled(chain)
  await site.server.stop()
  const copy = copyOfRecords(site.folder, kept.path)
  await site.server.start()
  await sell()
  const forgotten = await sell()
  await settled(chain)

  await site.server.stop()
  copy.putBack()
  await site.server.start()
  desk = { ...desk, token: await signIn(site, site.plan.cashier.username) }
  const after = await sell()
  await sell()
  await settled(chain)

  expect(after.documentNo).not.toBe(forgotten.documentNo)
  expect(after.documentNo).toMatch(/-S[a-z]{4}-000001$/)
  expect(before.documentNo).toMatch(/-Sa-000001$/)
  const sales = await atHq('select id, document_no from sales')
  expect(sales.map(({ id }) => id).toSorted()).toEqual(promised.map(({ id }) => id).toSorted())
  expect(new Set(sales.map((sale) => sale['document_no'])).size).toBe(5)
  expect(await atHq('select * from quarantine')).toEqual([])
  const lineages = await atHq('select reason, ended_at is null as is_open from lineages order by started_at')
  expect(lineages).toEqual([
    { reason: 'created', is_open: false },
    { reason: 'restored', is_open: true },
  ])
  expect(await checkedBooks(chain, site)).toMatchObject({ faults: [], sales: 3, waiting: 0 })
})
