import { claimStore, findItemByCode, provisionStore, savePrice } from '@pos/shared-types'
import { newPeerKey } from '@pos/server-kit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ask, call } from '../test/harness/ask.ts'
import { signIn, startChain, type Chain, type Site } from '../test/harness/chain.ts'
import { compareBooks, type Promised } from '../test/harness/compare-books.ts'
import { openDesk } from '../test/harness/desk.ts'
import type { HqHere } from '../test/harness/hq-here.ts'
import { randomLines, randomSale } from '../test/harness/random-cart.ts'
import { seededRandom } from '../test/harness/random.ts'
import { ring } from '../test/harness/ring.ts'
import { printedSeed } from '../test/harness/seed.ts'
import { settled } from '../test/harness/settled.ts'
import { Shopper } from '../test/harness/shopper.ts'
import type { StoreHere } from '../test/harness/store-here.ts'
import { tillBook } from '../test/harness/till-book.ts'
import { openTill } from '../test/harness/tills.ts'
import { until } from '../test/harness/until.ts'

let chain: Chain<HqHere, StoreHere>
let site: Site<StoreHere>
const random = seededRandom(printedSeed('alone'))

async function start(isProvisioned: boolean): Promise<void> {
  chain = await startChain({ products: 10, isProvisioned })
  const [first] = chain.sites
  if (!first) throw new Error('a chain has a store')
  site = first
}

beforeEach((context) => start(!context.task.name.includes('empty')))
afterEach(async () => {
  await chain.close()
})

test('a store starts and sells while head office is away, and catches up when it returns', async () => {
  const { company, hq } = chain
  const { till, storage } = await openTill(site, 1)
  await settled(chain, [till])
  await till.stop()
  await hq.stop()
  await site.server.stop()
  await site.server.start()

  const desk = await openDesk(site)
  const shopper = new Shopper(site.url, desk.token, () => randomSale(company, desk.registerId, random))
  for (let count = 0; count < 20; count += 1) await shopper.buy()
  expect(shopper.refused).toEqual([])
  expect(shopper.promised).toHaveLength(20)

  await hq.start()
  await settled(chain)
  const promised = new Map([[site.plan.code, shopper.promised]])
  const tills = new Map([[site.plan.code, [await tillBook(storage)]]])
  expect(await compareBooks(chain, { promised, tills })).toEqual({ sales: 20, faults: [] })
}, 60_000)

test('a till sells while its store is away, and everything arrives when it returns', async () => {
  const { company } = chain
  const { till, storage } = await openTill(site, 1)
  const promised: Promised[] = []
  const sell = async () => {
    const { sale } = await ring(till, company.cashId, randomLines(company, random))
    promised.push({ id: sale.id, hash: sale.hash, totalMinor: sale.totalMinor })
  }
  for (let count = 0; count < 5; count += 1) await sell()
  await site.server.stop()
  for (let count = 0; count < 10; count += 1) await sell()
  expect((await till.status()).unsent).toBeGreaterThanOrEqual(10)

  await site.server.start()
  await settled(chain, [till])
  const tills = new Map([[site.plan.code, [await tillBook(storage)]]])
  const verdict = await compareBooks(chain, { promised: new Map([[site.plan.code, promised]]), tills })
  expect(verdict).toEqual({ sales: 15, faults: [] })
  await till.stop()
}, 60_000)

test('an empty store server waits for its token, gets its catalogue with it, and no other server can use it', async () => {
  const { plan, url, server } = site
  const before = await ask(url, findItemByCode, { params: { code: 'SKU-1' }, token: 'none' })
  expect(before.status).toBe(401)
  await server.stop()
  await server.start(plan.token)
  const token = await signIn(site, plan.cashier.username)
  const item = await call(url, findItemByCode, { token, params: { code: 'SKU-1' } })
  expect(item.priceMinor).toBe(chain.company.products[1]?.priceMinor)

  const body = { token: plan.token, publicKey: newPeerKey().publicKey, platform: 'thief', appVersion: '1' }
  const again = await ask(chain.hq.url, claimStore, { key: crypto.randomUUID(), body })
  expect(again.status).toBe(422)
  expect(again.json()['code']).toBe('PROVISIONING_TOKEN_INVALID')
}, 60_000)

test('an empty store server that never got its token sells nothing', async () => {
  const { token } = await call(chain.hq.url, provisionStore, {
    token: chain.company.adminToken,
    params: { id: site.plan.id },
  })
  expect(token).not.toBe(site.plan.token)
  await site.server.stop()
  await expect(site.server.start(token.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')))).rejects.toThrow('refused')
  await site.server.start()
  const answer = await ask(site.url, findItemByCode, { params: { code: 'SKU-1' }, token: 'none' })
  expect(answer.status).toBe(401)
}, 60_000)

test('a price changed at head office reaches the store and the till', async () => {
  const { company, hq } = chain
  const [product] = company.products
  if (!product) throw new Error('nothing to sell')
  const { till } = await openTill(site, 1)
  const token = await signIn(site, site.plan.cashier.username)
  const atStore = async () =>
    (await call(site.url, findItemByCode, { token, params: { code: product.sku } })).priceMinor
  expect(await atStore()).toBe(product.priceMinor)

  const { variantId } = product
  const body = { priceListId: company.priceListId, variantId, priceMinor: 4321 }
  await call(hq.url, savePrice, { token: company.adminToken, body })
  await until('the store has the price', async () => (await atStore()) === 4321, { limitMs: 5_000 })
  await until(
    'the till has the price',
    () => {
      const item = till.cart.add(product.sku)
      till.cart.clear()
      return item.priceMinor === 4321
    },
    { limitMs: 5_000 },
  )
  await till.stop()
}, 60_000)
