import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { InvariantError } from '@pos/core'
import { temporaryFolder, testContext } from '@pos/testing'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openThingsStore } from '../contract/open-things.ts'
import type { CatalogueTx } from './catalogue.ts'
import { NOTHING_PULLED } from './catalogue-reader.ts'

type Tx = CatalogueTx<Record<never, never>>
type Prepares = Pick<Tx, 'prepare'>

const ctx = testContext()
const EPOCH = '019cad5e-0000-7000-8000-0000000000e0'
let folder: ReturnType<typeof temporaryFolder>
let store: Awaited<ReturnType<typeof openThingsStore>>
beforeEach(async () => {
  folder = temporaryFolder()
  store = await openThingsStore(folder.path)
})
afterEach(async () => {
  await store.close()
  folder.remove()
})

function put(tx: Prepares, price: number, version: number): void {
  tx.prepare('insert or replace into goods (code, price) values (?, ?)').run(['tea', price])
  tx.prepare(`insert or replace into sync_cursors (feed, epoch, version) values ('hq', ?, ?)`).run([EPOCH, version])
}
const priceIn = (tx: { catalog: Prepares }) =>
  tx.catalog.prepare<{ price: number }>(`select price from goods where code = 'tea'`).get()?.price
const price = () => store.unitOfWork.read(ctx, priceIn)
const files = () =>
  readdirSync(folder.path)
    .filter((name) => /^catalog-\d+\.db$/.test(name))
    .sort()

describe('a new store', () => {
  test('has an empty catalogue that has pulled nothing', async () => {
    expect(files()).toEqual(['catalog-1.db'])
    expect(store.catalogue.version).toEqual(NOTHING_PULLED)
    expect(await store.unitOfWork.write(ctx, 'test.version', ({ tx }) => tx.catalog.version)).toEqual(NOTHING_PULLED)
  })
})

describe('a pull', () => {
  test('is seen by the units after it, with its version', async () => {
    await store.catalogue.write((tx) => put(tx, 250, 7))
    const seen = await store.unitOfWork.write(ctx, 'test.price', ({ tx }) => [priceIn(tx), tx.catalog.version])
    expect(seen).toEqual([250, { epoch: EPOCH, version: 7 }])
    expect(store.catalogue.version).toEqual({ epoch: EPOCH, version: 7 })
  })

  test('changes nothing for a unit that is running', async () => {
    await store.catalogue.write((tx) => put(tx, 250, 7))
    const seen = await store.unitOfWork.write(ctx, 'test.running', async ({ tx }) => {
      const before = [priceIn(tx), tx.catalog.version.version]
      await store.catalogue.write((pulled) => put(pulled, 300, 8))
      return [before, [priceIn(tx), tx.catalog.version.version]]
    })
    expect(seen).toEqual([
      [250, 7],
      [250, 7],
    ])
    expect(await price()).toBe(300)
  })

  test('that fails leaves the catalogue as it was', async () => {
    await store.catalogue.write((tx) => put(tx, 250, 7))
    const failing = store.catalogue.write(async (tx) => {
      put(tx, 300, 8)
      await Promise.resolve()
      throw new Error('line cut')
    })
    await expect(failing).rejects.toThrow('line cut')
    expect([await price(), store.catalogue.version.version]).toEqual([250, 7])
  })

  test('cannot be done from a sale', async () => {
    const cheat = store.unitOfWork.write(ctx, 'test.cheat', ({ tx }) => put(tx.catalog, 1, 9))
    await expect(cheat).rejects.toMatchObject({ cause: { code: 'SQLITE_READONLY' } })
  })
})

