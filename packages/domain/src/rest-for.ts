import type { Cents } from '@pos/shared-types'
import { cashRounding } from './cash-rounding.ts'
import type { Due } from './settle.ts'
import type { Tender, TenderType } from './tender.ts'

/**
 * What is still to pay (below zero: to pay out) when the rest goes on `type`, rounded as that type rounds. The figure a
 * till proposes for the next tender.
 */
export function restFor(due: Due, tenders: readonly Tender[], type: TenderType): Cents {
  const restMinor = due.totalMinor - tenders.reduce((sum, tender) => sum + tender.tenderedMinor, 0)
  return restMinor + cashRounding(restMinor, type)
}
