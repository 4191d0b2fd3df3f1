import { DigestSum } from '@pos/sync-engine'
import { openBrowserTill } from '../../src/browser/index.ts'
import { indexedDbStorage, newHasher, sha256 } from '../../src/browser/index.ts'
import { browserScheduler } from '../../src/browser/ports.ts'
import { entryMark } from '../../src/catalogue/entry-mark.ts'
import { Replica } from '../../src/catalogue/replica.ts'
import { JOURNAL_STORES, SELF, type JournalStores } from '../../src/journal/journal-stores.ts'
import { ShortTurns } from '../../src/till/short-turns.ts'
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

/** Fetches a catalogue of `count` products into the cache, as a till does. */
async function fill(count: number): Promise<void> {
  const storage = await indexedDbStorage<JournalStores>({ name: NAME, names: JOURNAL_STORES })
  const replica = await Replica.open({ storage, clock, newHasher, storeId: () => STORE })
  const goods = Array.from({ length: count }, (_, number) => good(number + 1))
  const documents = shopDocuments({ goods }).map((document) => ({ ...document, version: 1 }))
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
  await storage.close()
}

/** Opens the till from its cache and scans 200 codes from everywhere in it. */
async function start(count: number): Promise<{ products: number; scans: number }> {
  const { till, stop } = await openBrowserTill({
    baseUrl: new URL(import.meta.url).origin,
    appVersion: '0',
    name: NAME,
  })
  await till.loaded()
  const step = Math.floor(count / 200)
  for (let number = 1; number <= step * 200; number += step) till.cart.add(good(number).barcode ?? '')
  const products = till.catalogue.productCount
  const scans = till.cart.price().lines.length
  await stop()
  return { products, scans }
}

/** Makes the digest a till compares, and tells by whom it would have been kept waiting longest. */
async function digest(): Promise<{ count: number; tookMs: number; longestTurnMs: number }> {
  const storage = await indexedDbStorage<JournalStores>({ name: NAME, names: JOURNAL_STORES })
  const replica = await Replica.open({ storage, clock, newHasher, storeId: () => STORE })
  await replica.loaded()
  const sum = new DigestSum(sha256)
  const { between } = new ShortTurns({ scheduler: browserScheduler, steadyMs: () => performance.now() })
  const channel = new MessageChannel()
  let [last, longestTurnMs, isDone] = [performance.now(), 0, false]
  channel.port1.addEventListener('message', () => {
    longestTurnMs = Math.max(longestTurnMs, performance.now() - last)
    last = performance.now()
    if (!isDone) channel.port2.postMessage(null)
  })
  channel.port1.start()
  channel.port2.postMessage(null)
  const begun = performance.now()
  await replica.visitStored((entry) => sum.addHash(entryMark(entry, sha256).hash), between)
  const tookMs = performance.now() - begun
  isDone = true
  await storage.close()
  return { count: sum.result().count, tookMs, longestTurnMs }
}

Object.assign(globalThis, { fill, start, digest })
