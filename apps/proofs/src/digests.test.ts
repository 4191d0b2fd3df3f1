import { privateKeyOf, schemaHash } from '@pos/server-kit'
import {
  compareStore,
  completeSale,
  exchangeDigests,
  syncStatus,
  type Comparison,
  type ResponseOf,
  type SaleContent,
} from '@pos/shared-types'
import Database from 'better-sqlite3'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask, call } from '../test/harness/ask.ts'
import { signIn, startChain, type Chain, type Site } from '../test/harness/chain.ts'
import { openDesk, type Desk } from '../test/harness/desk.ts'
import type { HqHere } from '../test/harness/hq-here.ts'
import { PLENTY } from '../test/harness/random-cart.ts'
import { hqRows } from '../test/harness/rows.ts'
import { settled } from '../test/harness/settled.ts'
import type { StoreHere } from '../test/harness/store-here.ts'
import { until } from '../test/harness/until.ts'

let chain: Chain<HqHere, StoreHere>
let site: Site<StoreHere>
let desk: Desk
let managerToken: string

beforeAll(async () => {
  chain = await startChain({ products: 50 })
  ;[site] = chain.sites as [Site<StoreHere>]
  desk = await openDesk(site)
  managerToken = await signIn(site, site.plan.manager.username)
  for (let sales = 0; sales < 5; sales += 1) await sell()
  await settled(chain)
})
afterAll(() => chain?.close())

function sell() {
  const payments = [{ tenderTypeId: chain.company.cashId, tenderedMinor: PLENTY }]
  const lines = chain.company.products.slice(0, 3).map(({ barcode }) => ({ code: barcode, quantityMilli: 1000 }))
  const body: SaleContent = { registerId: desk.registerId, lines, payments }
  return call(site.url, completeSale, { token: desk.token, body })
}

const storeId = () => site.server.store.identity?.storeId ?? ''
const compare = async (): Promise<Comparison | null> =>
  (await call(site.url, compareStore, { token: managerToken, params: { id: storeId() } })).compared
const atHq = async (): Promise<Comparison | null> => {
  const { stores } = await call(chain.hq.url, syncStatus, { token: chain.company.adminToken })
  return stores.find((store) => store.storeId === storeId())?.compared ?? null
}
const rowsOf = (compared: Comparison | null, kind: string) =>
  compared?.differing.find((each) => each.kind === kind)?.rows ?? []
const identical = { differing: [], pending: 0 }

/** Does what no command can, past every guard. */
async function tamperAtHq(...statements: readonly string[]): Promise<void> {
  const rows = await hqRows(chain.database.superuserUrl)
  try {
    for (const statement of ['set session_replication_role = replica', ...statements]) await rows.all(statement)
  } finally {
    await rows.close()
  }
}

function tamperWithCatalogue(statement: string): void {
  const [file] = readdirSync(site.folder)
    .filter((name) => /^catalog.*\.db$/.test(name))
    .toSorted()
    .toReversed()
  const database = new Database(join(site.folder, file ?? ''))
  database.exec(statement)
  database.close()
}

test('[SE50] [SE51] a store and head office that hold the same are told to be identical, at both', async () => {
  await until('both hold the same', async () => {
    expect(await compare()).toMatchObject(identical)
    return true
  })
  expect(await atHq()).toMatchObject(identical)
  expect((await atHq())?.version).toBeGreaterThan(0)
})

test('[SE52] [SE72] a price that differs in the store is named, though both are at one version, and fetched again', async () => {
  tamperWithCatalogue('update prices set price_minor = price_minor + 1 where id = (select max(id) from prices)')
  const name = expect.stringMatching(/^Product \d+ SKU-\d+$/)
  const found = { kind: 'catalogue', grain: 'prices', rows: [{ held: 'both', label: name }], more: 0 }
  expect(await compare()).toMatchObject({ differing: [found] })
  expect(await atHq()).toMatchObject({ differing: [found] })
  await until('the catalogue was fetched anew', async () => (await compare())?.differing.length === 0)
  expect(await atHq()).toMatchObject(identical)
})

