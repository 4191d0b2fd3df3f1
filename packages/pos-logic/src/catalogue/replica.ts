import type { Clock } from '@pos/core'
import type { Instant, PullPage, StoreId } from '@pos/shared-types'
import type { Cursor, Hasher, ReplicaPort } from '@pos/sync-engine'
import type { TillStorage } from '../journal/journal.ts'
import { SELF, type ReplicaState, type StagedChange } from '../journal/journal-stores.ts'
import { Catalogue } from './catalogue.ts'
import { flatten, isReplicated, REPLICA_SCHEMA } from './flatten.ts'
import type { CatalogueEntry } from './records.ts'
import {
  changeKey,
  dropGenerations,
  GenerationWriter,
  loadFrame,
  loadGoods,
  show,
  storedEntries,
} from './generation.ts'
import { readSnapshot } from './read-snapshot.ts'

export type ReplicaOptions = {
  readonly storage: TillStorage
  readonly clock: Clock
  readonly newHasher: () => Hasher
  /** Whose catalogue this is, as soon as it is known. */
  readonly storeId: () => StoreId | undefined
  /** With how many changes beside its pages a generation is written anew at the next start. */
  readonly mostChanges?: number | undefined
}

/** So many are read in a fifth of a second. */
const MOST_CHANGES = 20_000

const STATE_KEY = { store: 'replica_state', key: SELF } as const

/** The till's copy of the catalogue: flattened documents in the storage, indexed in memory. */
export class Replica implements ReplicaPort {
  readonly #options: ReplicaOptions
  readonly #storage: TillStorage
  #catalogue: Catalogue
  #state: ReplicaState | undefined
  #loaded: Promise<void> = Promise.resolve()
  #isLoaded = true

  private constructor(options: ReplicaOptions, catalogue: Catalogue, state: ReplicaState | undefined) {
    this.#options = options
    this.#storage = options.storage
    this.#catalogue = catalogue
    this.#state = state
  }

  /**
   * Opens the replica in use as far as its store, taxes and tenders are there; its goods follow, see `loaded`. What
   * another version of this program flattened is left for a new snapshot.
   */
  static async open(options: ReplicaOptions): Promise<Replica> {
    const { storage, storeId } = options
    const stored = await storage.get(STATE_KEY.store, SELF)
    const catalogue = new Catalogue(storeId)
    if (stored?.schema !== REPLICA_SCHEMA) return new Replica(options, catalogue, undefined)
    await loadFrame(storage, stored.generation, catalogue)
    const replica = new Replica(options, catalogue, stored)
    replica.#isLoaded = false
    replica.#loaded = replica.#loadGoods(stored)
    // Whoever needs the goods hears of a failure from `loaded`.
    replica.#loaded.catch(() => undefined)
    return replica
  }

  /** Resolves when every product and price is there. */
  loaded(): Promise<void> {
    return this.#loaded
  }

  /** False in the first moments after the start: what is not found then may be there all the same. */
  get isLoaded(): boolean {
    return this.#isLoaded
  }

  get catalogue(): Catalogue {
    return this.#catalogue
  }

  /** Version of the feed that prices and products are of; 0 before the first catalogue. */
  get version(): number {
    return this.#state?.version ?? 0
  }

  get appliedAt(): Instant | null {
    return this.#state?.appliedAt ?? null
  }

  cursor(): Cursor | undefined {
    return this.#state && { epoch: this.#state.epoch, version: this.#state.version }
  }

