import { openBrowserTill } from '../../src/browser/index.ts'
import { indexedDbStorage, newHasher } from '../../src/browser/index.ts'
import { Replica } from '../../src/catalogue/replica.ts'
import { JOURNAL_STORES, SELF, type JournalStores } from '../../src/journal/journal-stores.ts'
import { EPOCH, REGISTER, shopDocuments, STORE, type Good } from '../shop.ts'
import { snapshotOf } from '../snapshot-of.ts'

const NAME = 'pos-till'
const clock = { now: () => Date.now() }

const good = (number: number): Good => ({
  number,
  sku: `SKU-${number}`,
  barcode: String(2_000_000_000_000 + number),
  priceMinor: 100 + (number % 5000),
})

/** Fetches a catalogue of `count` products into the cache, as a till does. Answers how long that took. */
async function fill(count: number): Promise<number> {
  const storage = await indexedDbStorage<JournalStores>({ name: NAME, names: JOURNAL_STORES })
  const replica = await Replica.open({ storage, clock, newHasher, storeId: () => STORE })
  const goods = Array.from({ length: count }, (_, number) => good(number + 1))
  const documents = shopDocuments({ goods }).map((document) => ({ ...document, version: 1 }))
  const startedAt = performance.now()
  await replica.bootstrap(snapshotOf({ epoch: EPOCH, version: 1 }, documents, newHasher()))
  await storage.commit([
    {
      store: 'identity',
      key: SELF,
      value: { deviceId: 'd', tenantId: 't', storeId: STORE, storeCode: 'MAD', registerId: null },
    },
    {
      store: 'lease',
      key: SELF,
      value: { registerId: REGISTER, registerCode: '1', storeCode: 'MAD', fence: 1, lastZNumber: 0 },
    },
  ])
  const took = performance.now() - startedAt
  await storage.close()
  return took
}

/** Opens the till from its cache and asks it for every 97th code. */
async function start(
  count: number,
): Promise<{ startMs: number; scanMs: number; products: number; searchMs: number[] }> {
  const startedAt = performance.now()
  const { till, stop } = await openBrowserTill({
    baseUrl: new URL(import.meta.url).origin,
    appVersion: '0',
    name: NAME,
  })
  const startMs = performance.now() - startedAt
  const scansAt = performance.now()
  let scans = 0
  for (let number = 1; number <= count && scans < 200; number += 97, scans++) till.cart.add(good(number).barcode ?? '')
  till.cart.price()
  const scanMs = (performance.now() - scansAt) / scans
  const searchMs = ['good 99', 'good 12345', 'zzz'].map((text) => {
    const at = performance.now()
    till.catalogue.search(text, 20)
    return performance.now() - at
  })
  const products = till.catalogue.productCount
  await stop()
  return { startMs, scanMs, products, searchMs }
}

Object.assign(globalThis, { fill, start })
