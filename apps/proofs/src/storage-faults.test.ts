import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { completeSale, type SaleContent } from '@pos/shared-types'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask, type Answer } from '../test/harness/ask.ts'
import { signIn, startChain, type Chain, type Site } from '../test/harness/chain.ts'
import { compareBooks } from '../test/harness/compare-books.ts'
import { openDesk, type Desk } from '../test/harness/desk.ts'
import type { HqHere } from '../test/harness/hq-here.ts'
import { PLENTY } from '../test/harness/random-cart.ts'
import { ring } from '../test/harness/ring.ts'
import { storeRows } from '../test/harness/rows.ts'
import { settled } from '../test/harness/settled.ts'
import type { StoreHere } from '../test/harness/store-here.ts'
import { tillBook } from '../test/harness/till-book.ts'
import { openTill, type TillHere } from '../test/harness/tills.ts'
import { until } from '../test/harness/until.ts'

/** More sales than fit into what is left of the pages of a file. */
const MANY = 300

let chain: Chain<HqHere, StoreHere>
let site: Site<StoreHere>
let desk: Desk
let here: TillHere
const promised: { id: string; hash: string; totalMinor: number }[] = []

beforeAll(async () => {
  chain = await startChain({ products: 5, walBytes: 0 })
  ;[site] = chain.sites as [Site<StoreHere>]
  desk = await openDesk(site)
  here = await openTill(site, 1)
})
afterAll(async () => {
  await here?.till.stop()
  await chain?.close()
})

const lines = () => [{ code: chain.company.products[0]?.barcode ?? '', quantityMilli: 1000 }]

async function sell(key: string = crypto.randomUUID(), language = 'en'): Promise<Answer> {
  const payments = [{ tenderTypeId: chain.company.cashId, tenderedMinor: PLENTY }]
  const body: SaleContent = { registerId: desk.registerId, lines: lines(), payments }
  const headers = { 'accept-language': language }
  const answer = await ask(site.url, completeSale, { token: desk.token, key, body, headers })
  if (answer.status === 201) promised.push(answer.json() as (typeof promised)[number])
  return answer
}

/** Tells the connection that writes the store's records something. */
async function pragma(text: string): Promise<void> {
  const ctx = { tenantId: '', appContext: 'system', correlationId: 'proofs', at: 0 } as const
  await site.server.store.database.unitOfWork.write(
    ctx,
    'proofs.pragma',
    ({ tx }) => void tx.prepare(`pragma ${text}`).run(),
  )
}

async function countOf(statement: string): Promise<number> {
  const rows = storeRows(site.folder)
  const [row] = await rows.all(`select count(*) as count from ${statement}`)
  await rows.close()
  return Number(row?.['count'])
}

/** Whether the till was answered that the store cannot take something in now. */
async function isRetried(): Promise<boolean> {
  const book = await here.storage.list('outbox')
  return book.some(({ value }) => value.attempts > 0)
}

async function expectSoundBooks(): Promise<void> {
  await settled(chain, [here.till])
  const tills = new Map([[site.plan.code, [await tillBook(here.storage)]]])
  expect(await compareBooks(chain, { promised: new Map([[site.plan.code, promised]]), tills })).toMatchObject({
    faults: [],
  })
  expect(await countOf(`quarantine`)).toBe(0)
}

test('[SE18] [SE61] on a full disk a sale is refused with a sentence, a till goes on by itself, and nothing is lost', async () => {
  await settled(chain, [here.till])
  await pragma('max_page_count = 1')
  let refused: { readonly key: string; readonly answer: Answer } | undefined
  for (let sales = 0; sales < MANY && !refused; sales += 1) {
    const key = crypto.randomUUID()
    const answer = await sell(key)
    if (answer.status !== 201) refused = { key, answer }
  }
  expect(refused?.answer.json()).toMatchObject({
    status: 503,
    code: 'STORAGE_FULL',
    detail: 'The disk is full, so nothing was saved. Make room, then try again.',
  })
  expect((await sell(crypto.randomUUID(), 'es')).json()).toMatchObject({
    detail: 'El disco está lleno y no se guardó nada. Libere espacio e intente de nuevo.',
  })
  const sales = await countOf('sales')
  for (let sale = 0; sale < 3; sale += 1) promised.push((await ring(here.till, chain.company.cashId, lines())).sale)
  await until('the store could not take a sale in', () => isRetried())
  expect(await countOf('sales')).toBe(sales)
  expect((await here.till.status()).unsent).toBeGreaterThan(0)
  await pragma('max_page_count = 1073741823')
  expect((await sell(refused?.key)).status).toBe(201)
  await expectSoundBooks()
}, 120_000)

test('[SE61] a store that may not write any more says so, and goes on once it may', async () => {
  const before = await countOf('sales')
  await pragma('query_only = on')
  const key = crypto.randomUUID()
  expect((await sell(key)).json()).toMatchObject({ status: 503, code: 'STORAGE_READ_ONLY' })
  expect(await countOf('sales')).toBe(before)
  await site.server.stop()
  await site.server.start()
  expect((await sell(key)).status).toBe(201)
  await expectSoundBooks()
}, 60_000)

/** Bytes in the middle of a file of a stopped store. */
function spoil(path: string): void {
  const bytes = readFileSync(path)
  const middle = Math.floor(bytes.length / 8192) * 4096
  bytes.fill(0x5a, middle, middle + 4096)
  writeFileSync(path, bytes)
}

test('[SE62] a catalogue that was damaged while the store was stopped is fetched anew, and what is sold costs the same', async () => {
  await site.server.stop()
  const [name] = readdirSync(site.folder).filter((file) => /^catalog-\d+\.db$/.test(file))
  spoil(join(site.folder, name ?? ''))
  await site.server.start()
  // Whoever was signed in is not known while there is no catalogue, and signs in again.
  desk = { ...desk, token: await signIn(site, site.plan.cashier.username) }
  await until('the store sells again', async () => (await sell()).status === 201)
  await expectSoundBooks()
}, 60_000)

test('[SE62] records that were damaged while the store was stopped are noticed before anything is sold', async () => {
  await settled(chain, [here.till])
  await site.server.stop()
  const path = join(site.folder, 'ops.db')
  const sound = readFileSync(path)
  spoil(path)
  await expect(site.server.start()).rejects.toThrow(/ops\.db is damaged .*: restore the latest backup\.$/)
  writeFileSync(path, sound)
  await site.server.start()
  expect((await sell()).status).toBe(201)
  await expectSoundBooks()
}, 60_000)
