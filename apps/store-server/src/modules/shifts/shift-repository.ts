import type { StoreTx } from '@pos/db'
import type { RegisterId, ShiftCountRecord, ShiftId, ShiftRecord } from '@pos/shared-types'

const SHIFT = `
  select id, store_id as storeId, register_id as registerId, device_id as deviceId, lineage, z_number as zNumber,
    business_on as businessOn, time_zone as timeZone, state, opened_at as openedAt, opened_by_id as openedById,
    closed_at as closedAt, closed_by_id as closedById, difference_reason_id as differenceReasonId,
    last_sale_number as lastSaleNumber
  from shifts`

export function findShift(tx: StoreTx, id: ShiftId): ShiftRecord | undefined {
  return tx.prepare<ShiftRecord>(`${SHIFT} where id = ?`).get([id])
}

/** Shifts below `before` (an opening instant and id), newest first. */
export function listShifts(
  tx: StoreTx,
  registerId: RegisterId | undefined,
  before: { readonly openedAt: number; readonly id: string },
  limit: number,
): ShiftRecord[] {
  return tx
    .prepare<ShiftRecord>(
      `${SHIFT} where (:registerId is null or register_id = :registerId)
         and (opened_at, id) < (:openedAt, :id) order by opened_at desc, id desc limit :limit`,
    )
    .all({ registerId: registerId ?? null, ...before, limit })
}

type CountRow = Omit<ShiftCountRecord, 'isBlind'> & { isBlind: number }

export function readCounts(tx: StoreTx, shiftId: ShiftId): ShiftCountRecord[] {
  const rows = tx
    .prepare<CountRow>(
      `select id, shift_id as shiftId, attempt, tender_type_id as tenderTypeId, currency, counted_minor as countedMinor,
         expected_minor as expectedMinor, difference_minor as differenceMinor, is_blind as isBlind,
         counted_by_id as countedById, counted_at as countedAt
       from shift_counts where shift_id = ? order by attempt, id`,
    )
    .all([shiftId])
  return rows.map((row) => ({ ...row, isBlind: row.isBlind === 1 }))
}

export function readFloat(tx: StoreTx, shiftId: ShiftId): number {
  const row = tx
    .prepare<{ float: number | null }>(
      `select sum(amount_minor) as float from cash_movements where shift_id = ? and kind = 'float'`,
    )
    .get([shiftId])
  return row?.float ?? 0
}

/** The last number among the sales of a shift, all of which are of its day. */
export function lastSaleNumber(tx: StoreTx, { id, businessOn }: Pick<ShiftRecord, 'id' | 'businessOn'>): number | null {
  const row = tx
    .prepare<{ last: number | null }>('select max(number) as last from sales where business_on = ? and shift_id = ?')
    .get([businessOn, id])
  return row?.last ?? null
}
