import { DomainError, type Unit } from '@pos/core'
import type { HqTx } from '@pos/db'
import type { DeviceId, DeviceView, TenantId } from '@pos/shared-types'
import { sql } from 'drizzle-orm'

/** The channel on which every process of head office hears of a device that is no longer believed. */
export const DEVICES_CHANNEL = 'devices'

const columns = sql`
  id, store_id as "storeId", kind, name, platform, app_version as "appVersion", storage, state,
  enrolled_at as "enrolledAt", revoked_at as "revokedAt", last_seen_at as "lastSeenAt", null as "registerId"`

/** Store servers, and what stores have told of their tills. */
export async function listDevices(tx: HqTx, tenantId: TenantId): Promise<DeviceView[]> {
  return tx.query<DeviceView>(sql`select ${columns} from devices where tenant_id = ${tenantId} order by name, id`)
}

/**
 * Believes the key of a device no longer: a store server's from the next request on. A second time changes nothing.
 *
 * @throws DomainError NOT_FOUND
 */
export async function revokeDevice(unit: Unit<HqTx>, id: DeviceId): Promise<DeviceView> {
  const { tx, tenantId } = unit
  const revoked = await tx.query(sql`
    update devices set state = 'revoked', revoked_at = ${tx.fragments.instant(unit.at)}
    where tenant_id = ${tenantId} and id = ${id} and state = 'enrolled' returning id`)
  const [device] = await tx.query<DeviceView>(
    sql`select ${columns} from devices where tenant_id = ${tenantId} and id = ${id}`,
  )
  if (!device) throw new DomainError('NOT_FOUND')
  if (revoked.length > 0) await tx.query(sql`select pg_notify(${DEVICES_CHANNEL}, ${id})`)
  return device
}
