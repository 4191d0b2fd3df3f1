import { DomainError, type Unit } from '@pos/core'
import type { StoreTx } from '@pos/db'
import type { BodyOf, DeviceId, leaseRegister as leaseCommand, RegisterId, ResponseOf } from '@pos/shared-types'
import { identityOrRefuse } from '../../identity.ts'
import { isOwnLineage } from '../../lineage/own-lineages.ts'
import type { StoreNeeds } from '../../needs.ts'
import { fenceOf, seriesOfLineage } from '../../numbering/series.ts'
import { findOpenShift, lastZNumber } from '../../register-state.ts'

type Needs = Pick<StoreNeeds, 'ids' | 'selling' | 'identity' | 'mark'>
type Input = BodyOf<typeof leaseCommand>
type Leased = ResponseOf<typeof leaseCommand>
type Lease = { deviceId: DeviceId }

/** A lease ends when the register is given back or taken over; time alone must not stop a till that cannot call. */
const NEVER = 8_640_000_000_000_000

const FIND = 'select device_id as deviceId from register_leases where register_id = ?'
const OTHER = 'select register_id as registerId from register_leases where device_id = ? and register_id <> ?'
const TAKE = `
  insert into register_leases (register_id, device_id, lineage, tab, fence, acquired_at, expires_at)
  values (:registerId, :deviceId, :lineage, :tab, :fence, :at, ${NEVER})
  on conflict (register_id) do update set lineage = excluded.lineage, tab = excluded.tab, fence = excluded.fence,
    acquired_at = excluded.acquired_at`
const DOCUMENTS = ['sale', 'z', 'void'] as const

/**
 * Gives a register to one device. A device that comes with a new lineage (restored, cloned, emptied) gets new series:
 * it cannot know how far the old ones went.
 *
 * @throws DomainError NOT_FOUND, REGISTER_LEASED, SHIFT_ALREADY_OPEN (the store server itself sells on it), IN_USE (the
 *   device holds another register)
 */
export function leaseRegister(
  unit: Unit<StoreTx>,
  needs: Needs,
  where: { readonly registerId: RegisterId; readonly deviceId: DeviceId },
  input: Input,
): Leased {
  const { registerId, deviceId } = where
  const me = identityOrRefuse(needs.identity())
  const view = needs.selling.at(unit.tx.catalog, me.storeId, unit.at)
  const register = view.register(registerId)
  if (!register || register.status === 'retired') throw new DomainError('NOT_FOUND')
  const held = unit.tx.prepare<Lease>(FIND).get([registerId])
  if (held && held.deviceId !== deviceId) throw new DomainError('REGISTER_LEASED', { register: register.name })
  const other = unit.tx.prepare<{ registerId: RegisterId }>(OTHER).get([deviceId, registerId])
  if (other) throw new DomainError('IN_USE', { what: view.register(other.registerId)?.name ?? other.registerId })
  const shift = findOpenShift(unit.tx, registerId)
  if (!held && shift && isOwnLineage(unit.tx, shift.lineage)) {
    throw new DomainError('SHIFT_ALREADY_OPEN', { register: register.name })
  }
  const series = DOCUMENTS.map((document) => {
    const { id, code } = seriesOfLineage(unit, needs, { registerId, document, lineage: input.lineage })
    return { id, code, document }
  })
  const fence = fenceOf(unit.tx, registerId)
  unit.tx.prepare(TAKE).run({ registerId, deviceId, lineage: input.lineage, tab: input.tab, fence, at: unit.at })
  return {
    registerId,
    registerCode: register.code,
    storeCode: view.profile.code,
    fence,
    lastZNumber: lastZNumber(unit.tx, registerId),
    series,
  }
}

export function releaseRegister(unit: Unit<StoreTx>, registerId: RegisterId, deviceId: DeviceId): void {
  const released = unit.tx
    .prepare('delete from register_leases where register_id = ? and device_id = ?')
    .run([registerId, deviceId])
  if (released.changes === 0) throw new DomainError('REGISTER_LEASE_LOST')
}
