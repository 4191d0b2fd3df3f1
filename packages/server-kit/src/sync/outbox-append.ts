import { assert, type Unit } from '@pos/core'
import type { StoreTx } from '@pos/db'
import type { EventId, LineageId } from '@pos/shared-types'
import { sha256 } from '../adapters/sha256.ts'

/** Told after the commit of a unit that wrote to the outbox, so that the pusher can be woken. */
export const OUTBOX_WRITTEN = 'sync:outbox-written'

/** An event as its maker knows it. `payload` is the exact text that will be sent. */
export type NewEvent = {
  readonly eventId: EventId
  readonly lineage: LineageId
  readonly aggregateType: string
  readonly aggregateId: string
  /** Its maker knows it (1 for a document with a single event), unless the aggregate is one that grows. */
  readonly aggregateSeq?: number | undefined
  readonly type: string
  readonly schema: number
  readonly payload: string
  readonly hlc: string
  readonly catalogueVersion: number
}

const APPEND = `insert into outbox (event_id, lineage, aggregate_type, aggregate_id, aggregate_seq, type, schema, payload,
    sha256, hlc, wall_time, catalogue_version, state, attempts, next_attempt_at)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'pending', 0, ?)`

/** Aggregates whose events never end: their next position is looked up, and outlives the events. */
export const GROWING_AGGREGATES: ReadonlySet<string> = new Set(['audit', 'customer'])

const LAST = `select max(seq) as seq from (
  select max(aggregate_seq) as seq from outbox where aggregate_type = :aggregateType and aggregate_id = :aggregateId
  union all
  select last_seq from outbox_heads where aggregate_type = :aggregateType and aggregate_id = :aggregateId)`

/** Puts an event into the outbox, in the transaction of the change it tells of. */
export function appendToOutbox(unit: Unit<StoreTx>, event: NewEvent): void {
  const { aggregateType, aggregateId } = event
  const payload = Buffer.from(event.payload)
  unit.tx
    .prepare(APPEND)
    .run([
      event.eventId,
      event.lineage,
      aggregateType,
      aggregateId,
      event.aggregateSeq ?? nextSeq(unit.tx, aggregateType, aggregateId),
      event.type,
      event.schema,
      payload,
      Buffer.from(sha256(payload), 'hex'),
      event.hlc,
      unit.at,
      event.catalogueVersion,
      unit.at,
    ])
  unit.emitAfterCommit({ name: OUTBOX_WRITTEN, payload: {} })
}

// A statement of its own: as a subquery of the insert it makes SQLite compile the whole anew for each event.
function nextSeq(tx: StoreTx, aggregateType: string, aggregateId: string): number {
  assert(GROWING_AGGREGATES.has(aggregateType), `the maker of an event of ${aggregateType} knows its position`)
  return 1 + (tx.prepare<{ seq: number | null }>(LAST).get({ aggregateType, aggregateId })?.seq ?? 0)
}
