import type { Instant, Received, SyncAlarm } from '@pos/shared-types'

const MINUTE_MS = 60_000
/** What the node above could have had for longer than this is stuck. */
const STUCK_AFTER_MS = 15 * MINUTE_MS
/** What waits longer than this needs a person, whoever is to blame. */
const OVERDUE_AFTER_MS = 24 * 60 * MINUTE_MS
/** What is not here though later events are comes with one of the next batches. */
const GAP_AFTER_MS = 2 * MINUTE_MS
/** A store asks for news every minute at least; two of these missed are a store that cannot be heard. */
export const QUIET_AFTER_MS = 150_000

export type Backlog = {
  /** Since when the oldest event waits; null when none does. */
  readonly oldestPendingAt: Instant | null
  /** Since when the node above answers; null while it does not. */
  readonly answersSince: Instant | null
}

/** What somebody should know of a node's outbox. */
export function backlogAlarms({ oldestPendingAt, answersSince }: Backlog, now: Instant): SyncAlarm[] {
  if (oldestPendingAt === null) return []
  if (now - oldestPendingAt > OVERDUE_AFTER_MS) return ['overdue']
  const isStuck = answersSince !== null && now - Math.max(oldestPendingAt, answersSince) > STUCK_AFTER_MS
  return isStuck ? ['stuck'] : []
}

export type HeardStore = {
  readonly lastSeenAt: Instant | null
  /** As it last said. */
  readonly pending: number
  readonly oldestPendingAt: Instant | null
  readonly received: Received
  /** Whether it trades now, as far as head office knows. */
  readonly isTrading: boolean
  /** How long it may be silent while it trades. */
  readonly silentAfterMs: number
}

/** What head office should know of a store, by what it last said and how long ago that is. */
export function storeAlarms(
  { lastSeenAt, oldestPendingAt, isTrading, silentAfterMs, ...store }: HeardStore,
  now: Instant,
): SyncAlarm[] {
  if (lastSeenAt === null) return []
  const silence = now - lastSeenAt
  const backlog = backlogAlarms(
    { oldestPendingAt, answersSince: silence > QUIET_AFTER_MS ? null : oldestPendingAt },
    now,
  )
  const gap: SyncAlarm[] = hasGap(store, now) ? ['gap'] : []
  return isTrading && silence > silentAfterMs ? ['silent', ...gap, ...backlog] : [...gap, ...backlog]
}

/** More is missing than the store says it still has to send. */
export function hasGap({ pending, received }: Pick<HeardStore, 'pending' | 'received'>, now: Instant): boolean {
  const { missing, missingSince } = received
  return missing > pending && missingSince !== null && now - missingSince > GAP_AFTER_MS
}