describe('a bootstrap', () => {
  test('replaces the whole catalogue and removes the old file', async () => {
    await store.catalogue.write((tx) => put(tx, 250, 7))
    const answer = await store.catalogue.replace((tx) => {
      put(tx, 900, 20)
      return 'loaded'
    })
    expect([answer, await price(), store.catalogue.version.version]).toEqual(['loaded', 900, 20])
    expect(files()).toEqual(['catalog-2.db'])
  })

  test('leaves a reader on the old file until it has finished, then the file goes', async () => {
    await store.catalogue.write((tx) => put(tx, 250, 7))
    const seen = await store.unitOfWork.read(ctx, async (tx) => {
      await store.catalogue.replace((fresh) => put(fresh, 900, 20))
      return [priceIn(tx), await price(), files()]
    })
    expect(seen).toEqual([250, 900, ['catalog-1.db', 'catalog-2.db']])
    expect(files()).toEqual(['catalog-2.db'])
    expect(existsSync(join(folder.path, 'catalog-1.db-wal'))).toBe(false)
  })

  test('lets the store sell while it loads, and takes effect between units', async () => {
    const { promise: mayEnd, resolve: end } = Promise.withResolvers<void>()
    const loading = store.catalogue.replace(async (tx) => {
      put(tx, 900, 20)
      await mayEnd
    })
    const sold = await store.unitOfWork.write(ctx, 'test.sell', ({ tx }) => priceIn(tx) ?? 'nothing on the shelf')
    expect(sold).toBe('nothing on the shelf')
    end()
    await loading
    expect(await store.unitOfWork.write(ctx, 'test.sell', ({ tx }) => priceIn(tx))).toBe(900)
  })

  test('that breaks off leaves the old catalogue and no file', async () => {
    await store.catalogue.write((tx) => put(tx, 250, 7))
    const broken = store.catalogue.replace(async (tx) => {
      put(tx, 900, 20)
      await Promise.resolve()
      throw new Error('line cut')
    })
    await expect(broken).rejects.toThrow('line cut')
    expect([await price(), files()]).toEqual([250, ['catalog-1.db']])
    await store.catalogue.replace((tx) => put(tx, 901, 21))
    expect(await price()).toBe(901)
  })

  test('with a row that lacks its parent is not taken', async () => {
    const torn = store.catalogue.replace((tx) => {
      tx.db.run('create table shelves (code text references goods (code)) strict')
      tx.db.run(`insert into shelves values ('nothing')`)
    })
    await expect(torn).rejects.toBeInstanceOf(InvariantError)
    expect(files()).toEqual(['catalog-1.db'])
  })

  test('is still there, and durable, after the store is opened again', async () => {
    await store.catalogue.replace((tx) => put(tx, 900, 20))
    await store.close()
    store = await openThingsStore(folder.path)
    expect([await price(), store.catalogue.version.version]).toEqual([900, 20])
    const mode = await store.catalogue.write((tx) => tx.prepare('pragma journal_mode').get())
    expect(mode).toEqual({ journal_mode: 'wal' })
  })

  test('is what a store with a damaged catalogue waits for, with the doors open', async () => {
    await store.catalogue.write((tx) => put(tx, 250, 7))
    await store.close()
    writeFileSync(join(folder.path, 'catalog-1.db'), 'no database at all, and long enough to be read as one'.repeat(99))
    store = await openThingsStore(folder.path)
    expect([await price(), store.catalogue.version, files()]).toEqual([undefined, NOTHING_PULLED, ['catalog-2.db']])
    await store.catalogue.replace((tx) => put(tx, 900, 20))
    expect(await price()).toBe(900)
  })

  test('interrupted by a power cut is forgotten at the next start', async () => {
    await store.catalogue.write((tx) => put(tx, 250, 7))
    await store.close()
    writeFileSync(join(folder.path, 'catalog-2.db'), 'half a file')
    writeFileSync(join(folder.path, 'catalog-2.db-journal'), 'and more')
    store = await openThingsStore(folder.path)
    expect([await price(), files()]).toEqual([250, ['catalog-1.db']])
    expect(existsSync(join(folder.path, 'catalog-2.db-journal'))).toBe(false)
  })
})
