import type { FileHandle } from 'node:fs/promises'
import {
  testHqDatabase,
  testStoreDatabase,
  plantStep,
  testContext,
  temporaryFolder,
  type TestHqDatabase,
  type TestStoreDatabase,
} from '@pos/testing'
import { ENTITY_SCHEMA, type CatalogueDocument, type PullPage } from '@pos/shared-types'
import { DomainError } from '@pos/core'
import type { CatalogTx } from '@pos/db'
import { createRuleEngine } from '@pos/rule-engine'
import { servePull, type Cursor, type ReplicaPort } from '@pos/sync-engine'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  addCatalogue,
  addProduct,
  atHq,
  OTHER_STORE,
  type AddedProduct,
  type SmallCatalogue,
} from '../../test/support/hq-catalogue.ts'
import { DOCUMENT_CASTERS } from './aggregates.ts'
import { DIGESTED_TABLES } from './digested-tables.ts'
import { tableName } from './replicated-columns.ts'
import { hqFeed } from './hq-feed.ts'
import { SYNC_PULL_ACTIONS, type PullRules, type SyncPullActions } from './pull-rules.ts'
import { hqSnapshots } from './hq-snapshots.ts'
import { SnapshotCache } from './snapshot-cache.ts'
import { storeReplica } from './store-replica.ts'
import { tillFeed, tillSnapshots } from './till-feed.ts'

const folder = temporaryFolder()
let hq: TestHqDatabase
let small: SmallCatalogue
let banana: AddedProduct
let snapshots: SnapshotCache
let store: TestStoreDatabase
let replica: ReplicaPort
let told: string[]

beforeAll(async () => {
  hq = await testHqDatabase()
  small = await addCatalogue(hq.database.unitOfWork)
  banana = await hq.database.unitOfWork.write(atHq(), 'seed', ({ tx }) => addProduct(tx, small))
  snapshots = new SnapshotCache(folder.path, hqSnapshots(hq.database.unitOfWork))
})
beforeEach(async () => {
  store = await testStoreDatabase()
  told = []
  const rules = createRuleEngine<SyncPullActions, CatalogTx>()
  rules.seal(SYNC_PULL_ACTIONS)
  replica = replicaWith(rules)
  return () => store.remove()
})

function replicaWith(around: PullRules): ReplicaPort {
  return storeReplica({
    catalogue: store.database.catalogue,
    context: testContext,
    clock: store.clock,
    rules: around,
    onCommitted: (events) => void told.push(...events.map(({ name }) => name)),
  })
}
afterAll(async () => {
  await hq.remove()
  folder.remove()
})

const bootstrap = async (ctx = atHq()) => {
  const file = await snapshots.open(ctx)
  return replica.bootstrap(file.createReadStream())
}
const pull = (after: Cursor, limit?: number) =>
  servePull(hqFeed(hq.database.unitOfWork, atHq()), { epoch: after.epoch, after: after.version, limit })
const inStore = <Row>(text: string, ...values: unknown[]) =>
  store.database.unitOfWork.read(testContext(), (tx) => tx.catalog.prepare<Row>(text).all(values))
const setPrice = (priceId: string, minor: number) =>
  hq.database.unitOfWork.write(atHq(), 'price', async ({ tx }) => {
    await tx.query(sql`update prices set price_minor = ${minor} where id = ${priceId}`)
    tx.touch('price', priceId)
  })

test('[SE28] [SE32] a snapshot gives a store every row with its version, and a product can be found at once', async () => {
  const cursor = await bootstrap()
  expect(await replica.cursor()).toEqual(cursor)
  const [row] = await inStore(
    `select p.name, p.is_weighed, p.custom, p.created_at, p.version, v.sku, b.code, x.price_minor
    from products p join product_variants v on v.product_id = p.id join barcodes b on b.variant_id = v.id
    join prices x on x.variant_id = v.id where p.id = ?`,
    banana.productId,
  )
  expect(row).toMatchObject({
    name: 'Plátano',
    is_weighed: 1,
    custom: '{"colour": "yellow"}',
    price_minor: 100,
    version: 2,
  })
  const hits = await inStore(
    `select p.id from product_search s join products p on p.row_no = s.rowid where product_search match 'plat*'`,
  )
  expect(hits).toEqual([{ id: banana.productId }])
})

