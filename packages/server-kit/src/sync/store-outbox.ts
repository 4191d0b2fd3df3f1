import type { Context, UnitOfWork } from '@pos/core'
import type { StoreTx } from '@pos/db'
import type { Instant } from '@pos/shared-types'
import type {
  AcknowledgedEvent,
  AcknowledgedPort,
  OutboxBatch,
  OutboxChange,
  OutboxEvent,
  OutboxPort,
  OutboxStatus,
} from '@pos/sync-engine'

type OutboxRow = Omit<OutboxEvent, 'payload' | 'sha256' | 'isParked'> & {
  readonly isParked: 0 | 1
  readonly lineage: string
  readonly payload: Buffer
  readonly sha256: Buffer
}

const OPEN = `state in ('pending', 'sent', 'blocked')`

const COLUMNS = `seq, event_id as eventId, lineage, aggregate_type as aggregateType, aggregate_id as aggregateId,
    aggregate_seq as aggregateSeq, type, schema, payload, sha256, hlc, wall_time as wallTime,
    catalogue_version as catalogueVersion, attempts, state = 'parked' as isParked`

// An entry waits while an earlier open one of its aggregate is not due. The state list is spelt as in the partial index.
export const DUE = `select ${COLUMNS} from outbox o
  where ${OPEN} and next_attempt_at <= :now and not exists (
    select 1 from outbox e where e.aggregate_type = o.aggregate_type and e.aggregate_id = o.aggregate_id
      and e.aggregate_seq < o.aggregate_seq and e.${OPEN} and e.next_attempt_at > :now)
  order by seq limit :limit`

export const PARKED_DUE = `select ${COLUMNS} from outbox o
  where state = 'parked' and next_attempt_at <= :now order by seq limit :limit`

const SETTLE = `update outbox set state = :state, attempts = :attempts, next_attempt_at = :nextAttemptAt,
  last_code = :lastCode, acked_at = :ackedAt where event_id = :eventId and state <> 'acked'`

const RELEASE = `update outbox set state = 'pending', next_attempt_at = :ackedAt
  where state = 'blocked' and (aggregate_type, aggregate_id) =
    (select aggregate_type, aggregate_id from outbox where event_id = :eventId)`

export const NEXT_DUE = `select min(dueAt) as dueAt from (
  select min(next_attempt_at) as dueAt from outbox where ${OPEN} and next_attempt_at > :now
  union all select min(next_attempt_at) from outbox where state = 'parked' and next_attempt_at > :now)`

export const STATUS = `select
  (select count(*) from outbox where ${OPEN}) as pending,
  (select count(*) from outbox where state = 'parked') as parked,
  (select min(wall_time) from outbox where ${OPEN}) as oldestPendingAt`

/** The outbox of a store, in `ops.db`. `context` gives the unit that settles a batch its time and tenant. */
export function storeOutbox(unitOfWork: UnitOfWork<StoreTx>, context: () => Context): OutboxPort {
  const read = <Result>(work: (tx: StoreTx) => Result) => unitOfWork.read(context(), work)
  return {
    due: (now, maxEvents, maxBytes) => read((tx) => dueBatch(tx, now, maxEvents, maxBytes)),
    settle: (changes) =>
      unitOfWork.write(context(), 'sync.settle', ({ tx }) => changes.forEach((change) => settle(tx, change))),
    nextDueAt: (now) => read((tx) => tx.prepare<{ dueAt: Instant | null }>(NEXT_DUE).get({ now })?.dueAt ?? undefined),
    status: () =>
      read((tx) => tx.prepare<OutboxStatus>(STATUS).get() ?? { pending: 0, parked: 0, oldestPendingAt: null }),
  }
}

const ACKNOWLEDGED = `select seq, event_id as eventId, lower(hex(sha256)) as sha256 from outbox
  where seq > ? and state in ('acked', 'parked') and wall_time >= ? order by seq limit ?`
const REOPEN = `update outbox set state = 'pending', attempts = 0, next_attempt_at = :at, acked_at = null
  where event_id = :eventId and state in ('acked', 'parked')`

/** What of a store's outbox has left already. */
export function storeAcknowledged(unitOfWork: UnitOfWork<StoreTx>, context: () => Context): AcknowledgedPort {
  return {
    acknowledged: (since, after, limit) =>
      unitOfWork.read(context(), (tx) => tx.prepare<AcknowledgedEvent>(ACKNOWLEDGED).all([after, since, limit])),
    reopen: (eventIds) =>
      unitOfWork.write(context(), 'sync.reopen', ({ tx, at }) =>
        eventIds.forEach((eventId) => tx.prepare(REOPEN).run({ eventId, at })),
      ),
  }
}

function dueBatch(tx: StoreTx, now: Instant, limit: number, maxBytes: number): OutboxBatch | undefined {
  const events: OutboxEvent[] = []
  let lineage: string | undefined
  let bytes = 0
  for (const row of dueRows(tx, now, limit)) {
    bytes += row.payload.length
    lineage ??= row.lineage
    if (events.length > 0 && (bytes > maxBytes || row.lineage !== lineage)) break
    const { lineage: _, payload, sha256, isParked, ...event } = row
    events.push({
      ...event,
      payload: payload.toString('utf8'),
      sha256: sha256.toString('hex'),
      isParked: isParked === 1,
    })
  }
  return lineage === undefined ? undefined : { lineage, events }
}

/** What is parked is read apart: joined to the rest, each batch of a long queue would read all of the queue. */
function dueRows(tx: StoreTx, now: Instant, limit: number): OutboxRow[] {
  const open = tx.prepare<OutboxRow>(DUE).all({ now, limit })
  const parked = tx.prepare<OutboxRow>(PARKED_DUE).all({ now, limit })
  if (parked.length === 0) return open
  return [...open, ...parked].sort((one, other) => one.seq - other.seq).slice(0, limit)
}

function settle(tx: StoreTx, change: OutboxChange): void {
  tx.prepare(SETTLE).run(change)
  const { eventId, ackedAt } = change
  if (change.state === 'acked') tx.prepare(RELEASE).run({ eventId, ackedAt })
}
