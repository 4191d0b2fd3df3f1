import { assert, type Unit } from '@pos/core'
import type { StoreTx } from '@pos/db'
import type { DeviceId } from '@pos/shared-types'
import { identityOrRefuse } from '../../identity.ts'
import type { StoreNeeds } from '../../needs.ts'
import { addToOutbox } from '../../outbox.ts'
import { deviceRecord } from './device-repository.ts'

/** A device changes once after it was enrolled. */
const STEP = { enrolled: 1, revoked: 2 } as const

/** Tells head office of a device as it stands now. */
export function tellDevice(
  unit: Unit<StoreTx>,
  { ids, identity, mark }: Pick<StoreNeeds, 'ids' | 'identity' | 'mark'>,
  id: DeviceId,
): void {
  const record = deviceRecord(unit.tx, id)
  assert(record !== undefined, 'a device that is told of exists')
  addToOutbox(unit, identityOrRefuse(identity()).lineage, {
    eventId: ids.next(),
    type: 'device.changed',
    aggregateType: 'device',
    aggregateId: id,
    aggregateSeq: STEP[record.state],
    hlc: mark(unit.at),
    payload: JSON.stringify(record),
  })
}
