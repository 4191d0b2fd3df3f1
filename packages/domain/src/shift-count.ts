import type { Cents, ShiftTotalRecord, TenderTypeId } from '@pos/shared-types'
import type { TenderKind } from './tender.ts'

export type CountedTender = { readonly tenderTypeId: TenderTypeId; readonly kind: TenderKind }

/**
 * What a tender's drawer should hold at the end of a shift: for cash the float plus net cash plus paid in less paid out
 * less drops, per currency; for any other tender its net amount.
 */
export function expectedDrawer(
  totals: readonly ShiftTotalRecord[],
  floatMinor: Cents,
  tender: CountedTender,
  currency: string,
): Cents {
  const sumOf = (metric: ShiftTotalRecord['metric'], tenderTypeId: TenderTypeId | null): number =>
    totals
      .filter((row) => row.metric === metric && row.tenderTypeId === tenderTypeId && row.currency === currency)
      .reduce((sum, row) => sum + row.amountMinor, 0)
  const netMinor = sumOf('net', tender.tenderTypeId)
  if (tender.kind !== 'cash') return netMinor
  return floatMinor + netMinor + sumOf('cash_in', null) - sumOf('cash_out', null) - sumOf('drop', null)
}

/** What was counted less what was expected: below zero something is missing. */
export function countDifference(countedMinor: Cents, expectedMinor: Cents): Cents {
  return countedMinor - expectedMinor
}
