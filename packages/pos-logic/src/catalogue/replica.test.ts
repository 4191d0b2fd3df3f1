import type { PullPage } from '@pos/shared-types'
import { SnapshotBroken } from '@pos/sync-engine'
import { expect, test } from 'vitest'
import { MemoryStore } from '../../test/memory-store.ts'
import { CARD, CASH, EPOCH, GOODS, price, product, STORE, toChange, type Good } from '../../test/shop.ts'
import type { TillStorage } from '../journal/journal.ts'
import { JOURNAL_STORES, type JournalStores } from '../journal/journal-stores.ts'
import { newHasher } from '../node/digests.ts'
import { memoryStorage } from '../storage/memory-storage.ts'
import { Replica, type ReplicaOptions } from './replica.ts'

const [APPLE, BREAD] = GOODS as [Good, Good]
const NOW = '2026-03-02T09:00'

async function opened(storage = memoryStorage<JournalStores>(JOURNAL_STORES)) {
  const options = { storage, clock: { now: () => 1 }, newHasher, storeId: () => STORE }
  const replica = await Replica.open(options)
  const reopen = () => openLoaded(options)
  return { replica, reopen, storage }
}

async function openLoaded(options: ReplicaOptions): Promise<Replica> {
  const replica = await Replica.open(options)
  await replica.loaded()
  return replica
}

/** The same storage, in which goods are not read before `goOn`. */
function heldBack(storage: TillStorage): { storage: TillStorage; goOn: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>()
  const list: TillStorage['list'] = async (store, range) => {
    if (store === 'replica_page') await promise
    return storage.list(store, range)
  }
  const held: TillStorage = {
    list,
    commit: (writes, expected) => storage.commit(writes, expected),
    get: (store, key) => storage.get(store, key),
    close: () => storage.close(),
  }
  return { storage: held, goOn: resolve }
}

function page(from: number, to: number, head: number, changes: PullPage['changes']): PullPage {
  return { epoch: EPOCH, from, to, head, minVersion: 0, changes, more: to < head }
}

const priceOf = (replica: Replica, good: Good) => {
  const found = replica.catalogue.findByCode(good.sku)
  return found && replica.catalogue.priceOf(found.variant.id, 1000, NOW)?.priceMinor
}

test('a replica is there again after it was closed', async () => {
  const { replica, reopen } = await opened()
  expect(replica.cursor()).toBeUndefined()
  expect(await replica.bootstrap(new MemoryStore().snapshotBytes())).toEqual({ epoch: EPOCH, version: 1 })
  const again = await reopen()
  expect(again.cursor()).toEqual({ epoch: EPOCH, version: 1 })
  expect(priceOf(again, APPLE)).toBe(199)
  expect(again.catalogue.tenders.map((tender) => tender.kind)).toEqual(['cash', 'card'])
})

test('a snapshot that was cut or altered leaves the catalogue in use as it was', async () => {
  const { replica, reopen, storage } = await opened()
  await replica.bootstrap(new MemoryStore().snapshotBytes())
  const before = await storage.list('replica_page')
  const pieces: Uint8Array[] = []
  for await (const piece of new MemoryStore().snapshotBytes()) pieces.push(piece)
  const whole = Buffer.concat(pieces)
  const altered = Buffer.from(whole.toString().replace('"price_minor":199', '"price_minor":198'))
  const lines = whole.toString().split('\n')
  const broken = [
    whole.subarray(0, whole.length / 2),
    Buffer.from(lines.slice(0, -2).join('\n') + '\n'),
    altered,
    Buffer.concat([whole, Buffer.from('{"head":{}}\n')]),
  ]
  for (const bytes of broken) {
    const stream = (async function* () {
      yield bytes
    })()
    await expect(replica.bootstrap(stream)).rejects.toThrow(SnapshotBroken)
    expect(priceOf(replica, APPLE)).toBe(199)
    expect(priceOf(await reopen(), APPLE)).toBe(199)
  }
  await replica.bootstrap(new MemoryStore().snapshotBytes())
  expect(await storage.list('replica_page')).toHaveLength(before.length)
})

test('pages before the head stay out of sight; together they come into force at once', async () => {
  const { replica, reopen } = await opened()
  await replica.bootstrap(new MemoryStore().snapshotBytes())
  await replica.stage(page(1, 2, 3, [toChange(price({ ...APPLE, priceMinor: 1 }), 2)]))
  expect(priceOf(replica, APPLE)).toBe(199)
  expect(priceOf(await reopen(), APPLE)).toBe(199)
  await replica.apply(page(2, 3, 3, [toChange(price({ ...BREAD, priceMinor: 2 }), 3)]))
  expect([priceOf(replica, APPLE), priceOf(replica, BREAD)]).toEqual([1, 2])
  const again = await reopen()
  expect([priceOf(again, APPLE), priceOf(again, BREAD), again.version]).toEqual([1, 2, 3])
})

