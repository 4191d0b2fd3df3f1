import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { completeSale, type SaleContent, type SaleSummary } from '@pos/shared-types'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { call } from '../test/harness/ask.ts'
import { signIn, startChain, type Chain, type Site } from '../test/harness/chain.ts'
import { checkedBooks } from '../test/harness/checked-books.ts'
import { openDesk } from '../test/harness/desk.ts'
import { freePort } from '../test/harness/free-port.ts'
import type { HqHere } from '../test/harness/hq-here.ts'
import { PLENTY } from '../test/harness/random-cart.ts'
import { hqRows, type Row } from '../test/harness/rows.ts'
import { settled } from '../test/harness/settled.ts'
import { StoreHere } from '../test/harness/store-here.ts'

let chain: Chain<HqHere, StoreHere>
let site: Site<StoreHere>
let copy: Site<StoreHere>
let registerId = ''
const promised: SaleSummary[] = []

beforeAll(async () => {
  chain = await startChain({ products: 5 })
  const [first] = chain.sites
  if (!first) throw new Error('a chain has a store')
  site = first
  ;({ registerId } = await openDesk(site))
})
afterAll(async () => {
  await copy.server.stop()
  await chain.close()
})

async function sell(where: Site<StoreHere>): Promise<SaleSummary> {
  const token = await signIn(where, where.plan.cashier.username)
  const payments = [{ tenderTypeId: chain.company.cashId, tenderedMinor: PLENTY }]
  const lines = [{ code: chain.company.products[0]?.barcode ?? '', quantityMilli: 1000 }]
  const body: SaleContent = { registerId, lines, payments }
  const sale = await call(where.url, completeSale, { token, body })
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

const settleBoth = () => settled({ ...chain, sites: [site, copy] })

test('[SE39] [SE40] two copies of one store both sell, and head office keeps and tells apart what each has sold', async () => {
  await sell(site)
  await settled(chain)
  await site.server.stop()
  const folder = join(chain.folder, 'copy')
  cpSync(site.folder, folder, { recursive: true })
  const server = new StoreHere({ folder, hqUrl: chain.hq.url, port: await freePort() })
  copy = { ...site, server, folder, url: server.url }

  await site.server.start()
  await signIn(site, site.plan.manager.username)
  const first = await sell(site)
  await settled(chain)
  await server.start()
  await signIn(copy, copy.plan.manager.username)
  const second = await sell(copy)
  await settleBoth()
  expect(second.documentNo).toBe(first.documentNo)
  for (let more = 0; more < 2; more += 1) for (const each of [site, copy]) await sell(each)
  await settleBoth()

  const sales = await atHq('select id, document_no from sales')
  expect(sales.map(({ id }) => id).toSorted()).toEqual(promised.map(({ id }) => id).toSorted())
  expect(new Set(sales.map((sale) => sale['document_no'])).size).toBe(promised.length - 1)
  expect(await atHq('select code from sale_flags order by code')).toEqual([{ code: 'SALE_NUMBER_TAKEN' }])
  expect(await atHq('select code, detail, type from quarantine')).toEqual([])
  const lineages = await atHq('select reason, ended_at is null as is_open from lineages order by started_at')
  expect(lineages).toMatchObject([{ reason: 'created' }, { reason: 'forked', is_open: true }])
  expect(await checkedBooks(chain, site)).toMatchObject({ faults: [], sales: 4, waiting: 0 })
  expect(await checkedBooks(chain, copy)).toMatchObject({ faults: [], sales: 4, waiting: 0 })
})

test('[SE39] what the copies noted differently raises the alarm of the chain they shared, and both are kept', async () => {
  const broken = await atHq(`select broken_code from audit_heads where state = 'broken'`)
  expect(broken).toEqual([{ broken_code: 'forked' }])
  const [branch] = await atHq(`select count(*) as entries from audit_logs where node like 'fork-%'`)
  expect(branch?.['entries']).toBeGreaterThan(0)
  const told = await atHq(`select after->>'reason' as reason, node = 'hq' as at_hq from audit_logs
    where action = 'lineages.start' order by node`)
  expect(told).toEqual(
    expect.arrayContaining([
      { reason: 'forked', at_hq: true },
      { reason: 'forked', at_hq: false },
    ]),
  )
})
