import { DomainError, type Unit } from '@pos/core'
import type { StoreTx } from '@pos/db'
import { recordAudit } from '@pos/server-kit'
import type { DeviceId, Instant, RegisterId } from '@pos/shared-types'
import { identityOrRefuse } from '../../identity.ts'
import type { StoreNeeds } from '../../needs.ts'
import { fenceOf } from '../../numbering/series.ts'
import type { HeldRegister, RegisterActions } from './actions.ts'

const HOLDER = `
  select l.device_id as deviceId, coalesce(p.last_seen_at, d.last_seen_at) as lastSeenAt
  from register_leases l join devices d on d.id = l.device_id
    left join sync_peers p on p.peer_kind = 'device' and p.peer_id = d.id where l.register_id = ?`
const FREE = 'delete from register_leases where register_id = ?'

/** @throws DomainError NOT_FOUND, REGISTER_LEASE_LOST when nobody holds the register */
export function heldRegister(
  unit: Unit<StoreTx>,
  { selling, identity }: Pick<StoreNeeds, 'selling' | 'identity'>,
  registerId: RegisterId,
): HeldRegister {
  const register = selling.at(unit.tx.catalog, identityOrRefuse(identity()).storeId, unit.at).register(registerId)
  if (!register) throw new DomainError('NOT_FOUND')
  const holder = unit.tx.prepare<{ deviceId: DeviceId; lastSeenAt: Instant }>(HOLDER).get([registerId])
  if (!holder) throw new DomainError('REGISTER_LEASE_LOST')
  return { registerId, name: register.name, holder }
}

/**
 * Frees the register. Whoever takes it next numbers in new series; what the old device still has lies in its own, and
 * is taken in whenever it comes.
 */
export function takeOver(
  unit: Unit<StoreTx>,
  { registerId, holder }: HeldRegister,
): RegisterActions['register:take-over']['result'] {
  unit.tx.prepare(FREE).run([registerId])
  recordAudit(unit, {
    category: 'system',
    action: 'registers.take-over',
    entityId: registerId,
    before: { deviceId: holder.deviceId, lastSeenAt: holder.lastSeenAt },
  })
  return { registerId, fence: fenceOf(unit.tx, registerId), fromDeviceId: holder.deviceId }
}