test('beginning anew forgets pages that were staged before', async () => {
  const { replica } = await opened()
  await replica.bootstrap(new MemoryStore().snapshotBytes())
  await replica.stage(page(1, 2, 3, [toChange(price({ ...APPLE, priceMinor: 1 }), 2)]))
  await replica.stage(page(1, 2, 3, [toChange(price({ ...BREAD, priceMinor: 2 }), 2)]))
  await replica.apply(page(2, 3, 3, []))
  expect([priceOf(replica, APPLE), priceOf(replica, BREAD)]).toEqual([199, 2])
})

test('a page that came before changes nothing', async () => {
  const { replica } = await opened()
  await replica.bootstrap(new MemoryStore().snapshotBytes())
  await replica.apply(page(1, 2, 2, [toChange(price({ ...APPLE, priceMinor: 1 }), 2)]))
  await replica.apply(page(0, 2, 2, [toChange(price({ ...APPLE, priceMinor: 5 }), 1)]))
  expect(priceOf(replica, APPLE)).toBe(1)
})

test('a product keeps its new codes and loses its old ones; a code may move to another product', async () => {
  const { replica } = await opened()
  await replica.bootstrap(new MemoryStore().snapshotBytes())
  const moved = [product({ ...BREAD, barcode: '4006381333931' }), product({ ...APPLE, barcode: '96385074' })]
  await replica.apply(
    page(
      1,
      2,
      2,
      moved.map((document) => toChange(document, 2)),
    ),
  )
  expect(replica.catalogue.findByCode('4006381333931')?.variant.sku).toBe('BREAD')
  expect(replica.catalogue.findByCode('96385074')?.variant.sku).toBe('APPLE')
  expect(replica.catalogue.productCount).toBe(GOODS.length)
})

test('a generation with many changes is written anew at the next start and holds the same', async () => {
  const { replica, storage } = await opened()
  await replica.bootstrap(new MemoryStore().snapshotBytes())
  const changed = [
    toChange(price({ ...APPLE, priceMinor: 1 }), 2),
    { ...toChange(product(BREAD), 2), op: 'D' as const },
  ]
  await replica.apply(page(1, 2, 2, changed))
  expect(await storage.list('replica')).toHaveLength(2)
  const options = { storage, clock: { now: () => 1 }, newHasher, storeId: () => STORE }
  const again = await openLoaded({ ...options, mostChanges: 1 })
  expect(await storage.list('replica')).toEqual([])
  for (const each of [again, await openLoaded(options)]) {
    expect([priceOf(each, APPLE), each.catalogue.findByCode('BREAD'), each.version]).toEqual([1, undefined, 2])
    expect(each.catalogue.tenders).toEqual(replica.catalogue.tenders)
  }
})

test('a till knows its store before its goods, and a price that arrives meanwhile stays in force', async () => {
  const { replica, storage } = await opened()
  await replica.bootstrap(new MemoryStore().snapshotBytes())
  await replica.apply(page(1, 2, 2, [{ ...toChange(price(APPLE), 2), entity: 'tender_type', id: CARD, op: 'D' }]))
  const slow = heldBack(storage)
  const again = await Replica.open({ storage: slow.storage, clock: { now: () => 1 }, newHasher, storeId: () => STORE })
  expect([again.catalogue.isUsable, again.isLoaded, again.catalogue.productCount]).toEqual([true, false, 0])
  expect(again.catalogue.tenders.map(({ id }) => id)).toEqual([CASH])
  const applied = again.apply(page(2, 3, 3, [toChange(price({ ...APPLE, priceMinor: 1 }), 3)]))
  slow.goOn()
  await Promise.all([applied, again.loaded()])
  expect([priceOf(again, APPLE), again.isLoaded, again.version]).toEqual([1, true, 3])
  expect(again.catalogue.productCount).toBe(GOODS.length)
})

test('a new snapshot replaces everything: what is not in it is gone', async () => {
  const { replica, reopen } = await opened()
  await replica.bootstrap(new MemoryStore().snapshotBytes())
  const smaller = new MemoryStore(new MemoryStore().documents.filter((document) => document.entity !== 'product'))
  await replica.bootstrap(smaller.snapshotBytes())
  expect(replica.catalogue.productCount).toBe(0)
  expect((await reopen()).catalogue.productCount).toBe(0)
})