test('[SE32] a snapshot that was cut or altered changes nothing', async () => {
  const cursor = await bootstrap()
  const whole = await bytesOf(await snapshots.open(atHq()))
  await expect(replica.bootstrap(oneChunk(whole.subarray(0, -40)))).rejects.toThrow('snapshot')
  const altered = Buffer.from(whole.toString().replace('Plátano', 'Platano'))
  await expect(replica.bootstrap(oneChunk(altered))).rejects.toThrow('hash')
  expect(await replica.cursor()).toEqual(cursor)
})

test('[SE24] a pulled price is in force together with its cursor, and the same page again changes nothing', async () => {
  const cursor = await bootstrap()
  await setPrice(banana.priceId, 125)
  const page = await pull(cursor)
  expect(page).toMatchObject({ from: cursor.version, to: cursor.version + 1, head: cursor.version + 1, more: false })
  await replica.apply(page)
  await replica.apply(page)
  expect(await inStore('select price_minor from prices where id = ?', banana.priceId)).toEqual([{ price_minor: 125 }])
  expect((await replica.cursor())?.version).toBe(page.to)
})

test('[SE24] an older version never replaces a newer one', async () => {
  const cursor = await bootstrap()
  await setPrice(banana.priceId, 200)
  const older = await pull(cursor)
  await setPrice(banana.priceId, 300)
  const newer = await pull(cursor)
  await replica.apply(newer)
  await replica.apply({ ...older, to: newer.to, head: newer.head })
  expect(await inStore('select price_minor from prices where id = ?', banana.priceId)).toEqual([{ price_minor: 300 }])
})

test('[SE24] a product arrives whole: children that are gone at head office are gone in the store', async () => {
  const cursor = await bootstrap()
  const apple = await hq.database.unitOfWork.write(atHq(), 'add', ({ tx }) => addProduct(tx, small, 'Manzana'))
  await replica.apply(await pull(cursor))
  const middle = await replica.cursor()
  await hq.database.unitOfWork.write(atHq(), 'unlabel', async ({ tx }) => {
    await tx.query(sql`delete from barcodes where variant_id = ${apple.variantId}`)
    await tx.query(sql`delete from product_texts where product_id = ${apple.productId}`)
    await tx.query(sql`update products set name = 'Pera', receipt_name = 'Pera' where id = ${apple.productId}`)
    tx.touch('product', apple.productId)
  })
  await replica.apply(await pull(middle ?? cursor))
  expect(await inStore('select 1 from barcodes where variant_id = ?', apple.variantId)).toEqual([])
  const search = (word: string) => inStore(`select rowid from product_search where product_search match ?`, word)
  expect(await search('pera')).toHaveLength(1)
  expect(await search('manzana')).toHaveLength(0)
  await hq.database.unitOfWork.write(atHq(), 'discontinue', async ({ tx }) => {
    await tx.query(sql`delete from prices where id = ${apple.priceId}`)
    tx.touch('price', apple.priceId, 'D')
  })
  await replica.apply(await pull((await replica.cursor()) ?? cursor))
  expect(await inStore('select 1 from prices where id = ?', apple.priceId)).toEqual([])
})

test('[SE25] pages before the last one stay invisible, and come into force with it', async () => {
  const cursor = await bootstrap()
  await setPrice(banana.priceId, 400)
  const cherry = await hq.database.unitOfWork.write(atHq(), 'add', ({ tx }) => addProduct(tx, small, 'Cereza'))
  const first = await pull(cursor, 1)
  expect(first.to).toBeLessThan(first.head)
  await replica.stage(first)
  expect(await inStore('select price_minor from prices where id = ?', banana.priceId)).not.toEqual([
    { price_minor: 400 },
  ])
  const last = await pull({ epoch: cursor.epoch, version: first.to })
  await replica.apply(last)
  expect(await inStore('select price_minor from prices where id = ?', banana.priceId)).toEqual([{ price_minor: 400 }])
  expect(await inStore('select id from products where id = ?', cherry.productId)).toEqual([{ id: cherry.productId }])
})

