import { DomainError, type Ids, type Unit } from '@pos/core'
import type { StoreTx } from '@pos/db'
import { countDifference, expectedDrawer, type TenderType } from '@pos/domain'
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
import { findShift, readCounts, readFloat } from './shift-repository.ts'
import { readShiftTotals } from './shift-totals.ts'

type Needs = Pick<StoreNeeds, 'selling' | 'identity' | 'ids'>
type Counts = BodyOf<typeof countCommand>['counts']

/** A count and one recount; after that the difference stands and needs a reason. */
const ATTEMPTS = 2

/** Writes what was counted beside what should be there, blind: the expected amounts are told only now. */
export function countShift(
  unit: Unit<StoreTx>,
  needs: Needs,
  id: ShiftId,
  counts: Counts,
): ResponseOf<typeof countCommand> {
  const { storeId } = identityOrRefuse(needs.identity())
  const shift = openShiftOrRefuse(unit.tx, id)
  const attempt = Math.max(0, ...readCounts(unit.tx, id).map((count) => count.attempt)) + 1
  if (attempt > ATTEMPTS) throw new DomainError('SHIFT_RECOUNT_USED')
  const tenders = needs.selling.at(unit.tx.catalog, storeId, unit.at).tenderTypes()
  const totals = readShiftTotals(unit.tx, id)
  const floatMinor = readFloat(unit.tx, id)
  const rows = counts.map((counted) =>
    countRow(unit, needs.ids, { shift, attempt, tenders, totals, floatMinor }, counted),
  )
  unit.tx.insert('shiftCounts', rows, { tenantId: unit.tenantId })
  return { attempt, differences: rows }
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

/** @throws DomainError NOT_FOUND, SHIFT_CLOSED */
export function openShiftOrRefuse(tx: StoreTx, id: ShiftId): ShiftRecord {
  const shift = findShift(tx, id)
  if (!shift) throw new DomainError('NOT_FOUND')
  if (shift.state === 'closed') throw new DomainError('SHIFT_CLOSED')
  return shift
}
