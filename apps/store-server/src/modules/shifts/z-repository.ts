import type { StoreTx } from '@pos/db'
import type { getZReport as zCommand, Hash, ResponseOf, ShiftId, ZReportRecord } from '@pos/shared-types'
import { readCounts } from './shift-repository.ts'
import { readShiftTotals } from './shift-totals.ts'

type Row = Omit<ZReportRecord, 'prevHash' | 'hash'> & { prevHash: Buffer; hash: Buffer }

const Z = `
  select id, store_id as storeId, event_id as eventId, line_no as lineNo, occurred_at as occurredAt,
    business_on as businessOn, device_id as deviceId, user_id as userId, kind, register_id as registerId,
    shift_id as shiftId, series_id as seriesId, number, sealed, prev_hash as prevHash, hash
  from z_reports where shift_id = ? and kind = 'z'`

/** The Z of a shift with the totals and counts it seals. */
export function readZ(tx: StoreTx, shiftId: ShiftId): ResponseOf<typeof zCommand> | undefined {
  const row = tx.prepare<Row>(Z).get([shiftId])
  if (!row) return undefined
  const z = { ...row, prevHash: hex(row.prevHash), hash: hex(row.hash) }
  return { z, totals: readShiftTotals(tx, shiftId), counts: readCounts(tx, shiftId) }
}

const hex = (bytes: Buffer): Hash => bytes.toString('hex')
