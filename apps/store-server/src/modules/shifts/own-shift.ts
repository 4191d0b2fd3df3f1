import { DomainError, type Unit } from '@pos/core'
import type { StoreTx } from '@pos/db'
import type { ShiftId, ShiftRecord } from '@pos/shared-types'
import { identityOrRefuse } from '../../identity.ts'
import { isOwnLineage } from '../../lineage/own-lineages.ts'
import type { StoreNeeds } from '../../needs.ts'
import { findShift } from './shift-repository.ts'

/**
 * A shift that still runs and that the store server itself has opened: a till counts and closes its own.
 *
 * @throws DomainError NOT_FOUND, SHIFT_CLOSED, REGISTER_LEASED
 */
export function ownShiftOrRefuse(
  { tx, at }: Unit<StoreTx>,
  { selling, identity }: Pick<StoreNeeds, 'selling' | 'identity'>,
  id: ShiftId,
): ShiftRecord {
  const { storeId } = identityOrRefuse(identity())
  const shift = findShift(tx, id)
  if (!shift) throw new DomainError('NOT_FOUND')
  if (shift.state === 'closed') throw new DomainError('SHIFT_CLOSED')
  if (!isOwnLineage(tx, shift.lineage)) {
    const register = selling.at(tx.catalog, storeId, at).register(shift.registerId)?.name ?? ''
    throw new DomainError('REGISTER_LEASED', { register })
  }
  return shift
}
