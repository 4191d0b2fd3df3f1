import type { Unit } from '@pos/core'
import type { StoreTx } from '@pos/db'
import { addTotals, totalKey } from '@pos/domain'
import { factReader } from '@pos/server-kit'
import { SeriesRecord, ShiftClosedFact, ShiftOpenedFact, type ShiftTotalRecord } from '@pos/shared-types'
import { anyFact, type EventHandler, type ReceivedEvent } from '@pos/sync-engine'
import { identityOrRefuse } from '../../identity.ts'
import type { StoreNeeds } from '../../needs.ts'
import { followPlace } from '../../numbering/places.ts'
import { addToOutbox } from '../../outbox.ts'
import { saveSealed } from './close-shift.ts'
import { noteClosed, noteOpened } from './noted-shift.ts'
import { readCounts } from './shift-repository.ts'
import { readShiftTotals } from './shift-totals.ts'

type Needs = Pick<StoreNeeds, 'identity'>

const PEND = `update shifts set state = 'close_pending' where register_id = ? and state in ('open', 'closing')`
const KNOWN_SERIES = 'select id from number_series where id = ?'
const CLOSE_OTHER = `
  update number_series set closed_at = :at, close_reason = 'replaced'
  where coalesce(register_id, '') = :registerId and document = :document and closed_at is null`

/** Takes the shifts and number series of tills, and sends each on as the till sealed it. */
export function shiftIngest({ identity }: Needs): readonly EventHandler<StoreTx>[] {
  const forward = (unit: Unit<StoreTx>, event: ReceivedEvent<unknown>, aggregateType: 'shift' | 'series') => {
    const { eventId, type, aggregateId, aggregateSeq, hlc, payload } = event
    const { lineage } = identityOrRefuse(identity())
    addToOutbox(unit, lineage, { eventId, type, aggregateType, aggregateId, aggregateSeq, hlc, payload })
  }
  return [
    anyFact<StoreTx, ShiftOpenedFact>({
      type: 'shift.opened',
      schema: 1,
      read: factReader(ShiftOpenedFact),
      storeOf: (fact) => fact.shift.storeId,
      apply: (unit, events) => {
        for (const event of events) {
          recordOpened(unit, event.fact)
          noteOpened(unit, event.fact)
          forward(unit, event, 'shift')
        }
      },
    }),
    anyFact<StoreTx, ShiftClosedFact>({
      type: 'shift.closed',
      schema: 1,
      read: factReader(ShiftClosedFact),
      storeOf: (fact) => fact.shift.storeId,
      apply: (unit, events) => {
        const codes = new Map<string, string[]>()
        for (const event of events) {
          if (!recordClosed(unit, event.fact)) codes.set(event.eventId, ['SALE_TOTALS_DIFFER'])
          noteClosed(unit, event.fact)
          forward(unit, event, 'shift')
        }
        return codes
      },
    }),
    anyFact<StoreTx, SeriesRecord>({
      type: 'series.opened',
      schema: 1,
      read: factReader(SeriesRecord),
      storeOf: (fact) => fact.storeId,
      apply: (unit, events) => {
        for (const event of events) if (recordSeries(unit, event.fact)) forward(unit, event, 'series')
      },
    }),
  ]
}

/** A shift the till opened before the last one's close arrived: the older waits for its own seal. */
function recordOpened(unit: Unit<StoreTx>, { shift, float }: ShiftOpenedFact): void {
  const { tx, tenantId } = unit
  tx.prepare(PEND).run([shift.registerId])
  tx.insert('shifts', [shift], { tenantId })
  tx.insert('cashMovements', [float], { tenantId })
  const { id: shiftId, registerId, zNumber, businessOn } = shift
  unit.emitAfterCommit({ name: 'shift:opened', payload: { shiftId, registerId, zNumber, businessOn } })
}

/** False when the till's totals are not those of the sales the store holds; the till's word stands. */
function recordClosed(unit: Unit<StoreTx>, closed: ShiftClosedFact): boolean {
  const { shift, counts, totals, z } = closed
  const known = new Set(readCounts(unit.tx, shift.id).map((count) => count.id))
  const fresh = counts.filter((count) => !known.has(count.id))
  if (fresh.length > 0) unit.tx.insert('shiftCounts', fresh, { tenantId: unit.tenantId })
  saveSealed(unit, closed)
  followPlace(unit.tx, z.seriesId, z.number, z.hash)
  const { id: shiftId, registerId, zNumber, businessOn } = shift
  unit.emitAfterCommit({ name: 'shift:closed', payload: { shiftId, registerId, zNumber, businessOn } })
  return isSame(totals, readShiftTotals(unit.tx, shift.id))
}

function isSame(a: readonly ShiftTotalRecord[], b: readonly ShiftTotalRecord[]): boolean {
  const text = (rows: readonly ShiftTotalRecord[]) =>
    addTotals([], rows)
      .map((row) => `${totalKey(row)} ${row.amountMinor} ${row.count}`)
      .join('\n')
  return text(a) === text(b)
}

/** True when the series was not known yet: those of a lease are, and have been told already. */
function recordSeries(unit: Unit<StoreTx>, record: SeriesRecord): boolean {
  if (unit.tx.prepare(KNOWN_SERIES).get([record.id])) return false
  unit.tx.prepare(CLOSE_OTHER).run({ registerId: record.registerId ?? '', document: record.document, at: unit.at })
  unit.tx.insert('numberSeries', [record], { tenantId: unit.tenantId })
  return true
}
