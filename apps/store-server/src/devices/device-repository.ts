import { DomainError } from '@pos/core'
import type { StoreTx } from '@pos/db'
import type { DeviceId, DeviceRecord, DeviceView } from '@pos/shared-types'

const VIEW = `
  select d.id, d.store_id as storeId, d.kind, d.name, d.platform, d.app_version as appVersion, d.storage, d.state,
    d.enrolled_at as enrolledAt, d.revoked_at as revokedAt,
    coalesce(p.last_seen_at, d.last_seen_at) as lastSeenAt, l.register_id as registerId
  from devices d left join register_leases l on l.device_id = d.id
    left join sync_peers p on p.peer_kind = 'device' and p.peer_id = d.id where d.kind <> 'store_server'`

const RECORD = `
  select id, store_id as storeId, kind, name, platform, public_key as publicKey, state, enrolled_at as enrolledAt,
    enrolled_by_id as enrolledById, revoked_at as revokedAt, storage, app_version as appVersion,
    last_seen_at as lastSeenAt
  from devices where id = ?`

/** The devices of this store; the store server itself is not among them. */
export function listDevices(tx: StoreTx): DeviceView[] {
  return tx.prepare<DeviceView>(`${VIEW} order by d.name, d.id`).all()
}

/** @throws DomainError NOT_FOUND */
export function deviceOrRefuse(tx: StoreTx, id: DeviceId): DeviceView {
  const device = tx.prepare<DeviceView>(`${VIEW} and d.id = ?`).get([id])
  if (!device) throw new DomainError('NOT_FOUND')
  return device
}

/** The device as head office is told of it. */
export function deviceRecord(tx: StoreTx, id: DeviceId): DeviceRecord | undefined {
  const row = tx.prepare<Omit<DeviceRecord, 'publicKey'> & { publicKey: Buffer }>(RECORD).get([id])
  return row && { ...row, publicKey: row.publicKey.toString('base64url') }
}
