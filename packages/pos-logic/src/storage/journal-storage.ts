/** The stores of a database by name, with the type of their values. Values are JSON: no functions, no `undefined`. */
export type StoreMap = Readonly<Record<string, unknown>>

type StoreName<Stores extends StoreMap> = keyof Stores & string

type Entry<Stores extends StoreMap> = {
  readonly [Name in StoreName<Stores>]: {
    readonly store: Name
    readonly key: string
    readonly value: Stores[Name] | undefined
  }
}[StoreName<Stores>]

/** Puts `value` under `key`; `undefined` removes the key. */
export type Write<Stores extends StoreMap> = Entry<Stores>

/**
 * What must be stored under `key` for the commit to happen; `undefined` means that nothing may be there. Values are
 * compared as JSON text, so an expectation is the value as it was read or written, fields in the same order.
 */
export type Expectation<Stores extends StoreMap> = Entry<Stores>

/** Keys are compared as JavaScript compares strings (UTF-16 code units), which is IndexedDB's order too. */
export type KeyRange = {
  readonly prefix?: string
  /** Only keys greater than this one. */
  readonly after?: string
  readonly limit?: number
}

export type Stored<Value> = { readonly key: string; readonly value: Value }

/** The commit found another value than it expected: someone else wrote, and nothing of this commit was stored. */
export class StorageConflict extends Error {
  override readonly name = 'StorageConflict'
  readonly store: string
  readonly key: string

  constructor(store: string, key: string) {
    super(`${store}/${key} is not what the commit expected`)
    this.store = store
    this.key = key
  }
}

/**
 * Ordered key-value stores with one kind of write: an atomic, strictly durable commit over several stores. The shape is
 * what IndexedDB can keep: all writes of a commit are known before it starts, and nothing foreign is awaited inside.
 */
export interface JournalStorage<Stores extends StoreMap> {
  /**
   * Stores all writes or none. When the promise resolves they survive a power cut; readers see them only from then on.
   * Commits take effect in the order of the calls. When it rejects with anything else than is named here, the outcome is
   * unknown until the storage is opened again.
   *
   * @throws StorageConflict when an expectation does not hold
   * @throws DomainError STORAGE_FULL when there is no room; nothing of it is kept, and the same may succeed later
   */
  commit(writes: readonly Write<Stores>[], expected?: readonly Expectation<Stores>[]): Promise<void>
  get<Name extends StoreName<Stores>>(store: Name, key: string): Promise<Stores[Name] | undefined>
  /** In ascending order of keys. */
  list<Name extends StoreName<Stores>>(store: Name, range?: KeyRange): Promise<Stored<Stores[Name]>[]>
  /** Waits for running commits and releases the storage. */
  close(): Promise<void>
}
