import { compareStore, syncStatus, type Comparison } from '@pos/shared-types'
import Database from 'better-sqlite3'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { call } from '../test/harness/ask.ts'
import { signIn, startChain, type Chain, type Site } from '../test/harness/chain.ts'
import type { HqHere } from '../test/harness/hq-here.ts'
import { ring } from '../test/harness/ring.ts'
import { settled } from '../test/harness/settled.ts'
import type { StoreHere } from '../test/harness/store-here.ts'
import { openTill, type TillHere } from '../test/harness/tills.ts'
import { until } from '../test/harness/until.ts'

let chain: Chain<HqHere, StoreHere>
let site: Site<StoreHere>
let here: TillHere
let managerToken: string

beforeAll(async () => {
  chain = await startChain({ products: 50 })
  ;[site] = chain.sites as [Site<StoreHere>]
  here = await openTill(site, 0)
  managerToken = await signIn(site, site.plan.manager.username)
  for (let sales = 0; sales < 3; sales += 1) await sell()
  await settled(chain, [here.till])
})
afterAll(async () => {
  await here?.till.stop()
  await chain?.close()
})

const sell = () => {
  const lines = chain.company.products.slice(0, 3).map(({ barcode }) => ({ code: barcode, quantityMilli: 1000 }))
  return ring(here.till, chain.company.cashId, lines)
}

/** What the store's page says of the till, after it has compared. */
async function compared(): Promise<Comparison | null> {
  const found = await here.till.comparer.compare()
  expect(found).toBeDefined()
  const { tills } = await call(site.url, syncStatus, { token: managerToken })
  return tills.find(({ deviceId }) => deviceId === here.till.setUp.identity?.deviceId)?.compared ?? null
}

const untilIdentical = () =>
  until('till and store hold the same', async () => {
    const found = await compared()
    return found?.differing.length === 0 && found.pending === 0
  })
const aProduct = expect.stringMatching(/^Product \d+ SKU-\d+$/)

async function tamperWithTill(cents: number): Promise<void> {
  for (const { key, value } of await here.storage.list('replica_page')) {
    let isFirst = true
    const damaged = value.map((entry) => {
      if (entry.entity !== 'price' || !isFirst) return entry
      isFirst = false
      return { ...entry, record: { ...entry.record, priceMinor: (entry.record.priceMinor ?? 0) + cents } }
    })
    await here.storage.commit([{ store: 'replica_page', key, value: damaged }])
  }
}

function tamperWithStore(file: RegExp, ...statements: readonly string[]): void {
  const name = readdirSync(site.folder)
    .filter((each) => file.test(each))
    .toSorted()
    .at(-1)
  const database = new Database(join(site.folder, name ?? ''))
  for (const statement of statements) database.exec(statement)
  database.close()
}

test('[SE75] a till that holds what its store holds is told to be identical, on the page of the store', async () => {
  const found = await compared()
  expect(found).toMatchObject({ differing: [], pending: 0 })
  expect(found?.version).toBe(here.till.puller.status().cursor?.version)
})

test('[SE72] [SE75] [SE78] a price that was damaged in a till is named at its store, and fetched again', async () => {
  await tamperWithTill(1)
  expect(await compared()).toMatchObject({
    differing: [{ kind: 'catalogue', grain: 'price', rows: [{ held: 'both', label: aProduct }], more: 0 }],
  })
  await untilIdentical()
})

test('[SE72] [SE75] [SE52] a price that was damaged in the store is named by its tills and by head office, and mended in both', async () => {
  tamperWithStore(
    /^catalog.*\.db$/,
    'update prices set price_minor = price_minor + 1 where id = (select max(id) from prices)',
  )
  expect(await compared()).toMatchObject({
    differing: [{ kind: 'catalogue', grain: 'price', rows: [{ held: 'both', label: aProduct }], more: 0 }],
  })
  const withHq = await call(site.url, compareStore, { token: managerToken, params: { id: site.plan.id } })
  expect(withHq.compared).toMatchObject({
    differing: [{ kind: 'catalogue', grain: 'prices', rows: [{ held: 'both', label: aProduct }], more: 0 }],
  })
  await until('the store has fetched its catalogue anew', async () => {
    return (
      (await call(site.url, compareStore, { token: managerToken, params: { id: site.plan.id } })).compared?.differing
        .length === 0
    )
  })
  await untilIdentical()
})

test('[SE72] [SE75] a sale that the store holds otherwise is named by its receipt, and stays for a person', async () => {
  const { sale } = await sell()
  await settled(chain, [here.till])
  const guards = new Database(join(site.folder, 'ops.db'))
  const triggers = guards
    .prepare<[], { name: string; sql: string }>(
      `select name, sql from sqlite_master where type = 'trigger' and tbl_name = 'sales'`,
    )
    .all()
  guards.close()
  const past = (statement: string) =>
    tamperWithStore(
      /^ops\.db$/,
      ...triggers.map(({ name }) => `drop trigger "${name}"`),
      statement,
      ...triggers.map(({ sql }) => sql),
    )
  past(`update sales set hash = zeroblob(32) where id = '${sale.id}'`)
  const rows = [{ held: 'both', label: sale.documentNo }]
  expect(await compared()).toMatchObject({ differing: [{ kind: 'sales', grain: sale.businessOn, rows, more: 0 }] })
  await settled(chain, [here.till])
  expect((await compared())?.differing).toHaveLength(1)
  past(`update sales set hash = x'${sale.hash}' where id = '${sale.id}'`)
  await untilIdentical()
})
