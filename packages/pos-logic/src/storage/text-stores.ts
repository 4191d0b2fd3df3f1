import { assert } from '@pos/core'
import {
  StorageConflict,
  type Expectation,
  type KeyRange,
  type Stored,
  type StoreMap,
  type Write,
} from './journal-storage.ts'
import { SortedTexts } from './sorted-texts.ts'

/** A write as it lies on disk: the value's JSON text, or null for a removed key. */
export type TextWrite = readonly [store: string, key: string, text: string | null]

/** The committed state of all stores as JSON texts, and the changes that are on their way to it. */
export class TextStores<Stores extends StoreMap> {
  readonly #stores: ReadonlyMap<string, SortedTexts>
  /** What commits that are not yet durable will leave behind; only expectations look at it. */
  readonly #ahead = new Map<string, TextWrite>()

  constructor(names: readonly (keyof Stores & string)[]) {
    this.#stores = new Map(names.map((name) => [name, new SortedTexts()]))
  }

  /** Length of everything that can be read. */
  get chars(): number {
    return this.#stores.values().reduce((sum, store) => sum + store.chars, 0)
  }

  get<Name extends keyof Stores & string>(store: Name, key: string): Stores[Name] | undefined {
    const text = this.#store(store).get(key)
    return text === undefined ? undefined : (JSON.parse(text) as Stores[Name])
  }

  list<Name extends keyof Stores & string>(store: Name, range?: KeyRange): Stored<Stores[Name]>[] {
    return this.#store(store)
      .list(range)
      .map(([key, text]) => ({ key, value: JSON.parse(text) as Stores[Name] }))
  }

  toTexts(writes: readonly Write<Stores>[]): TextWrite[] {
    return writes.map(({ store, key, value }) => {
      assert(!/[\t\n]/.test(key), 'a key holds no tab and no line break')
      return [store, key, value === undefined ? null : JSON.stringify(value)]
    })
  }

  /** @throws StorageConflict when the state, with the changes on their way, differs from `expected` */
  check(expected: readonly Expectation<Stores>[]): void {
    for (const { store, key, value } of expected) {
      const ahead = this.#ahead.get(`${store}\n${key}`)
      const actual = ahead === undefined ? (this.#store(store).get(key) ?? null) : ahead[2]
      if (actual !== (value === undefined ? null : JSON.stringify(value))) throw new StorageConflict(store, key)
    }
  }

  /** Shows writes to `check` before they are durable. */
  announce(writes: readonly TextWrite[]): void {
    for (const write of writes) this.#ahead.set(`${write[0]}\n${write[1]}`, write)
  }

  /** Nothing of what was announced will come. */
  withdraw(): void {
    this.#ahead.clear()
  }

  /** Makes writes visible to readers. */
  apply(writes: readonly TextWrite[]): void {
    for (const write of writes) {
      const [name, key, text] = write
      const store = this.#store(name)
      if (text === null) store.remove(key)
      else store.put(key, text)
      const place = `${name}\n${key}`
      if (this.#ahead.size > 0 && this.#ahead.get(place) === write) this.#ahead.delete(place)
    }
  }

  *writes(): Generator<TextWrite> {
    for (const [name, store] of this.#stores) for (const [key, text] of store.entries()) yield [name, key, text]
  }

  #store(name: string): SortedTexts {
    const store = this.#stores.get(name)
    assert(store, `there is no store ${name}`)
    return store
  }
}