test('[SE29] what leaves the scope of a store is deleted there, and is not in its next snapshot', async () => {
  const cursor = await bootstrap()
  const plum = await hq.database.unitOfWork.write(atHq(), 'add', ({ tx }) => addProduct(tx, small, 'Ciruela'))
  await replica.apply(await pull(cursor))
  await hq.database.unitOfWork.write(atHq(), 'leave', ({ tx }) =>
    tx.touch('product', plum.productId, 'D', atHq().storeId ?? null),
  )
  const page = await pull((await replica.cursor()) ?? cursor)
  expect(page.changes).toMatchObject([{ id: plum.productId, op: 'D', data: null }])
  await replica.apply(page)
  expect(await inStore('select 1 from products where id = ?', plum.productId)).toEqual([])
  const elsewhere = new SnapshotCache(`${folder.path}/fresh`, hqSnapshots(hq.database.unitOfWork))
  const ours = (await bytesOf(await elsewhere.open(atHq()))).toString()
  const theirs = (await bytesOf(await elsewhere.open(atHq({ storeId: OTHER_STORE })))).toString()
  expect(ours).not.toContain(plum.productId)
  expect(theirs).toContain(plum.productId)
})

test('[SE30] an answer belongs to one moment, whatever is committed while it is made', async () => {
  const feed = hqFeed(hq.database.unitOfWork, atHq())
  await feed.read(async (reader) => {
    const head = await reader.head()
    await setPrice(banana.priceId, 450)
    expect(await reader.head()).toEqual(head)
    expect(await reader.changes(head?.version ?? 0, 10)).toEqual([])
    expect((await reader.documents('price', [banana.priceId])).get(banana.priceId)?.row['price_minor']).not.toBe(450)
  })
})

test('[SE31] a cursor of another epoch, above the head or below the horizon needs a new snapshot', async () => {
  const { epoch, version } = await bootstrap()
  const reason = (after: Cursor) => pull(after).catch((error: { params: { reason: string } }) => error.params.reason)
  expect(await reason({ epoch: OTHER_STORE, version })).toBe('EPOCH')
  expect(await reason({ epoch, version: version + 1000 })).toBe('AHEAD_OF_HEAD')
})

test('[SE32] a cached snapshot is served while little has happened since, and the delta makes it exact', async () => {
  const first = await bytesOf(await snapshots.open(atHq()))
  await setPrice(banana.priceId, 500)
  expect(await bytesOf(await snapshots.open(atHq()))).toEqual(first)
  const cursor = await bootstrap()
  await replica.apply(await pull(cursor))
  expect(await inStore('select price_minor from prices where id = ?', banana.priceId)).toEqual([{ price_minor: 500 }])
})

test('[SE34] a till gets the same versions, and neither costs nor credentials nor who changed what', async () => {
  const cursor = await bootstrap()
  await setPrice(banana.priceId, 600)
  await replica.apply(await pull(cursor))
  const feed = tillFeed(store.database.unitOfWork, testContext())
  const page: PullPage = await servePull(feed, { epoch: cursor.epoch, after: cursor.version })
  expect(page.to).toBe((await replica.cursor())?.version)
  const price = page.changes.find((change) => change.id === banana.priceId)
  expect(price?.data?.row).toMatchObject({ price_minor: 600, valid_from_local: '2026-01-01T00:00' })
  expect(price?.data?.row).not.toHaveProperty('created_by_id')
  await expect(servePull(feed, { epoch: cursor.epoch, after: cursor.version - 1 })).rejects.toMatchObject({
    params: { reason: 'BELOW_HORIZON' },
  })

  const tills = new SnapshotCache(`${store.folder}/snapshots`, tillSnapshots(store.database.unitOfWork))
  const lines = (await bytesOf(await tills.open(testContext()))).toString().trimEnd().split('\n')
  const documents = lines.map((line) => JSON.parse(line) as { entity?: string; id?: string; data?: CatalogueDocument })
  expect(documents[0]).toEqual({ head: { epoch: cursor.epoch, version: page.to } })
  const product = documents.find((document) => document.id === banana.productId)
  expect(product?.data?.children['barcodes']).toHaveLength(1)
  expect(product?.data?.children['product_variants']).toMatchObject([{ product_id: banana.productId }])
  expect(documents.some((document) => document.entity === 'product_cost')).toBe(false)
})