test('[SE52] [SE72] sales and movements that head office has lost are named, and come again once', async () => {
  const sale = await sell()
  await settled(chain)
  const [lines, movements] = ['sale_lines', 'stock_movements'].map((table) => `delete from ${table} where`)
  await tamperAtHq(
    `delete from sale_line_taxes where sale_line_id in (select id from sale_lines where sale_id = '${sale.id}')`,
    `${movements} source_line_id in (select id from sale_lines where sale_id = '${sale.id}')`,
    `${lines} sale_id = '${sale.id}'`,
    `delete from payments where sale_id = '${sale.id}'`,
    `delete from inbox where event_id in (select event_id from sales where id = '${sale.id}')`,
    `delete from aggregate_heads where aggregate_id = '${sale.id}'`,
    `delete from sales where id = '${sale.id}'`,
  )
  const found = await compare()
  expect(found?.differing.map(({ kind }) => kind).toSorted()).toEqual(['sales', 'stock'])
  expect(rowsOf(found, 'sales')).toMatchObject([{ held: 'here', label: sale.documentNo }])
  expect(rowsOf(await atHq(), 'sales')).toMatchObject([{ held: 'peer', label: sale.documentNo }])
  const levels = rowsOf(await atHq(), 'stock')
  expect(levels).toHaveLength(3)
  // Head office has not heard of one that was sold.
  for (const level of levels) expect(level.quantityMilli).toBe(Number(level.peerQuantityMilli) + 1000)
  expect(levels.every(({ label }) => label !== null)).toBe(true)
  await until('head office has the sale again', async () => (await compare())?.differing.length === 0)
  expect(await atHq()).toMatchObject(identical)
})

test('[SE50] what head office has and the store has not is found too, and nobody takes the other’s word', async () => {
  const rows = await hqRows(chain.database.superuserUrl)
  const [sale] = await rows.all('select id, total_minor from sales order by id limit 1')
  await rows.close()
  await tamperAtHq(
    `update sales set gross_minor = gross_minor + 1, net_minor = net_minor + 1, payable_minor = payable_minor + 1, total_minor = total_minor + 1 where id = '${String(sale?.['id'])}'`,
  )
  const found = await compare()
  expect(found?.differing.map(({ kind }) => kind)).toEqual(['sales'])
  // Offering helps nothing where head office has another sale in its place: it stays a difference.
  await until(
    'everything was offered again',
    async () => (await site.server.store.upLink?.pusher.status())?.pending === 0,
  )
  expect((await compare())?.differing.map(({ kind }) => kind)).toEqual(['sales'])
  const kept = await hqRows(chain.database.superuserUrl)
  const digests = await kept.all(
    `select count(*)::integer as count from sync_digests where verdict = 'different' and hash <> peer_hash`,
  )
  await kept.close()
  expect(digests).toEqual([{ count: 1 }])
  await tamperAtHq(
    `update sales set gross_minor = gross_minor - 1, net_minor = net_minor - 1, payable_minor = payable_minor - 1, total_minor = total_minor - 1 where id = '${String(sale?.['id'])}'`,
  )
  expect(await compare()).toMatchObject(identical)
})

test('[SE52] [SE72] a sale that head office alone has stays different, named at both by its receipt', async () => {
  const rows = await hqRows(chain.database.superuserUrl)
  const [sale] = await rows.all('select id, document_no, business_on::text as day from sales order by id limit 1')
  await rows.close()
  const { id, document_no: documentNo, day } = sale ?? {}
  await tamperAtHq(`update sales set business_on = business_on - 1 where id = '${String(id)}'`)
  const found = await compare()
  const held = (compared: Comparison | null) =>
    compared?.differing.map(({ grain, rows: named }) => [grain < String(day), named[0]?.held, named[0]?.label])
  expect(held(found)).toEqual([
    [true, 'peer', documentNo],
    [false, 'here', documentNo],
  ])
  expect(held(await atHq())).toEqual([
    [true, 'here', documentNo],
    [false, 'peer', documentNo],
  ])
  await tamperAtHq(`update sales set business_on = business_on + 1 where id = '${String(id)}'`)
  expect(await compare()).toMatchObject(identical)
})

test('[SE51] without head office nothing is said to be equal', async () => {
  await chain.hq.stop()
  expect(await compare()).toBeNull()
  await chain.hq.start()
})

test('[SE76] of a store of another release head office says nothing of its catalogue, and what its sales are all the same', async () => {
  const { identity } = site.server.store
  const privateKey = privateKeyOf(readFileSync(join(site.folder, 'server-key.pem'), 'utf8'))
  const signer = { peerId: identity?.deviceId ?? '', tenantId: identity?.tenantId ?? '', privateKey }
  const { epoch = '', version = 0 } = site.server.store.upLink?.puller.status().cursor ?? {}
  const told = { count: 0, sumMinor: null, hash: '0'.repeat(64) }
  const sheet = {
    epoch,
    version,
    seq: 0,
    digests: [
      { kind: 'catalogue', grain: 'prices', ...told },
      { kind: 'stock', grain: 'store', ...told },
    ],
  } as const
  const kindsFor = async (shape: string | undefined) => {
    const body = { ...sheet, ...(shape !== undefined && { shape }) }
    const { digests } = (await ask(chain.hq.url, exchangeDigests, { signer, body })).json() as ResponseOf<
      typeof exchangeDigests
    >
    return new Set(digests.map(({ kind }) => kind))
  }
  expect(await kindsFor('another release')).toEqual(new Set(['stock']))
  expect(await kindsFor(schemaHash())).toEqual(new Set(['catalogue', 'stock']))
  expect(await kindsFor(undefined)).toEqual(new Set(['catalogue', 'stock']))
})
