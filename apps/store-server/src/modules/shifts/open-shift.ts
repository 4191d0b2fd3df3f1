import { DomainError, type Ids, type Unit } from '@pos/core'
import type { StoreTx } from '@pos/db'
import { businessDateAt } from '@pos/domain'
import type { BodyOf, openShift as openCommand, ShiftOpenedFact } from '@pos/shared-types'
import { identityOrRefuse } from '../../identity.ts'
import type { StoreNeeds } from '../../needs.ts'
import { seriesOfLineage } from '../../numbering/series.ts'
import { findLeaseholder, findOpenShift, lastZNumber } from '../../register-state.ts'
import type { ShiftOpening } from './actions.ts'

type Needs = Pick<StoreNeeds, 'selling' | 'identity' | 'ids' | 'mark'>
type Input = BodyOf<typeof openCommand>

const DAY_MS = 86_400_000

/** Reads what opening a shift on a register of the store server needs. */
export function draftOpening(unit: Unit<StoreTx>, needs: Needs, input: Input): ShiftOpening {
  const me = identityOrRefuse(needs.identity())
  const view = needs.selling.at(unit.tx.catalog, me.storeId, unit.at)
  const register = view.register(input.registerId)
  if (!register || register.status === 'retired') throw new DomainError('NOT_FOUND')
  const { timeZone, dayStartsMin, currency } = view.profile
  const today = businessDateAt(unit.at, timeZone, dayStartsMin)
  const businessOn = input.businessOn ?? today
  if (!isDate(businessOn) || businessOn > businessDateAt(unit.at + DAY_MS, timeZone, dayStartsMin)) {
    throw new DomainError('VALIDATION_FAILED')
  }
  return {
    register,
    floatMinor: input.floatMinor,
    businessOn,
    timeZone,
    currency,
    openShift: findOpenShift(unit.tx, register.id),
    leasedBy: findLeaseholder(unit.tx, register.id),
  }
}

const isDate = (text: string) => !Number.isNaN(Date.parse(`${text}T00:00:00Z`))

/** The act of `shift:open`: the shift, its float, and the series its documents will be numbered by. */
export function openShift(needs: Needs): (unit: Unit<StoreTx>, opening: ShiftOpening) => ShiftOpenedFact {
  return (unit, opening) => {
    const me = identityOrRefuse(needs.identity())
    const { tx, tenantId } = unit
    const registerId = opening.register.id
    for (const document of ['sale', 'z'] as const) {
      seriesOfLineage(unit, needs, { registerId, document, lineage: me.lineage })
    }
    const opened = openedFact(unit, needs.ids, me, opening, lastZNumber(tx, registerId) + 1)
    tx.insert('shifts', [opened.shift], { tenantId })
    tx.insert('cashMovements', [opened.float], { tenantId })
    return opened
  }
}

function openedFact(
  unit: Unit<StoreTx>,
  ids: Ids,
  me: { storeId: string; lineage: string },
  { register, floatMinor, businessOn, timeZone, currency }: ShiftOpening,
  zNumber: number,
): ShiftOpenedFact {
  const userId = unit.userId ?? null
  const where = { storeId: me.storeId, businessOn, deviceId: unit.deviceId ?? null }
  const shift: ShiftOpenedFact['shift'] = {
    ...where,
    id: ids.next(),
    registerId: register.id,
    lineage: me.lineage,
    zNumber,
    timeZone,
    state: 'open',
    openedAt: unit.at,
    openedById: userId,
    closedAt: null,
    closedById: null,
    differenceReasonId: null,
    lastSaleNumber: null,
  }
  const float: ShiftOpenedFact['float'] = {
    ...where,
    id: ids.next(),
    eventId: ids.next(),
    lineNo: 1,
    occurredAt: unit.at,
    userId,
    shiftId: shift.id,
    kind: 'float',
    currency,
    amountMinor: floatMinor,
    reasonCodeId: null,
    note: null,
  }
  return { shift, float }
}