describe('a peer of an older schema', () => {
  const OLDER = ENTITY_SCHEMA - 1
  let undo = () => {}
  beforeAll(() => {
    // A schema ago products shouted, and a barcode was a list of its digits.
    undo = plantStep('product', ({ row, children }) => ({
      row: { ...row, name: String(row['name']).toUpperCase() },
      children: {
        ...children,
        barcodes: (children['barcodes'] ?? []).map((one) => ({ ...one, code: `old ${one['code']}` })),
      },
    }))
  })
  afterAll(() => undo())

  const names = () =>
    inStore<{ name: string; code: string }>(
      `select p.name, b.code from products p join product_variants v on v.product_id = p.id
       join barcodes b on b.variant_id = v.id where p.id = ?`,
      banana.productId,
    )

  test('[SE83] gets a snapshot as it knows documents, and the changes after it; one of today gets its own', async () => {
    const fresh = new SnapshotCache(`${folder.path}/older`, hqSnapshots(hq.database.unitOfWork))
    const [older, newer] = [await bytesOf(await fresh.open(atHq(), OLDER)), await bytesOf(await fresh.open(atHq()))]
    expect(await bytesOf(await fresh.open(atHq(), OLDER))).toEqual(older)
    expect(JSON.parse(older.toString().split('\n')[0] ?? '')).toMatchObject({ schema: OLDER })

    const cursor = await replica.bootstrap(oneChunk(older))
    expect(await names()).toEqual([{ name: 'PLÁTANO', code: expect.stringMatching(/^old /) }])
    const rows = async () =>
      Promise.all(DIGESTED_TABLES.map((table) => inStore(`select count(*) as count from ${tableName(table)}`)))
    const counted = await rows()

    await hq.database.unitOfWork.write(atHq(), 'rename', async ({ tx }) => {
      await tx.query(sql`update products set name = 'Banana' where id = ${banana.productId}`)
      tx.touch('product', banana.productId)
    })
    const query = { epoch: cursor.epoch, after: cursor.version, schema: OLDER }
    await replica.apply(await servePull(hqFeed(hq.database.unitOfWork, atHq()), query, DOCUMENT_CASTERS))
    expect(await names()).toMatchObject([{ name: 'BANANA' }])

    await replica.bootstrap(oneChunk(newer))
    expect(await names()).toEqual([{ name: 'Plátano', code: expect.not.stringMatching(/^old /) }])
    expect(await rows()).toEqual(counted)
  })

  test('[SE83] a till too gets both from its store', async () => {
    const cursor = await upToDate()
    await replica.apply(await pull(cursor))
    const tills = new SnapshotCache(`${store.folder}/snapshots`, tillSnapshots(store.database.unitOfWork))
    const productIn = (bytes: Buffer) =>
      bytes
        .toString()
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as { id?: string; data?: CatalogueDocument })
        .find(({ id }) => id === banana.productId)?.data?.row['name']
    expect(productIn(await bytesOf(await tills.open(testContext(), OLDER)))).toBe('BANANA')
    expect(productIn(await bytesOf(await tills.open(testContext())))).toBe('Banana')
  })
})

