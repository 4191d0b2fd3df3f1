import type { PullPage } from '@pos/shared-types'
import { describe, expect, test } from 'vitest'
import { EPOCH, GOODS, price, shopDocuments, STORE, toChange, type Good } from '../../test/shop.ts'
import { snapshotOf } from '../../test/snapshot-of.ts'
import { newHasher, sha256 } from '../browser/digests.ts'
import type { TillStorage } from '../journal/journal.ts'
import { entryMark } from './entry-mark.ts'
import { Replica } from './replica.ts'

const [APPLE, BREAD] = GOODS as [Good, Good]

/** What a till compares is what lies in its storage, whatever keeps the bytes. `open` starts with an empty one. */
export function storedEntriesContract(title: string, open: () => Promise<TillStorage>): void {
  async function filled() {
    const storage = await open()
    const replica = await Replica.open({ storage, clock: { now: () => 1 }, newHasher, storeId: () => STORE })
    const documents = shopDocuments().map((document) => ({ ...document, version: 1 }))
    await replica.bootstrap(snapshotOf({ epoch: EPOCH, version: 1 }, documents, newHasher()))
    return { storage, replica }
  }
  const page = (to: number, ...changes: PullPage['changes']): PullPage => {
    return { epoch: EPOCH, from: to - 1, to, head: to, minVersion: 0, changes, more: false }
  }
  async function marksOf(replica: Replica): Promise<Map<string, string>> {
    const marks = new Map<string, string>()
    const isWhole = await replica.visitStored(
      (entry) => marks.set(`${entry.entity} ${entry.record.id}`, entryMark(entry, sha256).hash),
      () => undefined,
    )
    expect(isWhole).toBe(true)
    return marks
  }
  /** The keys of what is not in both, or not the same. */
  const differing = (one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>) =>
    [...new Set([...one.keys(), ...other.keys()])].filter((key) => one.get(key) !== other.get(key))
  const keyOf = (good: Good) => `price ${price(good).id}`

  describe(`${title} shows a till what it holds`, () => {
    test('[SE75] every entry of the snapshot is compared once', async () => {
      const { replica, storage } = await filled()
      expect((await marksOf(replica)).size).toBe(shopDocuments().length)
      await storage.close()
    })

    test('[SE75] what has changed since is compared as it is now, and what is gone is not', async () => {
      const { replica, storage } = await filled()
      const before = await marksOf(replica)
      await replica.apply(page(2, toChange(price({ ...APPLE, priceMinor: 5 }), 2)))
      expect(differing(before, await marksOf(replica))).toEqual([keyOf(APPLE)])
      await replica.apply(page(3, { ...toChange(price(BREAD), 3), op: 'D', data: null }))
      const after = await marksOf(replica)
      expect(differing(before, after).length).toBe(2)
      expect(after.get(keyOf(BREAD))).toBeUndefined()
      await storage.close()
    })

    test('[SE75] an entry that was damaged where it lies is seen, though the till has read it long ago', async () => {
      const { replica, storage } = await filled()
      const before = await marksOf(replica)
      const pages = await storage.list('replica_page')
      for (const { key, value } of pages) {
        const damaged = value.map((entry) =>
          entry.entity === 'price' && entry.record.id === price(APPLE).id
            ? { ...entry, record: { ...entry.record, priceMinor: 198 } }
            : entry,
        )
        await storage.commit([{ store: 'replica_page', key, value: damaged }])
      }
      expect(differing(before, await marksOf(replica))).toEqual([keyOf(APPLE)])
      await storage.close()
    })

    test('[SE75] a catalogue that moves on while it is read is not compared', async () => {
      const { replica, storage } = await filled()
      let isFirst = true
      const isWhole = await replica.visitStored(
        () => undefined,
        () => {
          if (!isFirst) return undefined
          isFirst = false
          return replica.apply(page(2))
        },
      )
      expect(isWhole).toBe(false)
      await storage.close()
    })
  })
}
