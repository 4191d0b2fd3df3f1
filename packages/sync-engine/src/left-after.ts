import type { PushBatch, Verdict } from '@pos/shared-types'

type Left = Partial<Pick<PushBatch, 'pending' | 'oldestPendingAt'>>

/** What a sender has to say of itself otherwise once it has its verdicts: what of the batch must come again waits too. */
export function leftAfter(batch: PushBatch, verdicts: readonly Verdict[]): Left {
  const { events, pending, oldestPendingAt } = batch
  const settled = new Set(verdicts.filter(({ verdict }) => verdict !== 'retry' && verdict !== 'blocked').map(idOf))
  const again = events.filter(({ eventId }) => !settled.has(eventId)).map(({ wallTime }) => wallTime)
  if (again.length === 0) return {}
  return { pending: (pending ?? 0) + again.length, oldestPendingAt: Math.min(oldestPendingAt ?? Infinity, ...again) }
}

const idOf = ({ eventId }: Verdict) => eventId
