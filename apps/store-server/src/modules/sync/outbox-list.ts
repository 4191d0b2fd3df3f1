import type { StoreTx } from '@pos/db'
import type { OutboxEntry } from '@pos/shared-types'

const OPEN = `state in ('pending', 'sent', 'blocked')`
const ENTRY = `o.event_id as eventId, o.seq, o.type, case o.state when 'sent' then 'pending' else o.state end as state,
  s.document_no as documentNo, o.attempts, o.last_code as lastCode, o.wall_time as writtenAt,
  o.next_attempt_at as nextAttemptAt`
const OF_SALE = `left join sales s on o.aggregate_type = 'sale' and s.id = o.aggregate_id`

const PARKED = `select ${ENTRY} from outbox o ${OF_SALE} where o.state = 'parked' order by o.seq limit ?`
const WAITING = `select ${ENTRY} from outbox o ${OF_SALE} where o.${OPEN} order by o.seq limit ?`

const OFFER_PARKED = `update outbox set next_attempt_at = 0 where state = 'parked'`
const OFFER_WAITING = `update outbox set next_attempt_at = 0 where ${OPEN} and attempts > 0`

/** What head office has set aside, then what waits, the oldest first. */
export function listOutbox(tx: StoreTx, limit: number): OutboxEntry[] {
  const parked = tx.prepare<OutboxEntry>(PARKED).all([limit])
  return [...parked, ...tx.prepare<OutboxEntry>(WAITING).all([limit - parked.length])]
}

/** Lets everything leave now that waits for a later try; answers how many that are. */
export function offerAll(tx: StoreTx): number {
  return tx.prepare(OFFER_PARKED).run().changes + tx.prepare(OFFER_WAITING).run().changes
}
