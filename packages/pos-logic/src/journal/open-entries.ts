import type { EventId, Instant } from '@pos/shared-types'
import type { OutboxChange, OutboxStatus } from '@pos/sync-engine'
import type { OutboxRow } from './journal-stores.ts'

type Entry = { readonly key: string; row: OutboxRow }

/** The outbox rows in memory: every event that the store has not acknowledged, in the order they were made. */
export class OpenEntries {
  readonly #byKey = new Map<string, Entry>()
  readonly #keys = new Map<EventId, string>()

  put(key: string, row: OutboxRow): void {
    this.#byKey.set(key, { key, row })
    this.#keys.set(row.eventId, key)
  }

  /** Puts entries that were acknowledged back where they were, so that they leave in the order they were made. */
  putBack(rows: readonly (readonly [string, OutboxRow])[]): void {
    const entries = new Map<string, Entry>(this.#byKey)
    for (const [key, row] of rows) entries.set(key, { key, row })
    this.#byKey.clear()
    for (const [key, entry] of [...entries].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
      this.#byKey.set(key, entry)
      this.#keys.set(entry.row.eventId, key)
    }
  }

  /** Whether an event waits to leave; one that was parked has left. */
  isOnItsWay(key: string): boolean {
    const row = this.#byKey.get(key)?.row
    return row !== undefined && row.state !== 'parked'
  }

  /** Keys of what waits to leave, in the order it was made. */
  keys(): readonly string[] {
    return [...this.#byKey.keys()].filter((key) => this.isOnItsWay(key))
  }

  has(eventId: EventId): boolean {
    return this.#keys.has(eventId)
  }

  /** Keys that may leave now: in order, up to the limits, none before an earlier entry of its aggregate. */
  due(now: Instant, maxEvents: number, maxBytes: number): string[] {
    const held = new Set<string>()
    const keys: string[] = []
    let bytes = 0
    for (const { key, row } of this.#byKey.values()) {
      if (keys.length >= maxEvents) break
      if (held.has(row.aggregate)) continue
      if (row.nextAttemptAt > now) {
        if (row.state !== 'parked') held.add(row.aggregate)
        continue
      }
      if (keys.length > 0 && bytes + row.bytes > maxBytes) break
      keys.push(key)
      bytes += row.bytes
    }
    return keys
  }

  row(key: string): OutboxRow | undefined {
    return this.#byKey.get(key)?.row
  }

  /**
   * The rows after `changes`; an acknowledged one is undefined. When an aggregate moved on, what stood blocked behind
   * it is due again.
   */
  after(changes: readonly OutboxChange[]): Map<string, OutboxRow | undefined> {
    const rows = new Map<string, OutboxRow | undefined>()
    const moved = new Set<string>()
    for (const change of changes) {
      const key = this.#keys.get(change.eventId)
      const row = key === undefined ? undefined : this.#byKey.get(key)?.row
      if (key === undefined || row === undefined) continue
      if (change.state === 'acked') {
        moved.add(row.aggregate)
        rows.set(key, undefined)
        continue
      }
      const { state, attempts, nextAttemptAt, lastCode } = change
      rows.set(key, { ...row, state, attempts, nextAttemptAt, lastCode })
    }
    if (moved.size > 0) this.#release(moved, rows)
    return rows
  }

  accept(rows: ReadonlyMap<string, OutboxRow | undefined>): void {
    for (const [key, row] of rows) {
      const entry = this.#byKey.get(key)
      if (entry === undefined) continue
      if (row !== undefined) entry.row = row
      else {
        this.#byKey.delete(key)
        this.#keys.delete(entry.row.eventId)
      }
    }
  }

  /** The first instant after `now` at which an entry becomes due. */
  nextDueAt(now: Instant): Instant | undefined {
    let earliest: Instant | undefined
    for (const { row } of this.#byKey.values()) {
      if (row.nextAttemptAt <= now) continue
      if (earliest === undefined || row.nextAttemptAt < earliest) earliest = row.nextAttemptAt
    }
    return earliest
  }

  status(): OutboxStatus {
    let pending = 0
    let parked = 0
    let oldestPendingAt: Instant | null = null
    for (const { row } of this.#byKey.values()) {
      if (row.state === 'parked') parked += 1
      else {
        pending += 1
        oldestPendingAt ??= row.wallTime
      }
    }
    return { pending, parked, oldestPendingAt }
  }

  #release(moved: ReadonlySet<string>, rows: Map<string, OutboxRow | undefined>): void {
    for (const { key, row } of this.#byKey.values()) {
      if (row.state !== 'blocked' || !moved.has(row.aggregate) || rows.has(key)) continue
      rows.set(key, { ...row, state: 'pending', nextAttemptAt: 0 })
    }
  }
}
