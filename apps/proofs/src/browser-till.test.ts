import { savePrice } from '@pos/shared-types'
import { killableChromium, servePages, temporaryFolder, type KillableChromium, type PageServer } from '@pos/testing'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TillStatus } from '@pos/pos-logic'
import { call } from '../test/harness/ask.ts'
import { startChain, type Chain, type Site } from '../test/harness/chain.ts'
import { compareBooks, type Promised } from '../test/harness/compare-books.ts'
import type { HqHere } from '../test/harness/hq-here.ts'
import { PIN } from '../test/harness/pin.ts'
import { settled } from '../test/harness/settled.ts'
import type { StoreHere } from '../test/harness/store-here.ts'
import { enrolmentCode } from '../test/harness/tills.ts'
import { until } from '../test/harness/until.ts'

type Sold = Promised & { readonly capture: 'online' | 'offline' }

const harness = fileURLToPath(new URL('../test/harness/', import.meta.url))
const profile = temporaryFolder()
const promised: Sold[] = []
let chain: Chain<HqHere, StoreHere>
let site: Site<StoreHere>
let pages: PageServer
let browser: KillableChromium
let page: Page

beforeAll(async () => {
  chain = await startChain({ products: 10 })
  const [first] = chain.sites
  if (!first) throw new Error('a chain has a store')
  site = first
  pages = await servePages({ folder: harness, names: ['browser-till-page'], upstream: site.url })
})
afterAll(async () => {
  await browser?.kill()
  await pages?.close()
  await chain?.close()
  profile.remove()
})

/** Opens the browser and the till in it; answers the register it holds. */
async function openBrowser(): Promise<string | null> {
  browser = await killableChromium(profile.path)
  page = await browser.context.newPage()
  await page.goto(`${pages.origin}/browser-till-page`)
  await page.waitForFunction('globalThis.open && globalThis.sell')
  return page.evaluate<string | null>('open()')
}

const run = <Result>(name: string, ...given: readonly (string | boolean)[]): Promise<Result> =>
  page.evaluate<Result>(`${name}(${given.map((value) => JSON.stringify(value)).join()})`)

/** Sells one piece of each of the first products. */
async function sell(count: number): Promise<readonly Sold['capture'][]> {
  const sold: Sold[] = []
  for (const { barcode } of chain.company.products.slice(0, count)) sold.push(await run<Sold>('sell', barcode))
  promised.push(...sold)
  return sold.map(({ capture }) => capture)
}

const look = () => run<TillStatus>('look')

test('a till in a browser sells with its servers, without them and after it was killed, and the books agree', async () => {
  const [product] = chain.company.products
  const { cashier, registerIds, code } = site.plan
  expect(await openBrowser()).toBeNull()
  await run('setUp', await enrolmentCode(site, 0), registerIds[0] ?? '')
  await until('the till has its catalogue', () => run<boolean>('isReady'))
  await run('signIn', cashier.id, PIN, true)
  expect(await sell(4)).toEqual(['online', 'online', 'online', 'online'])

  const body = { priceListId: chain.company.priceListId, variantId: product?.variantId ?? '', priceMinor: 4321 }
  await call(chain.hq.url, savePrice, { token: chain.company.adminToken, key: crypto.randomUUID(), body })
  const hasPrice = async () => (await run('price', body.variantId)) === body.priceMinor
  await until('the till has the new price', hasPrice, { limitMs: 5_000 })

  expect((await look()).up?.isReached).toBe(true)
  await chain.hq.stop()
  await until('the till hears that head office is away', async () => (await look()).up?.isReached === false)
  expect(await sell(2)).toEqual(['online', 'online'])

  await until('the store has everything', async () => (await look()).unsent === 0)
  await site.server.stop()
  expect(await sell(3)).toEqual(['offline', 'offline', 'offline'])
  expect(await look()).toMatchObject({ isStoreReached: false, unsent: 3 })

  await browser.kill()
  expect(await openBrowser()).toBe('1')
  await run('signIn', cashier.id, PIN, false)
  expect(await sell(2)).toEqual(['offline', 'offline'])

  await site.server.start()
  await chain.hq.start()
  await until('the till has sent everything', async () => (await look()).unsent === 0, { limitMs: 40_000 })
  await settled(chain)
  const verdict = await compareBooks(chain, { promised: new Map([[code, promised]]) })
  expect(verdict).toEqual({ sales: 11, faults: [] })
}, 120_000)
