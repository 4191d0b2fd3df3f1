import { DomainError } from '@pos/core'
import type { EventId, LineageId, SaleId, SaleFact } from '@pos/shared-types'
import type { AcknowledgedPort, OutboxBatch, OutboxChange, OutboxPort, OutboxStatus, Sha256 } from '@pos/sync-engine'
import { StorageConflict, type JournalStorage } from '../storage/journal-storage.ts'
import { JournalAcknowledged } from './acknowledged.ts'
import { Draft, type JournalState } from './draft.ts'
import {
  positionKey,
  SELF,
  type JournalStores,
  type Lineage,
  type OutboxRow,
  type StoredEvent,
} from './journal-stores.ts'
import { OpenEntries } from './open-entries.ts'

const PAGE_EVENTS = 200

/** The storage of a till: `memoryStorage` or `fileStorage` opened with `JOURNAL_STORES`. */
export type TillStorage = JournalStorage<JournalStores>

/**
 * The till's book. Each act is one commit: the fact, its number and hash, its totals and its place in the outbox are
 * stored together or not at all. Acts run one after another, because each continues the chain of the one before.
 */
export class Journal {
  readonly storage: TillStorage
  readonly outbox: OutboxPort
  /** What the store has acknowledged, as far as it is still kept. */
  readonly acknowledged: AcknowledgedPort
  readonly #sha256: Sha256
  readonly #state: JournalState
  readonly #open: OpenEntries
  #turn: Promise<unknown> = Promise.resolve()

  private constructor(storage: TillStorage, sha256: Sha256, state: JournalState, open: OpenEntries) {
    this.storage = storage
    this.#sha256 = sha256
    this.#state = state
    this.#open = open
    this.outbox = new JournalOutbox(storage, open)
    this.acknowledged = new JournalAcknowledged(storage, open)
  }

  /** Reads the journal back. `newLineage` is stored when the storage is empty: the first life of this journal. */
  static async open(storage: TillStorage, sha256: Sha256, newLineage: () => Lineage): Promise<Journal> {
    const lineage = (await storage.get('lineage', SELF)) ?? (await begin(storage, newLineage()))
    const [series, aggregates, rows] = await Promise.all([
      storage.list('series'),
      storage.list('aggregate'),
      storage.list('outbox'),
    ])
    const state: JournalState = {
      lineage,
      series: new Map(series.map(({ value }) => [value.document, value])),
      aggregates: new Map(aggregates.map(({ key, value }) => [key, value])),
    }
    const open = new OpenEntries()
    for (const { key, value } of rows) open.put(key, value)
    return new Journal(storage, sha256, state, open)
  }

  get lineage(): LineageId {
    return this.#state.lineage.id
  }

  /** The position of the last event made here. */
  get lastSeq(): number {
    return this.#state.lineage.lastSeq
  }

  /**
   * Lets `work` collect one act and commits it; the promise resolves when the act is durable. `work` sees the numbers
   * as they are, runs at once and awaits nothing. When it throws, nothing is stored.
   *
   * @throws DomainError REGISTER_LEASE_LOST when someone else wrote to this journal: the till must stop and open anew
   */
  write<Result>(work: (draft: Draft) => Result): Promise<Result> {
    const done = this.#turn.then(() => this.#commit(work))
    this.#turn = done.catch(() => undefined)
    return done
  }

  /** Events of a lineage that the store has not acknowledged, oldest first, by their keys. */
  async unsent(lineage: LineageId): Promise<readonly (readonly [string, StoredEvent])[]> {
    const events = await Promise.all(
      this.#open.keys().map(async (key) => [key, await this.storage.get('event', key)] as const),
    )
    return events.flatMap(([key, event]) => (event?.lineage === lineage ? [[key, event] as const] : []))
  }

  /** The fact of an event made here; undefined when it was never here or has been pruned. */
  async findSale(saleId: SaleId): Promise<SaleFact | undefined> {
    const place = await this.storage.get('sale', saleId)
    const event = place && (await this.storage.get('event', place.eventKey))
    return event && (JSON.parse(event.payload) as SaleFact)
  }

  /** Events made here that are still kept, the last one first. */
  async *newestFirst(): AsyncGenerator<StoredEvent> {
    for (let end = this.#state.lineage.lastSeq; end > 0; end -= PAGE_EVENTS) {
      const after = positionKey(Math.max(0, end - PAGE_EVENTS))
      const page = await this.storage.list('event', { after, limit: PAGE_EVENTS })
      const older = page.filter(({ key }) => key <= positionKey(end))
      if (older.length === 0) return
      for (const { value } of older.toReversed()) yield value
    }
  }

  /** Whether an event made here has not been acknowledged yet. */
  isOpen(eventId: EventId): boolean {
    return this.#open.has(eventId)
  }

  /** Forgets aggregates whose events were pruned. */
  forget(aggregates: Iterable<string>): void {
    for (const aggregate of aggregates) this.#state.aggregates.delete(aggregate)
  }

  async #commit<Result>(work: (draft: Draft) => Result): Promise<Result> {
    const draft = new Draft(this.#state, this.#sha256)
    const result = work(draft)
    try {
      await this.storage.commit(draft.writes, draft.expected)
    } catch (error) {
      if (error instanceof StorageConflict) throw new DomainError('REGISTER_LEASE_LOST', {}, { cause: error })
      throw error
    }
    draft.accept()
    for (const { store, key, value } of draft.writes) {
      if (store === 'outbox' && value !== undefined) this.#open.put(key, value)
    }
    return result
  }
}

async function begin(storage: TillStorage, lineage: Lineage): Promise<Lineage> {
  await storage.commit(
    [{ store: 'lineage', key: SELF, value: lineage }],
    [{ store: 'lineage', key: SELF, value: undefined }],
  )
  return lineage
}

/** The outbox as the pusher sees it. */
class JournalOutbox implements OutboxPort {
  readonly #storage: TillStorage
  readonly #open: OpenEntries

  constructor(storage: TillStorage, open: OpenEntries) {
    this.#storage = storage
    this.#open = open
  }

  async due(now: number, maxEvents: number, maxBytes: number): Promise<OutboxBatch | undefined> {
    const keys = this.#open.due(now, maxEvents, maxBytes)
    const stored = await Promise.all(keys.map((key) => this.#storage.get('event', key)))
    const lineage = stored[0]?.lineage
    if (lineage === undefined) return undefined
    const events = stored.flatMap((event, place) => {
      if (event?.lineage !== lineage) return []
      const { lineage: _, ...sent } = event
      const row = this.#open.row(keys[place] ?? '')
      return [{ ...sent, attempts: row?.attempts ?? 0, isParked: row?.state === 'parked' }]
    })
    return { lineage, events }
  }

  async settle(changes: readonly OutboxChange[]): Promise<void> {
    const rows = this.#open.after(changes)
    await this.#storage.commit(
      [...rows].map(([key, value]: [string, OutboxRow | undefined]) => ({ store: 'outbox', key, value })),
    )
    this.#open.accept(rows)
  }

  nextDueAt(now: number): number | undefined {
    return this.#open.nextDueAt(now)
  }

  status(): OutboxStatus {
    return this.#open.status()
  }
}
