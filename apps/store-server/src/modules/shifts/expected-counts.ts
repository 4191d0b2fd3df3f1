import type { Unit } from '@pos/core'
import type { StoreTx } from '@pos/db'
import { expectedDrawer } from '@pos/domain'
import type { Cents, ShiftId, TenderTypeId } from '@pos/shared-types'
import { identityOrRefuse } from '../../identity.ts'
import type { StoreNeeds } from '../../needs.ts'
import { readFloat } from './shift-repository.ts'
import { readShiftTotals } from './shift-totals.ts'

/** What should be in the drawer of one tender that is counted. */
export type ExpectedCount = {
  readonly tenderTypeId: TenderTypeId
  readonly name: string
  readonly currency: string
  readonly expectedMinor: Cents
}

/** The counts a shift cannot be closed without: its own cash, and every counted tender that something was taken on. */
export function expectedCounts(
  { tx, at }: Unit<StoreTx>,
  { selling, identity }: Pick<StoreNeeds, 'selling' | 'identity'>,
  shiftId: ShiftId,
): ExpectedCount[] {
  const view = selling.at(tx.catalog, identityOrRefuse(identity()).storeId, at)
  const home = view.profile.currency
  const [totals, floatMinor] = [readShiftTotals(tx, shiftId), readFloat(tx, shiftId)]
  return view
    .tenderTypes()
    .filter((tender) => tender.isCounted)
    .map(({ id, name, kind, currency }) => {
      const counted = {
        tenderTypeId: id,
        name,
        currency: currency ?? home,
        isOwnCash: kind === 'cash' && (currency ?? home) === home,
      }
      return {
        ...counted,
        expectedMinor: expectedDrawer(totals, floatMinor, { tenderTypeId: id, kind }, counted.currency),
      }
    })
    .filter(({ isOwnCash, expectedMinor }) => isOwnCash || expectedMinor !== 0)
    .map(({ isOwnCash: _, ...expected }) => expected)
}
