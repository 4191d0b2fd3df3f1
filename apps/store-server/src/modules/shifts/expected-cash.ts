import type { Unit } from '@pos/core'
import type { StoreTx } from '@pos/db'
import { expectedDrawer } from '@pos/domain'
import type { BodyOf, countShift as countCommand, ShiftId } from '@pos/shared-types'
import { identityOrRefuse } from '../../identity.ts'
import type { StoreNeeds } from '../../needs.ts'
import { readFloat } from './shift-repository.ts'
import { readShiftTotals } from './shift-totals.ts'

type Counts = BodyOf<typeof countCommand>['counts']

/** The count of a drawer in which nothing is missing. */
export function expectedCash(
  { tx, at }: Unit<StoreTx>,
  { selling, identity }: Pick<StoreNeeds, 'selling' | 'identity'>,
  shiftId: ShiftId,
): Counts {
  const view = selling.at(tx.catalog, identityOrRefuse(identity()).storeId, at)
  const { currency } = view.profile
  const [totals, floatMinor] = [readShiftTotals(tx, shiftId), readFloat(tx, shiftId)]
  return view
    .tenderTypes()
    .filter(({ kind }) => kind === 'cash')
    .map(({ id, kind }) => {
      const expected = expectedDrawer(totals, floatMinor, { tenderTypeId: id, kind }, currency)
      return { tenderTypeId: id, currency, countedMinor: Math.max(0, expected) }
    })
}
