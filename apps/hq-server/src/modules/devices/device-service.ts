import { DomainError, type Ids, type Unit } from '@pos/core'
import type { HqTx } from '@pos/db'
import { recordAudit, revokeEverywhere } from '@pos/server-kit'
import type { DeviceId, DeviceView, TenantId } from '@pos/shared-types'
import { sql } from 'drizzle-orm'

/** The channel on which every process of head office hears of a device that is no longer believed. */
export const DEVICES_CHANNEL = 'devices'

const view = sql`
  select d.id, d.store_id as "storeId", d.kind, d.name, d.platform, d.app_version as "appVersion", d.storage, d.state,
    d.enrolled_at as "enrolledAt", d.revoked_at as "revokedAt",
    coalesce(p.last_seen_at, d.last_seen_at) as "lastSeenAt", null as "registerId"
  from devices d left join sync_peers p on p.tenant_id = d.tenant_id and p.peer_kind = 'device' and p.peer_id = d.id`

/** Store servers, and what stores have told of their tills. */
export async function listDevices(tx: HqTx, tenantId: TenantId): Promise<DeviceView[]> {
  return tx.query<DeviceView>(sql`${view} where d.tenant_id = ${tenantId} order by d.name, d.id`)
}

/**
 * Believes the key of a device no longer: a store server's from the next request on, a till's from the next sync of its
 * store. A second time changes nothing.
 *
 * @throws DomainError NOT_FOUND
 */
export async function revokeDevice(unit: Unit<HqTx>, ids: Ids, id: DeviceId): Promise<DeviceView> {
  const { tx, tenantId } = unit
  const revoked = await tx.query(sql`
    update devices set state = 'revoked', revoked_at = ${tx.fragments.instant(unit.at)}
    where tenant_id = ${tenantId} and id = ${id} and state = 'enrolled' returning id`)
  const [device] = await tx.query<DeviceView>(sql`${view} where d.tenant_id = ${tenantId} and d.id = ${id}`)
  if (!device) throw new DomainError('NOT_FOUND')
  if (revoked.length > 0) await tx.query(sql`select pg_notify(${DEVICES_CHANNEL}, ${id})`)
  if (revoked.length > 0 && device.kind !== 'store_server')
    await revokeEverywhere(unit, ids, { deviceId: id }, 'device_revoked')
  await recordAudit(unit, {
    category: 'system',
    action: 'devices.revoke',
    entity: 'device',
    entityId: id,
    before: { state: revoked.length > 0 ? 'enrolled' : 'revoked' },
    after: { state: device.state, name: device.name, kind: device.kind },
  })
  return device
}
