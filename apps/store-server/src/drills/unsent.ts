import type { StoreTx } from '@pos/db'
import type { DeviceId, Instant } from '@pos/shared-types'
import { lastOutboxSeq } from '../lineage/own-lineages.ts'

const OPEN = `state in ('pending', 'sent', 'blocked')`
const WAITING = `select count(*) as count from outbox where ${OPEN} and seq <= ?`

/** How many events as old as this have not reached head office. */
export function waitingUpTo(tx: StoreTx, seq: number): number {
  return tx.prepare<{ count: number }>(WAITING).get([seq])?.count ?? 0
}

/** How many events have not reached head office. */
export function waitingNow(tx: StoreTx): number {
  return waitingUpTo(tx, lastOutboxSeq(tx))
}

const TILLS = `
  select d.id, coalesce(p.last_seen_at, d.last_seen_at) as lastSeenAt, coalesce(p.pending, 0) as pending
  from devices d left join sync_peers p on p.peer_kind = 'device' and p.peer_id = d.id
  where d.kind = 'till' and d.state <> 'revoked'`

/** When a till was heard, and what it had not handed over then. */
export type HeardTill = { readonly id: DeviceId; readonly lastSeenAt: Instant; readonly pending: number }

export function heardTills(tx: StoreTx): HeardTill[] {
  return tx.prepare<HeardTill>(TILLS).all()
}