  /**
   * Hands over every entry as it is stored, and waits between two of them when `between` says so. False when the replica
   * moved on meanwhile, or there is none.
   */
  async visitStored(
    visit: (entry: CatalogueEntry) => void,
    between: () => Promise<void> | undefined,
  ): Promise<boolean> {
    const state = this.#state
    if (state === undefined) return false
    for await (const entries of storedEntries(this.#storage, state.generation)) {
      for (const entry of entries) {
        const wait = between()
        if (wait) await wait
        visit(entry)
      }
      if (this.#state !== state) return false
    }
    return true
  }

  async apply(page: PullPage): Promise<void> {
    await this.#loaded
    const state = this.#state
    if (state === undefined) throw new Error('a page needs a replica to be applied to')
    const staged = await this.#storage.list('replica_staged')
    const changes = new Map(staged.map(({ key, value }) => [key, value]))
    for (const change of toStaged(page)) changes.set(stagedKey(change), change)
    const news = [...changes.values()].filter((change) => change.version > state.version)
    const next = { ...state, epoch: page.epoch, version: page.to, appliedAt: this.#options.clock.now() }
    await this.#storage.commit([
      ...news.map(({ entity, id, entry }) => ({
        store: 'replica' as const,
        key: changeKey(state.generation, entity, id),
        value: { entity, id, entry },
      })),
      ...staged.map(({ key }) => ({ store: 'replica_staged' as const, key, value: undefined })),
      { ...STATE_KEY, value: next },
    ])
    this.#state = next
    for (const change of news) show(this.#catalogue, change)
  }

  async stage(page: PullPage): Promise<void> {
    const isFirst = page.from === this.#state?.version
    const old = isFirst ? await this.#storage.list('replica_staged') : []
    await this.#storage.commit([
      ...old.map(({ key }) => ({ store: 'replica_staged' as const, key, value: undefined })),
      ...toStaged(page).map((value) => ({
        store: 'replica_staged' as const,
        key: stagedKey(value),
        value,
      })),
    ])
  }

  async bootstrap(snapshot: AsyncIterable<Uint8Array>): Promise<Cursor> {
    await this.#loaded
    const before = await this.#storage.get(STATE_KEY.store, SELF)
    const generation = (before?.generation ?? 0) + 1
    await dropGenerations(this.#storage, before?.generation)
    const catalogue = new Catalogue(this.#options.storeId)
    const writer = new GenerationWriter(this.#storage, generation)
    const { epoch, version } = await readSnapshot(snapshot, this.#options.newHasher(), (document) => {
      const entry = flatten(document.entity, document.data)
      if (entry === undefined) return undefined
      catalogue.put(entry)
      return writer.put(entry)
    })
    await writer.end()
    const state = { generation, schema: REPLICA_SCHEMA, epoch, version, appliedAt: this.#options.clock.now() }
    const staged = await this.#storage.list('replica_staged')
    await this.#storage.commit([
      { ...STATE_KEY, value: state },
      ...staged.map(({ key }) => ({ store: 'replica_staged' as const, key, value: undefined })),
    ])
    this.#state = state
    this.#catalogue = catalogue
    await dropGenerations(this.#storage, generation)
    return { epoch, version }
  }

  async #loadGoods(state: ReplicaState): Promise<void> {
    const changes = await loadGoods(this.#storage, state.generation, this.#catalogue)
    if (changes > (this.#options.mostChanges ?? MOST_CHANGES)) await this.#rewrite(state)
    this.#isLoaded = true
  }

  /** Writes a generation whose pages hold the changes of this one. */
  async #rewrite(before: ReplicaState): Promise<void> {
    const generation = before.generation + 1
    await dropGenerations(this.#storage, before.generation)
    const writer = new GenerationWriter(this.#storage, generation)
    for (const entry of this.#catalogue.entries()) {
      const wait = writer.put(entry)
      if (wait) await wait
    }
    await writer.end()
    const state = { ...before, generation }
    await this.#storage.commit([{ ...STATE_KEY, value: state }])
    this.#state = state
    await dropGenerations(this.#storage, generation)
  }
}

const stagedKey = ({ entity, id }: StagedChange): string => `${entity}/${id}`

function toStaged(page: PullPage): StagedChange[] {
  return page.changes.flatMap(({ entity, id, op, version, data }) => {
    if (!isReplicated(entity)) return []
    const entry = op === 'D' || data === null ? null : (flatten(entity, data) ?? null)
    return [{ version, entity, id, entry }]
  })
}
