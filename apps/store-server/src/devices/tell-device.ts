import { assert, type Unit } from '@pos/core'
import type { StoreTx } from '@pos/db'
import type { DeviceId } from '@pos/shared-types'
import { identityOrRefuse } from '../identity.ts'
import type { StoreNeeds } from '../needs.ts'
import { addToOutbox } from '../outbox.ts'
import { deviceRecord } from './device-repository.ts'

/** What is told of one enrolment: that it began, and that it was ended. A device that is enrolled anew begins another. */
const STEP = { enrolled: 1, revoked: 2 } as const

const ENROLMENT = 'select id from device_enrolments where device_id = ? order by used_at desc, id desc limit 1'

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
    aggregateId: enrolmentOf(unit, id),
    aggregateSeq: STEP[record.state],
    hlc: mark(unit.at),
    payload: JSON.stringify(record),
  })
}

function enrolmentOf(unit: Unit<StoreTx>, id: DeviceId): string {
  const enrolment = unit.tx.prepare<{ id: string }>(ENROLMENT).get([id])
  assert(enrolment !== undefined, 'a till was enrolled by a code')
  return enrolment.id
}
