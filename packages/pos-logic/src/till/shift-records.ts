import type {
  BusinessDate,
  CashMovementRecord,
  Cents,
  Counted,
  EventId,
  ShiftCountRecord,
  ShiftRecord,
} from '@pos/shared-types'
import type { TillCore } from './till-core.ts'

/** The record of a shift that opens now, under the register's next Z number. */
export function openedShift(core: TillCore, businessOn: BusinessDate): ShiftRecord {
  const { ids, clock } = core.options
  const { storeId, deviceId } = core.requireIdentity()
  const { registerId, lastZNumber } = core.requireLease()
  const last = core.shift?.record
  return {
    id: ids.next(),
    storeId,
    registerId,
    deviceId,
    lineage: core.journal.lineage,
    zNumber: 1 + Math.max(lastZNumber, last?.registerId === registerId ? last.zNumber : 0),
    businessOn,
    timeZone: core.catalogue.store.timeZone,
    state: 'open',
    openedAt: clock.now(),
    openedById: core.requireCashier().cashier.userId,
    closedAt: null,
    closedById: null,
    differenceReasonId: null,
    lastSaleNumber: null,
  }
}

/** The movement that puts the float into the drawer of a shift. */
export function openingFloat(
  core: TillCore,
  shift: ShiftRecord,
  eventId: EventId,
  amountMinor: Cents,
): CashMovementRecord {
  return {
    id: core.options.ids.next(),
    storeId: shift.storeId,
    eventId,
    lineNo: 1,
    occurredAt: shift.openedAt,
    businessOn: shift.businessOn,
    deviceId: shift.deviceId,
    userId: shift.openedById,
    shiftId: shift.id,
    kind: 'float',
    currency: core.catalogue.store.currency,
    amountMinor,
    reasonCodeId: null,
    note: null,
  }
}

/** What was counted of one tender, beside what was expected. */
export function countRecord(
  core: TillCore,
  shift: ShiftRecord,
  counted: Counted,
  expectedMinor: Cents,
): ShiftCountRecord {
  const { tenderTypeId, currency, countedMinor } = counted
  return {
    id: core.options.ids.next(),
    shiftId: shift.id,
    attempt: 1,
    tenderTypeId,
    currency,
    countedMinor,
    expectedMinor,
    differenceMinor: countedMinor - expectedMinor,
    isBlind: core.setting('shift.blind_close'),
    countedById: core.requireCashier().cashier.userId,
    countedAt: core.options.clock.now(),
  }
}
