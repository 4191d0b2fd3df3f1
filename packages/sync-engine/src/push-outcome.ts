import type { Instant, Verdict } from '@pos/shared-types'
import { jittered, waitAfter } from './backoff.ts'
import type { OutboxChange, OutboxEvent } from './outbox.ts'
import type { Random } from './ports.ts'

/** How long a blocked event waits when nothing tells it earlier that its predecessor has arrived. */
const BLOCKED_MS = 60_000
/** How soon a parked event is offered again at first, and how seldom in the end: what settles it is a person. */
const PARKED_MS = 60_000
const LONGEST_PARKED_MS = 3_600_000

/** What a verdict makes of an entry, by the life cycle of an outbox entry. No verdict at all means: unknown, once more. */
export function settle(event: OutboxEvent, verdict: Verdict | undefined, now: Instant, random: Random): OutboxChange {
  switch (verdict?.verdict) {
    case 'applied':
    case 'duplicate':
    case 'accepted_flagged':
      return { ...unchanged(event, now), state: 'acked', lastCode: verdict.codes?.[0] ?? null, ackedAt: now }
    case 'parked':
      return parked(event, now, verdict.codes?.[0] ?? null, random)
    case 'blocked':
      return { ...unchanged(event, now), state: 'blocked', nextAttemptAt: now + jittered(BLOCKED_MS, random) }
    case 'retry':
    case undefined: {
      const wait = waitAfter(event.attempts + 1, verdict?.afterMs, random)
      return failed(event, now + wait, verdict?.codes?.[0] ?? null)
    }
  }
}

function parked(event: OutboxEvent, now: Instant, lastCode: string | null, random: Random): OutboxChange {
  const attempts = event.isParked ? event.attempts + 1 : 0
  const wait = Math.min(LONGEST_PARKED_MS, PARKED_MS * 2 ** Math.min(attempts, 20))
  return { ...unchanged(event, now + jittered(wait, random)), state: 'parked', attempts, lastCode }
}

/** An attempt that reached nobody, or nobody who decided. */
export function failed(event: OutboxEvent, nextAttemptAt: Instant, code: string | null): OutboxChange {
  return { ...unchanged(event, nextAttemptAt), attempts: event.attempts + 1, lastCode: code }
}

function unchanged(event: OutboxEvent, nextAttemptAt: Instant): OutboxChange {
  const { eventId, attempts, isParked } = event
  return { eventId, state: isParked ? 'parked' : 'pending', attempts, nextAttemptAt, lastCode: null, ackedAt: null }
}
