import { DomainError, type Ids, type Unit } from '@pos/core'
import type { StoreTx } from '@pos/db'
import { countDifference, expectedDrawer, type TenderType } from '@pos/domain'
import { recordAudit } from '@pos/server-kit'
import type {
  BodyOf,
  countShift as countCommand,
  ResponseOf,
  ShiftCountRecord,
  ShiftId,
  ShiftRecord,
  ShiftTotalRecord,
} from '@pos/shared-types'
import { identityOrRefuse } from '../../identity.ts'
import type { StoreNeeds } from '../../needs.ts'
import { ownShiftOrRefuse } from './own-shift.ts'
import { readCounts, readFloat } from './shift-repository.ts'
import { readShiftTotals } from './shift-totals.ts'

type Needs = Pick<StoreNeeds, 'selling' | 'identity' | 'ids' | 'settings'>
type Counts = BodyOf<typeof countCommand>['counts']

/**
 * Writes what was counted beside what should be there, blind: the expected amounts are told only now. After the recounts
 * the company allows the difference stands and needs a reason.
 *
 * @throws DomainError SHIFT_RECOUNT_USED, SALE_TENDER_NOT_ALLOWED, VALIDATION_FAILED (a tender is there twice), and what
 *   `ownShiftOrRefuse` throws
 */
export function countShift(
  unit: Unit<StoreTx>,
  needs: Needs,
  id: ShiftId,
  counts: Counts,
): ResponseOf<typeof countCommand> {
  const { storeId } = identityOrRefuse(needs.identity())
  const shift = ownShiftOrRefuse(unit, needs, id)
  refuseRepeated(counts)
  const settings = needs.settings(unit.tx.catalog, unit.tenantId, { storeId, registerId: shift.registerId })
  const attempt = Math.max(0, ...readCounts(unit.tx, id).map((count) => count.attempt)) + 1
  if (attempt > 1 + settings['shift.recounts_allowed']) throw new DomainError('SHIFT_RECOUNT_USED')
  const tenders = needs.selling.at(unit.tx.catalog, storeId, unit.at).tenderTypes()
  const totals = readShiftTotals(unit.tx, id)
  const floatMinor = readFloat(unit.tx, id)
  const rows = counts.map((counted) =>
    countRow(unit, needs.ids, { shift, attempt, tenders, totals, floatMinor }, counted),
  )
  unit.tx.insert('shiftCounts', rows, { tenantId: unit.tenantId })
  recordAudit(unit, {
    category: 'money',
    action: 'shifts.count',
    entityId: id,
    after: {
      attempt,
      counts: rows.map(({ tenderTypeId, currency, countedMinor, differenceMinor }) => ({
        tenderTypeId,
        currency,
        countedMinor,
        differenceMinor,
      })),
    },
  })
  return { attempt, differences: rows }
}

function refuseRepeated(counts: Counts): void {
  const keys = new Set(counts.map(({ tenderTypeId, currency }) => `${tenderTypeId} ${currency}`))
  if (keys.size < counts.length) throw new DomainError('VALIDATION_FAILED')
}

type Books = {
  readonly shift: ShiftRecord
  readonly attempt: number
  readonly tenders: readonly TenderType[]
  readonly totals: readonly ShiftTotalRecord[]
  readonly floatMinor: number
}

function countRow(unit: Unit<StoreTx>, ids: Ids, books: Books, counted: Counts[number]): ShiftCountRecord {
  const tender = books.tenders.find((each) => each.id === counted.tenderTypeId)
  if (!tender) throw new DomainError('SALE_TENDER_NOT_ALLOWED', { tender: counted.tenderTypeId })
  const expectedMinor = expectedDrawer(
    books.totals,
    books.floatMinor,
    { tenderTypeId: tender.id, kind: tender.kind },
    counted.currency,
  )
  return {
    id: ids.next(),
    shiftId: books.shift.id,
    attempt: books.attempt,
    tenderTypeId: counted.tenderTypeId,
    currency: counted.currency,
    countedMinor: counted.countedMinor,
    expectedMinor,
    differenceMinor: countDifference(counted.countedMinor, expectedMinor),
    isBlind: true,
    countedById: unit.userId ?? null,
    countedAt: unit.at,
  }
}
