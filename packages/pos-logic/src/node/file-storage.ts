import { assert, DomainError } from '@pos/core'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { CommitLog } from './commit-log.ts'
import { lockFile } from './lock-file.ts'
import { TextStores, type TextWrite } from '../storage/text-stores.ts'
import type { Expectation, JournalStorage, KeyRange, Stored, StoreMap, Write } from '../storage/journal-storage.ts'

const DEFAULT_SLACK_BYTES = 16 * 1024 * 1024

export type FileStorageOptions<Stores extends StoreMap> = {
  readonly folder: string
  readonly names: readonly (keyof Stores & string)[]
  /** How much history the file may hold beside the state before it is written anew; 16 MiB unless told. */
  readonly slackBytes?: number
}

type Waiting = {
  readonly writes: readonly TextWrite[]
  readonly done: () => void
  readonly failed: (cause: unknown) => void
}

/**
 * Opens the storage kept in `folder`, which is made when missing. The state lives in memory and every commit in a log
 * that is flushed before the commit resolves; commits that arrive while the disk is busy share the next flush.
 *
 * @throws DomainError REGISTER_LEASED when another living process has the folder open
 * @throws Error when promised data is damaged, which a torn tail is not
 */
export async function fileStorage<Stores extends StoreMap>(
  options: FileStorageOptions<Stores>,
): Promise<JournalStorage<Stores>> {
  await mkdir(options.folder, { recursive: true })
  const unlock = await lockFile(join(options.folder, 'journal.lock'))
  try {
    const stores = new TextStores<Stores>(options.names)
    const log = await CommitLog.open(options.folder, (writes) => stores.apply(writes))
    return new FileStorage(stores, log, unlock, options.slackBytes ?? DEFAULT_SLACK_BYTES)
  } catch (error) {
    await unlock()
    throw error
  }
}

class FileStorage<Stores extends StoreMap> implements JournalStorage<Stores> {
  readonly #stores: TextStores<Stores>
  readonly #log: CommitLog
  readonly #unlock: () => Promise<void>
  readonly #slackBytes: number
  #waiting: Waiting[] = []
  #writer: Promise<void> | undefined
  #failure: Error | undefined
  #isClosed = false
  /** Size at which the log is tried to be written anew, after it could not be. */
  #tidyFrom = 0

  constructor(stores: TextStores<Stores>, log: CommitLog, unlock: () => Promise<void>, slackBytes: number) {
    this.#stores = stores
    this.#log = log
    this.#unlock = unlock
    this.#slackBytes = slackBytes
  }

  async commit(writes: readonly Write<Stores>[], expected: readonly Expectation<Stores>[] = []): Promise<void> {
    assert(!this.#isClosed, 'the journal is closed')
    if (this.#failure) throw this.#failure
    this.#stores.check(expected)
    const texts = this.#stores.toTexts(writes)
    if (texts.length === 0) return
    this.#stores.announce(texts)
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    this.#waiting.push({ writes: texts, done: resolve, failed: reject })
    this.#writer ??= this.#write()
    return promise
  }

  async get<Name extends keyof Stores & string>(store: Name, key: string): Promise<Stores[Name] | undefined> {
    return this.#stores.get(store, key)
  }

  async list<Name extends keyof Stores & string>(store: Name, range?: KeyRange): Promise<Stored<Stores[Name]>[]> {
    return this.#stores.list(store, range)
  }

  async close(): Promise<void> {
    if (this.#isClosed) return
    this.#isClosed = true
    await this.#writer
    await this.#log.close()
    await this.#unlock()
  }

  async #write(): Promise<void> {
    await Promise.resolve() // commits of the same turn join this group
    while (this.#waiting.length > 0) {
      const group = this.#waiting
      this.#waiting = []
      if (!(await this.#attempt(() => this.#log.append(group.flatMap((commit) => commit.writes)), group))) continue
      for (const commit of group) {
        this.#stores.apply(commit.writes)
        commit.done()
      }
      await this.#tidy()
    }
    // In the turn that saw nothing waiting: a commit that came between would wait for nobody.
    this.#writer = undefined
  }

  async #tidy(): Promise<void> {
    const { bytes } = this.#log
    if (bytes <= 2 * this.#stores.chars + this.#slackBytes || bytes < this.#tidyFrom) return
    const isTidy = await this.#attempt(() => this.#log.compact(this.#stores.writes()), [])
    this.#tidyFrom = isTidy ? 0 : bytes + this.#slackBytes
  }

  /**
   * True when it was done. A full disk leaves the log as it was, and the storage goes on. After any other failed write or
   * flush nobody knows what the disk holds (the kernel may have dropped the pages), so the storage refuses everything
   * until it is opened again and the log is read back.
   */
  async #attempt(work: () => Promise<void>, group: readonly Waiting[]): Promise<boolean> {
    try {
      if (this.#failure) throw this.#failure
      await work()
      return true
    } catch (cause) {
      const isFull = cause instanceof DomainError && cause.code === 'STORAGE_FULL'
      if (!isFull) this.#failure ??= new Error('The journal could not be written; open it again', { cause })
      if (group.length > 0) this.#refuse(group, this.#failure ?? cause)
      return false
    }
  }

  /** What was accepted behind a group counted on it, and is refused with it. */
  #refuse(group: readonly Waiting[], reason: unknown): void {
    const refused = [...group, ...this.#waiting]
    this.#waiting = []
    this.#stores.withdraw()
    for (const commit of refused) commit.failed(reason)
  }
}
