import type {
  Hash,
  Instant,
  ShiftClosedFact,
  ShiftCountRecord,
  ShiftRecord,
  ShiftTotalRecord,
  UserId,
  ZReportRecord,
} from '@pos/shared-types'
import type { Sha256 } from './receipt-chain.ts'
import type { SeriesPlace } from './series-place.ts'
import { addTotals } from './shift-totals.ts'
import { nextShiftState } from './shift-life.ts'

export type ShiftParts = {
  readonly shift: ShiftRecord
  readonly counts: readonly ShiftCountRecord[]
  readonly totals: readonly ShiftTotalRecord[]
  readonly lastSaleNumber: number | null
  readonly differenceReasonId: string | null
  readonly closedAt: Instant
  readonly closedById: UserId | null
  /** The place in the register's series of Z reports. */
  readonly series: SeriesPlace
  readonly zId: string
  readonly eventId: string
  readonly sha256: Sha256
}

/**
 * Closes a shift: its sealed totals with counts as a Z. Takes the running totals as they stand, so its cost does not
 * grow with the number of sales, and nothing in it can fail for business reasons.
 *
 * @throws Refusal STATE_NOT_ALLOWED when the shift is closed already
 */
export function sealShift(parts: ShiftParts): ShiftClosedFact {
  const { shift, series, closedAt, closedById } = parts
  const state = nextShiftState(shift.state, 'seal')
  const { differenceReasonId, lastSaleNumber } = parts
  const closed: ShiftRecord = { ...shift, state, closedAt, closedById, differenceReasonId, lastSaleNumber }
  const counts = parts.counts.toSorted((a, b) => a.attempt - b.attempt || (a.id < b.id ? -1 : 1))
  const totals = addTotals([], parts.totals)
  const sealed = JSON.stringify({ version: 1, kind: 'z', number: series.number, shift: closed, totals, counts })
  const z: ZReportRecord = {
    id: parts.zId,
    storeId: shift.storeId,
    eventId: parts.eventId,
    lineNo: 1,
    occurredAt: closedAt,
    businessOn: shift.businessOn,
    deviceId: shift.deviceId,
    userId: closedById,
    kind: 'z',
    registerId: shift.registerId,
    shiftId: shift.id,
    seriesId: series.id,
    number: series.number,
    sealed,
    prevHash: series.prevHash,
    hash: sealHash(series.prevHash, sealed, parts.sha256),
  }
  return { shift: closed, counts, totals, z }
}

/** The hash of a Z: over the hash of the one before it and its sealed text. */
export function sealHash(prevHash: Hash, sealed: string, sha256: Sha256): Hash {
  return sha256(prevHash + sealed)
}

/** Whether a Z's hash is that of its sealed text. */
export function isZSealed(z: Pick<ZReportRecord, 'prevHash' | 'sealed' | 'hash'>, sha256: Sha256): boolean {
  return sealHash(z.prevHash, z.sealed, sha256) === z.hash
}
