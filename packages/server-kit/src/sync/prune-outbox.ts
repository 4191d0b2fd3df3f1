import type { Unit } from '@pos/core'
import type { StoreTx } from '@pos/db'
import type { EventId } from '@pos/shared-types'
import { OFFERED_MS } from '@pos/sync-engine'
import { GROWING_AGGREGATES } from './outbox-append.ts'

/** A step takes a few milliseconds: a sale that is rung up meanwhile waits no longer. */
const ROWS_A_STEP = 50

/**
 * A sale may go when its business day was found equal at head office after it was acknowledged; any other event when a
 * comparison after that found no difference at all. What still lies over the replica stays.
 */
const OLDEST = `
  select o.seq, o.event_id as eventId, o.aggregate_type as aggregateType, o.aggregate_id as aggregateId,
    o.aggregate_seq as aggregateSeq, o.wall_time > :before as isYoung,
    o.state = 'acked' and o.acked_at <= :before
      and not exists (select 1 from pending_changes p where p.event_id = o.event_id)
      and case o.type when 'sale.completed' then exists (
          select 1 from sales s join sync_digests d on d.scope = s.store_id and d.kind = 'sales' and d.grain = s.business_on
          where s.event_id = o.event_id and d.verdict = 'equal' and d.computed_at >= o.acked_at)
        else o.acked_at <= :soundAt end as isDone
  from outbox o where o.seq > :after order by o.seq limit :limit`

/** Kinds are compared together or apart: what counts is the one that was compared longest ago. */
const SOUND_AT = `
  select case when max(verdict = 'different') then 0 else min(computed_at) end as at
  from sync_digests where scope = (select store_id from store_identity)`
const FORGET = 'delete from outbox where event_id = ?'
const KEEP_HEAD = `
  insert into outbox_heads (aggregate_type, aggregate_id, last_seq) values (?, ?, ?)
  on conflict do update set last_seq = max(last_seq, excluded.last_seq)`

type OldRow = {
  readonly seq: number
  readonly eventId: EventId
  readonly aggregateType: string
  readonly aggregateId: string
  readonly aggregateSeq: number
  readonly isYoung: 0 | 1
  readonly isDone: 0 | 1
}

/**
 * Forgets, of the oldest events behind position `after`, those head office has acknowledged and is known to hold.
 *
 * @returns the position to go on behind; undefined when there is nothing older left to look at
 */
export function pruneOutbox({ tx, at }: Unit<StoreTx>, after: number): number | undefined {
  const before = at - OFFERED_MS
  const soundAt = tx.prepare<{ at: number | null }>(SOUND_AT).get()?.at ?? 0
  const rows = tx.prepare<OldRow>(OLDEST).all({ before, soundAt, after, limit: ROWS_A_STEP })
  const old = rows.filter(({ isYoung }) => isYoung === 0)
  for (const { eventId, aggregateType, aggregateId, aggregateSeq, isDone } of old) {
    if (isDone === 0) continue
    if (GROWING_AGGREGATES.has(aggregateType)) tx.prepare(KEEP_HEAD).run([aggregateType, aggregateId, aggregateSeq])
    tx.prepare(FORGET).run([eventId])
  }
  return old.length === ROWS_A_STEP ? old.at(-1)?.seq : undefined
}
