import type { Awaitable } from '@pos/core'
import type { EventId, Instant, LineageId, PushEvent } from '@pos/shared-types'

/** An event as its maker stored it. `payload` and `sha256` are never made again: a retry sends the same bytes. */
export type OutboxEvent = PushEvent & {
  readonly attempts: number
  /** The peer has set it aside, and it is offered again in case a person has settled it. */
  readonly isParked: boolean
}

/**
 * Stored states of an outbox entry. The life cycle's `sent` is not stored: it is the batch the running pusher holds,
 * and after a crash such an event is simply still due.
 */
export type OutboxState = 'pending' | 'blocked' | 'acked' | 'parked'

/** What one verdict, or the lack of one, makes of an entry. */
export type OutboxChange = {
  readonly eventId: EventId
  readonly state: OutboxState
  readonly attempts: number
  readonly nextAttemptAt: Instant
  readonly lastCode: string | null
  readonly ackedAt: Instant | null
}

/** Entries of one lineage, oldest first. */
export type OutboxBatch = { readonly lineage: LineageId; readonly events: readonly OutboxEvent[] }

export type OutboxStatus = {
  readonly pending: number
  readonly parked: number
  readonly oldestPendingAt: Instant | null
}

/** The outbox as the pusher sees it. Writing events is the business of the unit of work that makes them. */
export interface OutboxPort {
  /**
   * Entries that may leave at `now`, in order of `seq`: pending, blocked or parked, due, and with no earlier pending or
   * blocked entry of the same aggregate that is not due. Ends before `maxBytes` of payload, but holds at least one entry when any is due.
   */
  due(now: Instant, maxEvents: number, maxBytes: number): Awaitable<OutboxBatch | undefined>
  /** Stores the changes in one transaction. Blocked entries of an aggregate of which one was acked become pending. */
  settle(changes: readonly OutboxChange[]): Awaitable<void>
  /**
   * The first instant after `now` at which an entry that is not acknowledged becomes due. Entries due before it that `due` leaves out wait
   * for one of these.
   */
  nextDueAt(now: Instant): Awaitable<Instant | undefined>
  status(): Awaitable<OutboxStatus>
}
