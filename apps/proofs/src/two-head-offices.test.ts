import { once } from 'node:events'
import { completeSale, openTicket, savePrice, type News, type SaleContent } from '@pos/shared-types'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { call } from '../test/harness/ask.ts'
import { startChain, type Chain, type Site } from '../test/harness/chain.ts'
import { compareBooks } from '../test/harness/compare-books.ts'
import { openDesk } from '../test/harness/desk.ts'
import type { HqHere } from '../test/harness/hq-here.ts'
import { PLENTY } from '../test/harness/random-cart.ts'
import { settled } from '../test/harness/settled.ts'
import type { StoreHere } from '../test/harness/store-here.ts'
import { until } from '../test/harness/until.ts'

const STORES = 10
/** Long after these tests: what arrives was told of. */
const NEVER_MS = 3_600_000

let chain: Chain<HqHere, StoreHere>
beforeAll(async () => {
  chain = await startChain({ stores: STORES, products: 3, hasTwoHqs: true, pollMs: NEVER_MS })
  for (const { server, plan } of chain.sites) {
    await until(`${plan.code} listens`, async () => {
      const { upLink } = server.store
      return (await upLink?.view())?.isReached && upLink?.puller.status().cursor
    })
  }
}, 120_000)
afterAll(() => chain?.close())

const processes = () => [chain.hq.url, chain.otherHq?.url ?? '']

function priceAt({ server }: Site<StoreHere>, variantId: string): number | undefined {
  return server.store.database.catalogue.read(
    (view) =>
      view
        .prepare<{ minor: number }>(
          'select price_minor as minor from prices where variant_id = ? order by version desc',
        )
        .get([variantId])?.minor,
  )
}

async function changePrice(hqUrl: string, priceMinor: number): Promise<void> {
  const { company } = chain
  const body = { priceListId: company.priceListId, variantId: company.products[0]?.variantId ?? '', priceMinor }
  await call(hqUrl, savePrice, { token: company.adminToken, body })
}

/** A page of head office that is open at one of its processes, and everything it has heard. */
async function pageAt(hqUrl: string) {
  const { ticket } = await call(hqUrl, openTicket, { token: chain.company.adminToken })
  const socket = new WebSocket(`${hqUrl.replace('http', 'ws')}/api/v1/live`, ['pos', ticket])
  const heard = new Set<string>()
  socket.addEventListener('message', ({ data }) => {
    for (const topic of (JSON.parse(String(data)) as News).topics) heard.add(topic)
  })
  await once(socket, 'open')
  return { heard, socket }
}

async function sellAt(site: Site<StoreHere>) {
  const { registerId, token } = await openDesk(site)
  const lines = [{ code: chain.company.products[0]?.barcode ?? '', quantityMilli: 1000 }]
  const payments = [{ tenderTypeId: chain.company.cashId, tenderedMinor: PLENTY }]
  const body: SaleContent = { registerId, lines, payments }
  return call(site.url, completeSale, { token, body })
}

test('[SE26] [SE60] a price that is changed at either process of head office reaches ten stores by a wake-up', async () => {
  for (const [turn, hqUrl] of processes().entries()) {
    const priceMinor = 700 + turn
    await changePrice(hqUrl, priceMinor)
    const variantId = chain.company.products[0]?.variantId ?? ''
    for (const site of chain.sites)
      await until(`${site.plan.code} knows the price`, () => priceAt(site, variantId) === priceMinor)
  }
})

test('[SE60] a sale that came in at one process is told to the screens at both', async () => {
  const promised = new Map()
  for (const site of chain.sites.slice(0, 2)) {
    const pages = await Promise.all(processes().map(pageAt))
    promised.set(site.plan.code, [await sellAt(site)])
    for (const { heard } of pages)
      await until('the page hears of the sale', () => heard.has('sales') && heard.has('stock'))
    for (const { socket } of pages) socket.close()
  }
  await settled(chain)
  expect(await compareBooks(chain, { promised })).toEqual({ sales: 2, faults: [] })
})
