import type { Unit } from '@pos/core'
import type { StoreTx } from '@pos/db'
import { sealShift } from '@pos/domain'
import { sha256 } from '@pos/server-kit'
import type { BodyOf, closeShift as closeCommand, ShiftClosedFact, ShiftId } from '@pos/shared-types'
import { identityOrRefuse } from '../../identity.ts'
import type { StoreNeeds } from '../../needs.ts'
import { placeAfter, takePlace } from '../../numbering/places.ts'
import { seriesOfLineage } from '../../numbering/series.ts'
import type { ShiftClosing } from './actions.ts'
import { ownShiftOrRefuse } from './own-shift.ts'
import { expectedCounts } from './expected-counts.ts'
import { lastSaleNumber, readCounts, readFloat } from './shift-repository.ts'
import { readShiftTotals } from './shift-totals.ts'

type Needs = Pick<StoreNeeds, 'selling' | 'identity' | 'ids' | 'settings' | 'mark'>

export function draftClosing(
  unit: Unit<StoreTx>,
  needs: Needs,
  id: ShiftId,
  input: BodyOf<typeof closeCommand>,
): ShiftClosing {
  const { storeId } = identityOrRefuse(needs.identity())
  const shift = ownShiftOrRefuse(unit, needs, id)
  const settings = needs.settings(unit.tx.catalog, unit.tenantId, { storeId, registerId: shift.registerId })
  return {
    registerId: shift.registerId,
    shift,
    floatMinor: readFloat(unit.tx, id),
    counts: readCounts(unit.tx, id),
    expected: expectedCounts(unit, needs, id),
    differenceReasonId: input.differenceReasonId ?? null,
    differenceLimitMinor: settings['shift.difference_reason_minor'],
  }
}

/** The act of `shift:close`: the Z, sealed once. */
export function closeShift(needs: Needs): (unit: Unit<StoreTx>, closing: ShiftClosing) => ShiftClosedFact {
  return (unit, { shift, counts, differenceReasonId }) => {
    const me = identityOrRefuse(needs.identity())
    const view = needs.selling.at(unit.tx.catalog, me.storeId, unit.at)
    const row = seriesOfLineage(unit, needs, {
      registerId: shift.registerId,
      document: 'z',
      lineage: me.lineage,
    })
    const registerCode = view.register(shift.registerId)?.code ?? ''
    const series = placeAfter(row, { storeCode: view.profile.code, registerCode, registerId: shift.registerId })
    const closed = sealShift({
      shift,
      counts,
      totals: readShiftTotals(unit.tx, shift.id),
      lastSaleNumber: lastSaleNumber(unit.tx, shift),
      differenceReasonId,
      closedAt: unit.at,
      closedById: unit.userId ?? null,
      series,
      zId: needs.ids.next(),
      eventId: needs.ids.next(),
      sha256,
    })
    takePlace(unit.tx, series, closed.z.hash)
    saveSealed(unit, closed)
    return closed
  }
}

const SEAL = `
  update shifts set state = :state, closed_at = :closedAt, closed_by_id = :closedById,
    difference_reason_id = :differenceReasonId, last_sale_number = :lastSaleNumber, sealed = :sealed, seal_hash = :hash,
    prev_seal_hash = :prevHash
  where id = :id and state <> 'closed'`

/** Seals the shift's row and keeps the Z. The only way a shift becomes closed, whoever counted it. */
export function saveSealed(unit: Unit<StoreTx>, { shift, z }: ShiftClosedFact): void {
  const { state, closedAt, closedById, differenceReasonId, id } = shift
  unit.tx.prepare(SEAL).run({
    id,
    state,
    closedAt,
    closedById,
    differenceReasonId,
    lastSaleNumber: shift.lastSaleNumber,
    sealed: Buffer.from(z.sealed),
    hash: Buffer.from(z.hash, 'hex'),
    prevHash: Buffer.from(z.prevHash, 'hex'),
  })
  unit.tx.insert('zReports', [z], { tenantId: unit.tenantId })
}
