import type { StoreTx } from '@pos/db'
import type { BusinessDate, DeviceId, Instant, LineageId, RegisterId, ShiftId } from '@pos/shared-types'

/** The shift that runs on a register. */
export type OpenShift = {
  readonly id: ShiftId
  readonly businessOn: BusinessDate
  readonly timeZone: string
  readonly lineage: LineageId
  readonly openedAt: Instant
}

const OPEN_SHIFT = `
  select id, business_on as businessOn, time_zone as timeZone, lineage, opened_at as openedAt
  from shifts where register_id = ? and state in ('open', 'closing')`

export function findOpenShift(tx: StoreTx, registerId: RegisterId): OpenShift | undefined {
  return tx.prepare<OpenShift>(OPEN_SHIFT).get([registerId])
}

/** The till that holds the register; without one the store server itself may sell on it. */
export function findLeaseholder(tx: StoreTx, registerId: RegisterId): DeviceId | undefined {
  return tx
    .prepare<{ deviceId: DeviceId }>('select device_id as deviceId from register_leases where register_id = ?')
    .get([registerId])?.deviceId
}

/** 0 before the first shift. */
export function lastZNumber(tx: StoreTx, registerId: RegisterId): number {
  const row = tx
    .prepare<{ last: number | null }>('select max(z_number) as last from shifts where register_id = ?')
    .get([registerId])
  return row?.last ?? 0
}