test('[SE82] what head office has forgotten to be deleted, a store forgets for its tills, and they are told', async () => {
  const cursor = await upToDate()
  const pear = await hq.database.unitOfWork.write(atHq(), 'add', ({ tx }) => addProduct(tx, small, 'Pera'))
  await hq.database.unitOfWork.write(atHq(), 'delete', async ({ tx }) => {
    await tx.query(sql`delete from prices where id = ${pear.priceId}`)
    tx.touch('price', pear.priceId, 'D')
  })
  const page = await pull(cursor)
  await replica.apply(page)
  await setPrice(banana.priceId, 650)
  const next = await pull({ epoch: page.epoch, version: page.to })
  const feed = tillFeed(store.database.unitOfWork, testContext())
  const pulled = (after: number) => servePull(feed, { epoch: page.epoch, after })
  expect((await pulled(cursor.version)).changes.filter(({ op }) => op === 'D')).toHaveLength(1)

  await replica.apply({ ...next, minVersion: page.to })
  expect(await inStore(`select entity_id from sync_change where op = 'D'`)).toEqual([])
  await expect(pulled(page.to - 1)).rejects.toMatchObject({ params: { reason: 'BELOW_HORIZON' } })
  expect((await pulled(page.to)).changes).toHaveLength(1)
})

async function bytesOf(file: FileHandle): Promise<Buffer> {
  const bytes = await file.readFile()
  await file.close()
  return bytes
}

async function* oneChunk(bytes: Uint8Array) {
  yield bytes
}

/** The snapshot at head office may be older than what the tests before have changed. */
async function upToDate(): Promise<Cursor> {
  const cursor = await bootstrap()
  await replica.apply(await pull(cursor))
  return (await replica.cursor()) ?? cursor
}

test('[SE57] rules stand around the changes of an entity, in their transaction, and refuse none', async () => {
  const cursor = await upToDate()
  const rules = createRuleEngine<SyncPullActions, CatalogTx>()
  const seen: string[] = []
  rules.before('sync:pull:price', 'test.against', (_, changes) => {
    seen.push(`before ${changes.length}`)
    throw new DomainError('VALIDATION_FAILED')
  })
  rules.after('sync:pull:price', 'test.look', ({ tx, emitAfterCommit }, changes) => {
    const [row] = tx.prepare<{ n: number }>('select count(*) as n from prices where version > ?').all([cursor.version])
    seen.push(`after ${changes.length}, ${row?.n} there`)
    emitAfterCommit({ name: 'price:arrived', payload: {} })
  })
  rules.after('sync:pull:product', 'test.never', () => void seen.push('a product'))
  rules.seal(SYNC_PULL_ACTIONS)
  await setPrice(banana.priceId, 321)

  const around = replicaWith(rules)
  await around.apply(await pull(cursor))

  expect(seen).toEqual(['before 1', 'after 1, 1 there'])
  expect(told).toEqual(['price:arrived'])
  expect(await inStore('select price_minor from prices where id = ?', banana.priceId)).toEqual([{ price_minor: 321 }])
})

test('[SE57] what a rule throws that is no refusal leaves the replica as it was, and the page comes again', async () => {
  const cursor = await upToDate()
  const rules = createRuleEngine<SyncPullActions, CatalogTx>()
  let isBroken = true
  rules.after('sync:pull:price', 'test.break', ({ emitAfterCommit }) => {
    emitAfterCommit({ name: 'price:arrived', payload: {} })
    if (isBroken) throw new Error('a bug')
  })
  rules.seal(SYNC_PULL_ACTIONS)
  await setPrice(banana.priceId, 654)
  const around = replicaWith(rules)

  await expect(around.apply(await pull(cursor))).rejects.toThrow('a bug')
  expect(await around.cursor()).toEqual(cursor)
  expect(told).toEqual([])

  isBroken = false
  await around.apply(await pull(cursor))
  expect(told).toEqual(['price:arrived'])
  expect(await inStore('select price_minor from prices where id = ?', banana.priceId)).toEqual([{ price_minor: 654 }])
})
