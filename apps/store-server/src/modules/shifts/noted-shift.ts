import type { Unit } from '@pos/core'
import type { StoreTx } from '@pos/db'
import { recordAudit } from '@pos/server-kit'
import type { ShiftClosedFact, ShiftOpenedFact } from '@pos/shared-types'

/** Notes a shift that was opened here or at a till. */
export function noteOpened(unit: Unit<StoreTx>, { shift, float }: ShiftOpenedFact): void {
  recordAudit(unit, {
    category: 'money',
    action: 'shifts.open',
    entityId: shift.id,
    userId: shift.openedById ?? undefined,
    occurredAt: shift.openedAt,
    after: {
      registerId: shift.registerId,
      zNumber: shift.zNumber,
      businessOn: shift.businessOn,
      floatMinor: float.amountMinor,
      currency: float.currency,
    },
  })
}

/** Notes a shift that was sealed here or at a till, with what the last count found. */
export function noteClosed(unit: Unit<StoreTx>, { shift, counts }: ShiftClosedFact): void {
  const last = Math.max(0, ...counts.map(({ attempt }) => attempt))
  recordAudit(unit, {
    category: 'money',
    action: 'shifts.close',
    entityId: shift.id,
    userId: shift.closedById ?? undefined,
    occurredAt: shift.closedAt ?? undefined,
    after: {
      registerId: shift.registerId,
      zNumber: shift.zNumber,
      differenceReasonId: shift.differenceReasonId ?? undefined,
      counts: counts
        .filter(({ attempt }) => attempt === last)
        .map(({ tenderTypeId, currency, countedMinor, differenceMinor }) => ({
          tenderTypeId,
          currency,
          countedMinor,
          differenceMinor,
        })),
    },
  })
}
