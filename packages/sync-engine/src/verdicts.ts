import type { EventId, Hash, Verdict } from '@pos/shared-types'
import type { QuarantineState, StoredVerdict } from './ingest-store.ts'

export const applied = (eventId: EventId): Verdict => ({ eventId, verdict: 'applied' })
export const parked = (eventId: EventId, code: string): Verdict => ({ eventId, verdict: 'parked', codes: [code] })
export const retry = (eventId: EventId, afterMs: number): Verdict => ({ eventId, verdict: 'retry', afterMs })
export const flagged = (eventId: EventId, codes: readonly string[]): Verdict => ({
  eventId,
  verdict: 'accepted_flagged',
  codes: [...codes],
})
/** `by` is absent when the earlier event has simply not arrived. */
export const blocked = (eventId: EventId, by: EventId | null): Verdict =>
  by === null ? { eventId, verdict: 'blocked' } : { eventId, verdict: 'blocked', by }

/** The answer to an event whose text was set aside, now or when it came before. */
export function keptAs(state: QuarantineState, eventId: EventId, code: string): Verdict {
  if (state === 'parked') return parked(eventId, code)
  return state === 'repaired' ? { eventId, verdict: 'duplicate' } : flagged(eventId, ['SYNC_DISCARDED'])
}

/** The answer to an event that was here before: what it was told then. Other bytes under its id are not it. */
export function replayed(eventId: EventId, sha256: Hash, stored: StoredVerdict): Verdict {
  if (stored.sha256 !== sha256) return parked(eventId, 'SYNC_KEY_REUSED')
  if (stored.verdict === 'applied') return { eventId, verdict: 'duplicate' }
  return { eventId, verdict: stored.verdict, codes: [...stored.codes] }
}
