import { TextStores } from './text-stores.ts'
import type { Expectation, JournalStorage, KeyRange, Stored, StoreMap, Write } from './journal-storage.ts'

/**
 * A storage that lives as long as the process: for tests, simulations and replays. Values are kept as JSON text, so a
 * change to an object after the commit does not reach the storage, exactly as with a file.
 */
export function memoryStorage<Stores extends StoreMap>(
  names: readonly (keyof Stores & string)[],
): JournalStorage<Stores> {
  const stores = new TextStores<Stores>(names)
  return {
    async commit(writes: readonly Write<Stores>[], expected: readonly Expectation<Stores>[] = []) {
      stores.check(expected)
      stores.apply(stores.toTexts(writes))
    },
    async get<Name extends keyof Stores & string>(store: Name, key: string): Promise<Stores[Name] | undefined> {
      return stores.get(store, key)
    },
    async list<Name extends keyof Stores & string>(store: Name, range?: KeyRange): Promise<Stored<Stores[Name]>[]> {
      return stores.list(store, range)
    },
    async close() {},
  }
}
