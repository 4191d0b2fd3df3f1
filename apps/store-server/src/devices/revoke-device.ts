import type { Unit } from '@pos/core'
import type { StoreTx } from '@pos/db'
import { recordAudit } from '@pos/server-kit'
import type { DeviceId, DeviceView } from '@pos/shared-types'
import type { StoreNeeds } from '../needs.ts'
import { deviceOrRefuse } from './device-repository.ts'
import { tellDevice } from './tell-device.ts'

const REVOKE = `update devices set state = 'revoked', revoked_at = ? where id = ? and state = 'enrolled'`
const OURS = `select 1 as one from devices where id = ? and kind <> 'store_server' and state = 'enrolled'`
const FREE = 'delete from register_leases where device_id = ?'

/** The same on the word of head office, which tells every store of every device. */
export function revokeIfOurs(
  unit: Unit<StoreTx>,
  needs: Pick<StoreNeeds, 'ids' | 'identity' | 'mark'>,
  id: DeviceId,
): void {
  const isOurs = unit.tx.prepare(OURS).get([id]) !== undefined
  if (isOurs) revokeDevice(unit, needs, id)
}

/**
 * Believes the key of a device no longer, frees its register and tells head office. A second time changes nothing.
 *
 * @throws DomainError NOT_FOUND
 */
export function revokeDevice(
  unit: Unit<StoreTx>,
  needs: Pick<StoreNeeds, 'ids' | 'identity' | 'mark'>,
  id: DeviceId,
): DeviceView {
  const device = deviceOrRefuse(unit.tx, id)
  recordAudit(unit, {
    category: 'system',
    action: 'devices.revoke',
    entity: 'device',
    entityId: id,
    before: { state: device.state },
    after: { state: 'revoked', name: device.name, kind: device.kind },
  })
  if (device.state === 'revoked') return device
  unit.tx.prepare(REVOKE).run([unit.at, id])
  unit.tx.prepare(FREE).run([id])
  tellDevice(unit, needs, id)
  unit.emitAfterCommit({ name: 'device:revoked', payload: { deviceId: id } })
  return deviceOrRefuse(unit.tx, id)
}
