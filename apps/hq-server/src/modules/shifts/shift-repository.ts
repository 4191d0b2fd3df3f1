import type { HqTx } from '@pos/db'
import type {
  getZReport as zCommand,
  RegisterId,
  ResponseOf,
  ShiftCountRecord,
  ShiftId,
  ShiftRecord,
  ShiftTotalRecord,
  TenantId,
  ZReportRecord,
} from '@pos/shared-types'
import type { KeysetMark } from '@pos/server-kit'
import { sql } from 'drizzle-orm'

type Z = ResponseOf<typeof zCommand>

export async function listShifts(
  tx: HqTx,
  tenantId: TenantId,
  registerId: RegisterId | undefined,
  before: KeysetMark,
  limit: number,
): Promise<ShiftRecord[]> {
  const ofRegister = registerId === undefined ? sql`true` : sql`register_id = ${registerId}`
  return await tx.query<ShiftRecord>(sql`
    select id, store_id as "storeId", register_id as "registerId", device_id as "deviceId", lineage, z_number as "zNumber",
      business_on as "businessOn", time_zone as "timeZone", state, opened_at as "openedAt", opened_by_id as "openedById",
      closed_at as "closedAt", closed_by_id as "closedById", difference_reason_id as "differenceReasonId",
      last_sale_number as "lastSaleNumber"
    from shifts
    where tenant_id = ${tenantId} and ${ofRegister}
      and (opened_at, id) < (${tx.fragments.instant(before.at)}, ${before.id}::uuid)
    order by opened_at desc, id desc limit ${limit}`)
}

/** The Z of a closed shift as it was sealed. */
export async function readZ(tx: HqTx, tenantId: TenantId, shiftId: ShiftId): Promise<Z | undefined> {
  const [z] = await tx.query<ZReportRecord>(sql`
    select id, store_id as "storeId", event_id as "eventId", line_no as "lineNo", occurred_at as "occurredAt",
      business_on as "businessOn", device_id as "deviceId", user_id as "userId", kind, register_id as "registerId",
      shift_id as "shiftId", series_id as "seriesId", number, sealed, encode(prev_hash, 'hex') as "prevHash",
      encode(hash, 'hex') as hash
    from z_reports where tenant_id = ${tenantId} and shift_id = ${shiftId} and kind = 'z'`)
  if (!z) return undefined
  const totals = await tx.query<ShiftTotalRecord>(sql`
    select shift_id as "shiftId", metric, tender_type_id as "tenderTypeId", currency, user_id as "userId",
      amount_minor as "amountMinor", count
    from shift_totals where tenant_id = ${tenantId} and shift_id = ${shiftId} order by metric, tender_type_id, currency, user_id`)
  const counts = await tx.query<Omit<ShiftCountRecord, 'isBlind'> & { isBlind: number }>(sql`
    select id, shift_id as "shiftId", attempt, tender_type_id as "tenderTypeId", currency, counted_minor as "countedMinor",
      expected_minor as "expectedMinor", difference_minor as "differenceMinor", is_blind as "isBlind",
      counted_by_id as "countedById", counted_at as "countedAt"
    from shift_counts where tenant_id = ${tenantId} and shift_id = ${shiftId} order by attempt, id`)
  return { z, totals, counts: counts.map((count) => ({ ...count, isBlind: count.isBlind === 1 })) }
}
