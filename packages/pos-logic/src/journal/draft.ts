import { assert } from '@pos/core'
import type { EventId, Hash, Instant, LineageId, SaleId } from '@pos/shared-types'
import type { Sha256 } from '@pos/sync-engine'
import type { Expectation, Write } from '../storage/journal-storage.ts'
import { positionKey, SELF, type JournalStores, type Lineage, type Series } from './journal-stores.ts'

/** An act to be told to the store: its payload is the fact as it will be kept for ever. */
export type NewEvent = {
  readonly eventId: EventId
  readonly type: string
  readonly aggregateType: string
  readonly aggregateId: string
  readonly hlc: string
  readonly wallTime: Instant
  readonly catalogueVersion: number
  readonly fact: unknown
}

/** What the next commit continues from: kept in memory beside the storage, which checks it at every commit. */
export type JournalState = {
  lineage: Lineage
  readonly series: Map<Series['document'], Series>
  /** Last sequence by `type id`. */
  readonly aggregates: Map<string, number>
}

/** What one commit will hold: collected first, stored at once or not at all. */
export class Draft {
  readonly writes: Write<JournalStores>[] = []
  readonly expected: Expectation<JournalStores>[] = []
  readonly #stored: (() => void)[] = []
  readonly #before: JournalState
  readonly #after: JournalState
  readonly #sha256: Sha256

  constructor(state: JournalState, sha256: Sha256) {
    this.#before = state
    this.#after = { lineage: state.lineage, series: new Map(state.series), aggregates: new Map() }
    this.#sha256 = sha256
    this.expected.push({ store: 'lineage', key: SELF, value: state.lineage })
  }

  /** Runs `work` when the draft is stored and before the next act begins. */
  whenStored(work: () => void): void {
    this.#stored.push(work)
  }

  /** Moves the journal's state on, once the draft is stored. */
  accept(): void {
    for (const work of this.#stored) work()
    this.#before.lineage = this.#after.lineage
    for (const [document, series] of this.#after.series) this.#before.series.set(document, series)
    for (const [aggregate, seq] of this.#after.aggregates) this.#before.aggregates.set(aggregate, seq)
  }

  put(...writes: readonly Write<JournalStores>[]): void {
    this.writes.push(...writes)
  }

  /** The series as it stands after what this draft has taken. */
  series(document: Series['document']): Series {
    const series = this.#after.series.get(document)
    assert(series, `there is no series for ${document}`)
    return series
  }

  /** The lineage in which this draft's events are made. */
  get lineage(): LineageId {
    return this.#after.lineage.id
  }

  /** Goes on in another lineage. Its positions follow on, so that no two events share a place in this journal. */
  beginLineage(id: LineageId, startedAt: Instant): void {
    this.#after.lineage = { id, startedAt, lastSeq: this.#after.lineage.lastSeq }
    this.put({ store: 'lineage', key: SELF, value: this.#after.lineage })
  }

  /** Begins a series; an earlier one for the same document is left where it ended. */
  openSeries(series: Series): void {
    const before = this.#before.series.get(series.document)
    this.expected.push({ store: 'series', key: series.document, value: before })
    this.#after.series.set(series.document, series)
    this.put({ store: 'series', key: series.document, value: series })
  }

  /** Takes the next number of a series for a document with `hash`. Another writer's number makes the commit fail. */
  take(document: Series['document'], hash: Hash): void {
    const before = this.series(document)
    const after: Series = { ...before, lastNumber: before.lastNumber + 1, lastHash: hash }
    if (this.#before.series.get(document) === before)
      this.expected.push({ store: 'series', key: document, value: before })
    this.#after.series.set(document, after)
    this.put({ store: 'series', key: document, value: after })
  }

  /** Gives an event its place in the lineage and in its aggregate. Answers its key in the store `event`. */
  emit({ fact, aggregateType, aggregateId, ...event }: NewEvent): string {
    const { lineage } = this.#after
    const seq = lineage.lastSeq + 1
    const aggregate = `${aggregateType} ${aggregateId}`
    const aggregateSeq = (this.#after.aggregates.get(aggregate) ?? this.#before.aggregates.get(aggregate) ?? 0) + 1
    const payload = JSON.stringify(fact)
    const key = positionKey(seq)
    this.#after.lineage = { ...lineage, lastSeq: seq }
    this.#after.aggregates.set(aggregate, aggregateSeq)
    this.put(
      { store: 'lineage', key: SELF, value: this.#after.lineage },
      { store: 'aggregate', key: aggregate, value: aggregateSeq },
      {
        store: 'event',
        key,
        value: {
          ...event,
          seq,
          aggregateType,
          aggregateId,
          aggregateSeq,
          schema: 1,
          payload,
          sha256: this.#sha256(payload),
          lineage: lineage.id,
        },
      },
      {
        store: 'outbox',
        key,
        value: {
          eventId: event.eventId,
          aggregate,
          wallTime: event.wallTime,
          bytes: payload.length,
          state: 'pending',
          attempts: 0,
          nextAttemptAt: 0,
          lastCode: null,
        },
      },
    )
    return key
  }

  /** Makes a sale findable by its id and its document number. */
  index(sale: { readonly id: SaleId; readonly documentNo: string }, eventKey: string): void {
    this.put(
      { store: 'sale', key: sale.id, value: { eventKey, documentNo: sale.documentNo } },
      { store: 'receipt', key: sale.documentNo, value: sale.id },
    )
  }
}
