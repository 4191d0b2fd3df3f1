import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { StorageConflict, type JournalStorage } from './journal-storage.ts'

export type ContractStores = { numbers: { last: number }; texts: string; lists: number[] }
export const CONTRACT_STORES = ['numbers', 'texts', 'lists'] as const

/** What every storage of a till promises, whatever keeps the bytes. `open` starts with an empty one each time. */
export function journalStorageContract(title: string, open: () => Promise<JournalStorage<ContractStores>>): void {
  describe(`${title} keeps the promises of a journal storage`, () => {
    let storage: JournalStorage<ContractStores>
    beforeEach(async () => {
      storage = await open()
    })
    afterEach(() => storage.close())

    test('a commit over several stores is read back whole', async () => {
      await storage.commit([
        { store: 'numbers', key: 'a', value: { last: 7 } },
        { store: 'texts', key: 'b', value: 'ñ € \n\t "quoted" \u2028' },
      ])
      expect(await storage.get('numbers', 'a')).toEqual({ last: 7 })
      expect(await storage.get('texts', 'b')).toBe('ñ € \n\t "quoted" \u2028')
      expect(await storage.get('texts', 'a')).toBeUndefined()
    })

    test('undefined removes a key, and the last write of a commit wins', async () => {
      await storage.commit([{ store: 'texts', key: 'a', value: 'one' }])
      await storage.commit([
        { store: 'texts', key: 'a', value: 'two' },
        { store: 'texts', key: 'a', value: undefined },
        { store: 'texts', key: 'b', value: 'one' },
        { store: 'texts', key: 'b', value: 'two' },
      ])
      expect(await storage.list('texts')).toEqual([{ key: 'b', value: 'two' }])
    })

    test('a list is in the order of keys, by range, prefix and limit', async () => {
      const keys = ['b/2', 'a/9', 'b/10', 'c', 'b/1', 'B']
      for (const key of keys) await storage.commit([{ store: 'texts', key, value: key }])
      const listed = async (range?: Parameters<typeof storage.list>[1]) =>
        (await storage.list('texts', range)).map((entry) => entry.key)
      expect(await listed()).toEqual(['B', 'a/9', 'b/1', 'b/10', 'b/2', 'c'])
      expect(await listed({ prefix: 'b/' })).toEqual(['b/1', 'b/10', 'b/2'])
      expect(await listed({ prefix: 'b/', after: 'b/1' })).toEqual(['b/10', 'b/2'])
      expect(await listed({ prefix: 'b/', after: 'a' })).toEqual(['b/1', 'b/10', 'b/2'])
      expect(await listed({ after: 'b/10', limit: 1 })).toEqual(['b/2'])
      expect(await listed({ prefix: 'b/', after: 'c' })).toEqual([])
    })

    test('a removed key comes back in its place', async () => {
      for (const key of ['1', '2', '3']) await storage.commit([{ store: 'texts', key, value: key }])
      await storage.commit([{ store: 'texts', key: '2', value: undefined }])
      expect((await storage.list('texts')).map((entry) => entry.key)).toEqual(['1', '3'])
      await storage.commit([{ store: 'texts', key: '2', value: 'again' }])
      expect((await storage.list('texts')).map((entry) => entry.value)).toEqual(['1', 'again', '3'])
    })

    test('a commit whose expectation does not hold stores nothing', async () => {
      await storage.commit([{ store: 'numbers', key: 'series', value: { last: 1 } }])
      const late = storage.commit(
        [
          { store: 'texts', key: 'sale', value: 'late' },
          { store: 'numbers', key: 'series', value: { last: 2 } },
        ],
        [{ store: 'numbers', key: 'series', value: { last: 0 } }],
      )
      await expect(late).rejects.toThrow(StorageConflict)
      expect(await storage.get('texts', 'sale')).toBeUndefined()
      expect(await storage.get('numbers', 'series')).toEqual({ last: 1 })
      await expect(storage.commit([], [{ store: 'texts', key: 'x', value: 'x' }])).rejects.toThrow(StorageConflict)
    })

    test('of two commits that expect the same state at the same moment only the first is stored', async () => {
      await storage.commit([{ store: 'numbers', key: 'series', value: { last: 1 } }])
      const taken = await Promise.allSettled(
        [1, 2, 3].map((writer) =>
          storage.commit(
            [
              { store: 'numbers', key: 'series', value: { last: 2 } },
              { store: 'texts', key: `sale-${writer}`, value: 'mine' },
            ],
            [{ store: 'numbers', key: 'series', value: { last: 1 } }],
          ),
        ),
      )
      expect(taken.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'rejected'])
      expect((await storage.list('texts')).map((entry) => entry.key)).toEqual(['sale-1'])
    })

    test('a chain of commits that was not awaited sees each link before it', async () => {
      const links = Array.from({ length: 50 }, (_, n) =>
        storage.commit(
          [{ store: 'numbers', key: 'series', value: { last: n + 1 } }],
          [{ store: 'numbers', key: 'series', value: n === 0 ? undefined : { last: n } }],
        ),
      )
      await Promise.all(links)
      expect(await storage.get('numbers', 'series')).toEqual({ last: 50 })
    })

    test('changing a value after its commit does not change what is stored', async () => {
      const value = [1, 2]
      await storage.commit([{ store: 'lists', key: 'a', value }])
      value.push(3)
      const read = await storage.get('lists', 'a')
      read?.push(4)
      expect(await storage.get('lists', 'a')).toEqual([1, 2])
    })

    test('a value of several megabytes is kept', async () => {
      const big = 'ñ'.repeat(3_000_000)
      await storage.commit([{ store: 'texts', key: 'big', value: big }])
      expect(await storage.get('texts', 'big')).toBe(big)
    })
  })
}

/** Takes the room on the disk away; gives how to make room again. */
type FillDisk = () => Promise<() => Promise<void>>

/** What a storage that has a disk promises when it is full. */
export function fullDiskContract(
  title: string,
  open: () => Promise<JournalStorage<ContractStores>>,
  fillDisk: FillDisk,
): void {
  describe(`${title} keeps its promises on a full disk`, () => {
    test('[SE85] on a full disk a commit is refused whole, and the same succeeds once there is room', async () => {
      const storage = await open()
      await storage.commit([{ store: 'numbers', key: 'series', value: { last: 1 } }])
      const sell = (number: number) =>
        storage.commit(
          [
            { store: 'texts', key: `sale-${number}`, value: 'x'.repeat(50_000) },
            { store: 'numbers', key: 'series', value: { last: number } },
          ],
          [{ store: 'numbers', key: 'series', value: { last: number - 1 } }],
        )
      const makeRoom = await fillDisk()
      for (let times = 0; times < 3; times += 1) {
        const tried = await Promise.allSettled([sell(2), sell(3)])
        expect(tried.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
        expect(codeOf(tried[0])).toBe('STORAGE_FULL')
        expect(await storage.list('texts')).toEqual([])
        expect(await storage.get('numbers', 'series')).toEqual({ last: 1 })
      }
      await makeRoom()
      await sell(2)
      await sell(3)
      expect((await storage.list('texts')).map(({ key }) => key)).toEqual(['sale-2', 'sale-3'])
      expect(await storage.get('numbers', 'series')).toEqual({ last: 3 })
      await storage.close()
    })
  })
}

function codeOf(result: PromiseSettledResult<void>): unknown {
  return result.status === 'rejected' && result.reason instanceof Error && 'code' in result.reason
    ? result.reason.code
    : undefined
}
