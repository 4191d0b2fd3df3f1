import { completeSale, type SaleContent, type SaleSummary } from '@pos/shared-types'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { call } from '../test/harness/ask.ts'
import { startChain, type Chain, type Site } from '../test/harness/chain.ts'
import { checkedBooks } from '../test/harness/checked-books.ts'
import { compareBooks } from '../test/harness/compare-books.ts'
import { openDesk, type Desk } from '../test/harness/desk.ts'
import type { HqHere } from '../test/harness/hq-here.ts'
import { PLENTY } from '../test/harness/random-cart.ts'
import { ring } from '../test/harness/ring.ts'
import { hqRows, type Row } from '../test/harness/rows.ts'
import { settled } from '../test/harness/settled.ts'
import type { StoreHere } from '../test/harness/store-here.ts'
import { tillBook } from '../test/harness/till-book.ts'
import { openTill, type TillHere } from '../test/harness/tills.ts'
import { until } from '../test/harness/until.ts'

let chain: Chain<HqHere, StoreHere>
let site: Site<StoreHere>
let desk: Desk
let here: TillHere
const promised: { id: string; hash: string; totalMinor: number }[] = []

beforeAll(async () => {
  chain = await startChain({ products: 5 })
  const [first] = chain.sites
  if (!first) throw new Error('a chain has a store')
  site = first
  desk = await openDesk(site)
  here = await openTill(site, 1)
})
afterAll(async () => {
  await here.till.stop()
  await chain.close()
})

const lines = () => [{ code: chain.company.products[0]?.barcode ?? '', quantityMilli: 1000 }]

async function sell(): Promise<SaleSummary> {
  const payments = [{ tenderTypeId: chain.company.cashId, tenderedMinor: PLENTY }]
  const body: SaleContent = { registerId: desk.registerId, lines: lines(), payments }
  const sale = await call(site.url, completeSale, { token: desk.token, body })
  promised.push(sale)
  promised.push((await ring(here.till, chain.company.cashId, lines())).sale)
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

/** Runs statements on the server of head office's database, beside that database. */
async function atServer(...statements: readonly string[]): Promise<void> {
  const url = new URL(chain.database.superuserUrl)
  url.pathname = '/postgres'
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}

const name = () => new URL(chain.database.superuserUrl).pathname.slice(1)

/** Head office's database as it is now; it is put in place again later, as from a backup. */
async function copyOfDatabase(): Promise<{ readonly putBack: () => Promise<void> }> {
  await chain.hq.stop()
  const kept = `${name()}_kept`
  const owner = new URL(chain.database.ownerUrl).username
  await atServer(`create database ${kept} template ${name()} owner ${owner}`)
  await chain.hq.start()
  return {
    putBack: async () => {
      await chain.hq.stop()
      await atServer(`drop database ${name()} with (force)`, `alter database ${kept} rename to ${name()}`)
    },
  }
}

async function everythingAgain(): Promise<void> {
  const { length } = promised
  await until('head office has every sale again', async () => {
    const [row] = await atHq('select count(*) as sales from sales')
    return row?.['sales'] === length
  })
  await settled(chain, [here.till])
  expect(await atHq('select type, code from quarantine')).toEqual([])
  const tills = new Map([[site.plan.code, [await tillBook(here.storage)]]])
  expect(await compareBooks(chain, { promised: new Map([[site.plan.code, promised]]), tills })).toMatchObject({
    sales: length,
    faults: [],
  })
  expect(await checkedBooks(chain, site)).toMatchObject({ faults: [], sales: length, waiting: 0, elsewhere: 0 })
}

test('[SE42] a head office that was put back to an older copy is given back what the stores still have', async () => {
  await sell()
  await settled(chain, [here.till])
  const copy = await copyOfDatabase()
  await sell()
  await sell()
  await settled(chain, [here.till])

  await copy.putBack()
  await atHq('update sync_head set epoch = gen_random_uuid()')
  await chain.hq.start()
  await sell()
  await everythingAgain()
})

test('[SE42] a copy put in place by hand, without a new epoch, is found out by a store that has read further', async () => {
  const copy = await copyOfDatabase()
  await sell()
  await settled(chain, [here.till])
  await atHq('update sync_head set version = version + 5')
  await until('the store has read further', async () => {
    const version = site.server.store.database.catalogue.version.version
    return (await atHq(`select 1 from sync_head where version = ${version}`)).length === 1
  })
  await copy.putBack()
  await chain.hq.start()
  await everythingAgain()
  const metrics = await (await fetch(`${chain.hq.url}/metrics`)).text()
  expect(metrics).toMatch(/pos_sync_incidents_total\{kind="cursor_ahead"\} [1-9]/)
  expect(metrics).toMatch(/pos_sync_incidents_total\{kind="reoffered"\} [1-9]/)
})
