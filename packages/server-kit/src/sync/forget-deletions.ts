import type { Unit } from '@pos/core'
import type { HqTx } from '@pos/db'
import { sql } from 'drizzle-orm'

/** A store that was away for less follows the feed; one that was away longer fetches a new catalogue. */
const KEPT_MS = 400 * 86_400_000

/**
 * Notes once a day where the catalogue stands, and forgets at most `limit` deletions that are older than 400 days by
 * these notes. Answers how many; call it until it answers less.
 */
export async function forgetDeletions({ tx, at }: Unit<HqTx>, limit: number): Promise<number> {
  const { instant } = tx.fragments
  const [told] = await tx.query<{ gone: number }>(
    sql`select forget_deletions(${instant(at)}, ${instant(at - KEPT_MS)}, ${limit}) as gone`,
  )
  return told?.gone ?? 0
}
