import type { Unit } from '@pos/core'
import type { StoreTx } from '@pos/db'
import type { ShiftId, ShiftTotalRecord, TenantId } from '@pos/shared-types'

/** Most totals in one statement: what a sale with one tender adds fits. */
const CHUNK = 8

const ADD = Array.from(
  { length: CHUNK + 1 },
  (_, rows) => `
  insert into shift_totals (tenant_id, shift_id, metric, tender_type_id, currency, user_id, amount_minor, count)
  values ${Array(rows).fill('(?, ?, ?, ?, ?, ?, ?, ?)').join()}
  on conflict (shift_id, metric, coalesce(tender_type_id, ''), currency, coalesce(user_id, ''))
  do update set amount_minor = amount_minor + excluded.amount_minor, count = count + excluded.count`,
)

const READ = `
  select shift_id as shiftId, metric, tender_type_id as tenderTypeId, currency, user_id as userId,
    amount_minor as amountMinor, count
  from shift_totals where shift_id = ?`

/** Lets the running totals of a shift grow, so that closing it costs the same after five sales and five thousand. */
export function addToShift(unit: Unit<StoreTx>, increments: readonly ShiftTotalRecord[]): void {
  for (let from = 0; from < increments.length; from += CHUNK) {
    const rows = increments.slice(from, from + CHUNK)
    unit.tx.prepare(ADD[rows.length] ?? '').run(rows.flatMap((row) => valuesOf(unit.tenantId, row)))
  }
}

function valuesOf(tenantId: TenantId, row: ShiftTotalRecord): unknown[] {
  const { shiftId, metric, tenderTypeId, currency, userId, amountMinor, count } = row
  return [tenantId, shiftId, metric, tenderTypeId, currency, userId, amountMinor, count]
}

export function readShiftTotals(tx: StoreTx, shiftId: ShiftId): ShiftTotalRecord[] {
  return tx.prepare<ShiftTotalRecord>(READ).all([shiftId])
}
