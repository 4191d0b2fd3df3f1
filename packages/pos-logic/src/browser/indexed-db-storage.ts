import { assert, DomainError } from '@pos/core'
import { Dexie, type Table } from 'dexie'
import {
  StorageConflict,
  type Expectation,
  type JournalStorage,
  type KeyRange,
  type Stored,
  type StoreMap,
  type Write,
} from '../storage/journal-storage.ts'

export type IndexedDbStorageOptions<Stores extends StoreMap> = {
  /** Of the database. */
  readonly name: string
  readonly names: readonly (keyof Stores & string)[]
}

/** A value as it lies in the database: its JSON text, which keeps the order of fields and is read faster than a clone. */
type Row = { readonly key: string; readonly text: string }

/** Greater than every character that a key holds. */
const LAST = '\uffff'

/**
 * Opens the storage kept in an IndexedDB database, which is made when missing. A commit is one transaction that the
 * browser flushes to the disk before it resolves.
 *
 * Only one tab may have it open: see `ownTab`.
 */
export async function indexedDbStorage<Stores extends StoreMap>({
  name,
  names,
}: IndexedDbStorageOptions<Stores>): Promise<JournalStorage<Stores>> {
  const database = new Dexie(name, { autoOpen: false, chromeTransactionDurability: 'strict' })
  // A store that is added makes a database that the browser must upgrade, and stores are only ever added.
  database.version(names.length).stores(Object.fromEntries(names.map((store) => [store, 'key'])))
  await database.open()
  return new IndexedDbStorage<Stores>(database)
}

class IndexedDbStorage<Stores extends StoreMap> implements JournalStorage<Stores> {
  readonly #database: Dexie
  #turn: Promise<unknown> = Promise.resolve()
  #failure: Error | undefined
  #isClosed = false

  constructor(database: Dexie) {
    this.#database = database
  }

  async commit(writes: readonly Write<Stores>[], expected: readonly Expectation<Stores>[] = []): Promise<void> {
    assert(!this.#isClosed, 'the journal is closed')
    const [changes, texts] = [toChanges(writes), expected.map(toExpectedText)]
    const done = this.#turn.then(() => this.#commit(changes, texts))
    this.#turn = done.catch(() => undefined)
    return done
  }

  async get<Name extends keyof Stores & string>(store: Name, key: string): Promise<Stores[Name] | undefined> {
    const row = await this.#table(store).get(key)
    return row && (JSON.parse(row.text) as Stores[Name])
  }

  async list<Name extends keyof Stores & string>(
    store: Name,
    { prefix = '', after, limit = Infinity }: KeyRange = {},
  ): Promise<Stored<Stores[Name]>[]> {
    const isAfterLater = after !== undefined && after >= prefix
    const last = prefix + LAST
    if (isAfterLater && after >= last) return []
    const range = this.#table(store)
      .where('key')
      .between(isAfterLater ? after : prefix, last, !isAfterLater, true)
    const rows = await (limit === Infinity ? range : range.limit(limit)).toArray()
    return rows.map(({ key, text }) => ({ key, value: JSON.parse(text) as Stores[Name] }))
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await this.#turn
    this.#database.close({ disableAutoOpen: true })
  }

  /**
   * A transaction for which there is no room is undone by the browser as a whole. After one that failed for other reasons
   * of the disk (the browser threw the database away) nothing more is taken, until the storage is opened again and
   * reads back what there is.
   */
  async #commit(changes: Changes, expected: readonly ExpectedText[]): Promise<void> {
    if (this.#failure) throw this.#failure
    const names = new Set([...changes.keys(), ...expected.map(({ store }) => store)])
    if (names.size === 0) return
    const tables = [...names].map((name) => this.#table(name))
    try {
      await this.#database.transaction('rw', tables, async () => {
        const found = await Promise.all(expected.map(({ store, key }) => this.#table(store).get(key)))
        const other = expected.find(({ text }, at) => (found[at]?.text ?? null) !== text)
        if (other) throw new StorageConflict(other.store, other.key)
        await Promise.all([...changes].map(([store, texts]) => this.#change(store, texts)))
      })
    } catch (cause) {
      if (cause instanceof StorageConflict) throw cause
      if (isOverQuota(cause)) throw new DomainError('STORAGE_FULL', {}, { cause })
      this.#failure = new Error('The journal could not be written; open it again', { cause })
      throw this.#failure
    }
  }

  async #change(store: string, texts: ReadonlyMap<string, string | null>): Promise<void> {
    const puts: Row[] = []
    const gone: string[] = []
    for (const [key, text] of texts) {
      if (text === null) gone.push(key)
      else puts.push({ key, text })
    }
    if (puts.length > 0) await this.#table(store).bulkPut(puts)
    if (gone.length > 0) await this.#table(store).bulkDelete(gone)
  }

  #table(store: string): Table<Row, string> {
    return this.#database.table<Row, string>(store)
  }
}

/** Dexie tells of the reason inside of what it became for the transaction. */
function isOverQuota(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return error.name === 'QuotaExceededError' || ('inner' in error && isOverQuota(error.inner))
}

/** By store and key, the last write of each key: its text, or null for one that goes. */
type Changes = ReadonlyMap<string, ReadonlyMap<string, string | null>>

function toChanges<Stores extends StoreMap>(writes: readonly Write<Stores>[]): Changes {
  const changes = new Map<string, Map<string, string | null>>()
  for (const { store, key, value } of writes) {
    assert(!key.includes(LAST), 'a key holds no U+FFFF')
    const texts = changes.get(store) ?? new Map<string, string | null>()
    changes.set(store, texts.set(key, toText(value)))
  }
  return changes
}

type ExpectedText = { readonly store: string; readonly key: string; readonly text: string | null }

function toExpectedText<Stores extends StoreMap>({ store, key, value }: Expectation<Stores>): ExpectedText {
  return { store, key, text: toText(value) }
}

const toText = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value))
