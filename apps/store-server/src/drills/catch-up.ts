import type { StoreTx } from '@pos/db'
import type { Instant } from '@pos/shared-types'
import type { Drill, EndedDrill } from './drill-repository.ts'
import { heardTills, waitingUpTo, type HeardTill } from './unsent.ts'

/** A till that was heard this long before a drill was there when it began. */
const PRESENT_MS = 10 * 60_000
/** A till that was sent away asks again within this time and then hands over what it has. */
const RETURN_MS = 15_000

/** The tills that were there when a drill began, or have come since. */
export function tillsOf(tx: StoreTx, { startedAt }: Drill): HeardTill[] {
  return heardTills(tx).filter(({ lastSeenAt }) => lastSeenAt >= startedAt - PRESENT_MS)
}

/** How many tills have not come back since a drill cut them off, or still have something to hand over. */
function tillsMissing(tx: StoreTx, drill: EndedDrill): number {
  if (drill.link === 'hq') return 0
  return tillsOf(tx, drill).filter(({ lastSeenAt, pending }) => lastSeenAt <= drill.endedAt || pending > 0).length
}

/** `isComing` while a till may still be about to hand over; `waiting` is what has not reached head office. */
export type CatchUp = { readonly waiting: number; readonly missing: number; readonly isComing: boolean }

/** How far a store is after a drill, of everything up to the position `seq` of its outbox. */
export function catchUpOf(tx: StoreTx, drill: EndedDrill, seq: number, now: Instant): CatchUp {
  return {
    waiting: waitingUpTo(tx, seq),
    missing: tillsMissing(tx, drill),
    isComing: drill.link !== 'hq' && now - drill.endedAt < RETURN_MS,
  }
}
