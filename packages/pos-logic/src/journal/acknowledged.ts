import type { EventId } from '@pos/shared-types'
import type { AcknowledgedEvent, AcknowledgedPort } from '@pos/sync-engine'
import type { TillStorage } from './journal.ts'
import { positionKey, type OutboxRow, type StoredEvent } from './journal-stores.ts'
import type { OpenEntries } from './open-entries.ts'

const PAGE_EVENTS = 200

/** What has left already: events without a place in the outbox, and those the store has parked. */
export class JournalAcknowledged implements AcknowledgedPort {
  readonly #storage: TillStorage
  readonly #open: OpenEntries

  constructor(storage: TillStorage, open: OpenEntries) {
    this.#storage = storage
    this.#open = open
  }

  async acknowledged(since: number, after: number, limit: number): Promise<readonly AcknowledgedEvent[]> {
    for (let from = after; ;) {
      const page = await this.#storage.list('event', { after: positionKey(from), limit })
      const last = page.at(-1)?.value.seq
      if (last === undefined) return []
      const gone = page.filter(({ key, value }) => value.wallTime >= since && !this.#open.isOnItsWay(key))
      if (gone.length > 0) return gone.map(({ value: { seq, eventId, sha256 } }) => ({ seq, eventId, sha256 }))
      from = last
    }
  }

  async reopen(eventIds: readonly EventId[]): Promise<void> {
    const wanted = new Set(eventIds)
    const rows: (readonly [string, OutboxRow])[] = []
    for (let after = 0; rows.length < wanted.size;) {
      const page = await this.#storage.list('event', { after: positionKey(after), limit: PAGE_EVENTS })
      const last = page.at(-1)?.value.seq
      if (last === undefined) break
      for (const { key, value } of page) if (wanted.has(value.eventId)) rows.push([key, dueRow(value)])
      after = last
    }
    await this.#storage.commit(rows.map(([key, value]) => ({ store: 'outbox', key, value })))
    this.#open.putBack(rows)
  }
}

function dueRow(event: StoredEvent): OutboxRow {
  return {
    eventId: event.eventId,
    aggregate: `${event.aggregateType} ${event.aggregateId}`,
    wallTime: event.wallTime,
    bytes: event.payload.length,
    state: 'pending',
    attempts: 0,
    nextAttemptAt: 0,
    lastCode: null,
  }
}
