import type { Awaitable, Context, Unit } from '@pos/core'
import type { EventId, Hash, LineageId, PushEvent } from '@pos/shared-types'

export type Aggregate = { readonly type: string; readonly id: string }
export const aggregateKey = ({ type, id }: Aggregate) => `${type} ${id}`

/** How far an aggregate is: the next event must be `lastSeq + 1`. An unknown aggregate is at 0. */
export type AggregateHead = { readonly lastSeq: number; readonly blockedBy: EventId | null }
export type HeadMove = { readonly aggregate: Aggregate; readonly from: number; readonly to: number }

/** The verdict an event got when it came first. */
export type StoredVerdict = {
  readonly sha256: Hash
  readonly verdict: 'applied' | 'accepted_flagged' | 'parked'
  readonly codes: readonly string[]
}

/**
 * Whose a lineage is. A peer that has used several was restored or copied once: what it tells may begin before the end
 * of what is known of it.
 */
export type LineageStanding = 'foreign' | 'only' | 'one_of_several'

/** Where an event stands whose text was set aside. */
export type QuarantineState = 'parked' | 'repaired' | 'discarded'

/** The inbox, as far as ingest needs it. Every function runs in the unit it is given; the store is the unit's. */
export interface IngestStore<Tx> {
  /** Runs `work` in one write transaction. */
  write<Result>(ctx: Context, name: string, work: (unit: Unit<Tx>) => Promise<Result>): Promise<Result>
  /** Whether an error is about the moment (deadlock, lock time-out, lost connection) and not about the event. */
  isTransient(error: unknown): boolean
  /** Notes that the lineage belongs to the caller's device, unless it is known as another's. */
  ownLineage(unit: Unit<Tx>, lineage: LineageId): Awaitable<LineageStanding>
  heads(unit: Unit<Tx>, aggregates: readonly Aggregate[]): Awaitable<ReadonlyMap<string, AggregateHead>>
  /**
   * Inserts the events into the inbox with `verdict`; answers the ids of those that were not there. An event stays out
   * when its id, or its position in the lineage, is taken. A concurrent twin waits here for the first to end.
   */
  claim(
    unit: Unit<Tx>,
    lineage: LineageId,
    events: readonly PushEvent[],
    verdict: StoredVerdict['verdict'],
    codes?: readonly string[],
  ): Awaitable<ReadonlySet<EventId>>
  stored(unit: Unit<Tx>, ids: readonly EventId[]): Awaitable<ReadonlyMap<EventId, StoredVerdict>>
  /**
   * Notes the positions, in a later lineage of their peer, of events that had come from an earlier one: they are no gap.
   * Only where gaps are looked for.
   */
  noteRepeats?(unit: Unit<Tx>, lineage: LineageId, events: readonly PushEvent[]): Awaitable<void>
  /** Turns `applied` into `accepted_flagged` with these codes. */
  flag(unit: Unit<Tx>, findings: ReadonlyMap<EventId, readonly string[]>): Awaitable<void>
  /** Moves heads on and takes blocks off. Throws when a head is not where the move starts. */
  advance(unit: Unit<Tx>, moves: readonly HeadMove[]): Awaitable<void>
  /**
   * Gives a parked event, or one that was never claimed, the verdict it is answered with from now on. False when its id
   * or its position is another event's, or when it was settled before.
   */
  settle(
    unit: Unit<Tx>,
    lineage: LineageId,
    event: PushEvent,
    verdict: 'applied' | 'accepted_flagged',
    codes?: readonly string[],
  ): Awaitable<boolean>
  /**
   * Keeps the raw text of an event that cannot be applied, and marks its aggregate if it waits for this event. Answers
   * where the same text stands now: a person may have settled it when it came before.
   */
  quarantine(
    unit: Unit<Tx>,
    lineage: LineageId,
    event: PushEvent,
    sha256: Hash,
    reason: { readonly code: string; readonly detail: string },
  ): Awaitable<QuarantineState>
}
