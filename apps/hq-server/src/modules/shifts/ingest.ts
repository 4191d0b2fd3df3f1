import type { Unit } from '@pos/core'
import type { HqTx } from '@pos/db'
import { factReader } from '@pos/server-kit'
import { SeriesRecord, ShiftClosedFact, ShiftOpenedFact, type EventId } from '@pos/shared-types'
import { anyFact, type EventHandler } from '@pos/sync-engine'
import { sql } from 'drizzle-orm'

/** Takes shifts and number series from stores. They are few, so each is written alone. */
export function shiftIngest(): readonly EventHandler<HqTx>[] {
  return [
    anyFact<HqTx, ShiftOpenedFact>({
      type: 'shift.opened',
      schema: 1,
      read: factReader(ShiftOpenedFact),
      storeOf: (fact) => fact.shift.storeId,
      apply: async (unit, events) => {
        for (const { fact } of events) await recordOpened(unit, fact)
      },
    }),
    anyFact<HqTx, ShiftClosedFact>({
      type: 'shift.closed',
      schema: 1,
      read: factReader(ShiftClosedFact),
      storeOf: (fact) => fact.shift.storeId,
      apply: async (unit, events) => {
        const codes = new Map<EventId, readonly string[]>()
        for (const { eventId, fact } of events)
          if (!(await recordClosed(unit, fact))) codes.set(eventId, ['SHIFT_CLOSED'])
        return codes
      },
    }),
    anyFact<HqTx, SeriesRecord>({
      type: 'series.opened',
      schema: 1,
      read: factReader(SeriesRecord),
      storeOf: (fact) => fact.storeId,
      apply: async (unit, events) => {
        for (const { fact } of events) await recordSeries(unit, fact)
      },
    }),
    anyFact<HqTx, SeriesRecord>({
      type: 'series.closed',
      schema: 1,
      read: factReader(SeriesRecord),
      storeOf: (fact) => fact.storeId,
      apply: async (unit, events) => {
        for (const { fact } of events) await closeSeries(unit, fact)
      },
    }),
  ]
}

/** When a register's next shift is here before the close of its last one, the last waits for its own seal. */
async function recordOpened(unit: Unit<HqTx>, { shift, float }: ShiftOpenedFact): Promise<void> {
  const { tx, tenantId } = unit
  const others = sql`tenant_id = ${tenantId} and register_id = ${shift.registerId}`
  const at = tx.fragments.instant(shift.openedAt)
  // A life of the store that has forgotten shifts counts them again; between lives the clock tells which was first.
  const isBefore = sql`case when lineage = ${shift.lineage} then z_number < ${shift.zNumber}
    else (opened_at, id) < (${at}, ${shift.id}::uuid) end`
  await tx.query(sql`
    update shifts set state = 'close_pending' where ${others} and ${isBefore} and state in ('open', 'closing')`)
  const later = await tx.query(sql`select id from shifts where ${others} and not (${isBefore}) limit 1`)
  await tx.insert('shifts', [{ ...shift, state: later.length > 0 ? 'close_pending' : shift.state }], { tenantId })
  await tx.insert('cashMovements', [float], { tenantId })
  const { id: shiftId, storeId, registerId, zNumber, businessOn } = shift
  unit.emitAfterCommit({ name: 'shift:opened', payload: { storeId, shiftId, registerId, zNumber, businessOn } })
}

/** False when another life of the store had closed the shift already: what that one sealed stands, and both are kept. */
async function recordClosed(unit: Unit<HqTx>, { shift, counts, totals, z }: ShiftClosedFact): Promise<boolean> {
  const { tx, tenantId } = unit
  const sealed = await tx.query(sql`
    update shifts set state = ${shift.state}, closed_at = ${instantOrNull(unit, shift.closedAt)},
      closed_by_id = ${shift.closedById}, difference_reason_id = ${shift.differenceReasonId},
      last_sale_number = ${shift.lastSaleNumber}, sealed = ${Buffer.from(z.sealed)},
      seal_hash = ${Buffer.from(z.hash, 'hex')}, prev_seal_hash = ${Buffer.from(z.prevHash, 'hex')}
    where tenant_id = ${tenantId} and id = ${shift.id} and sealed is null returning 1 as one`)
  const isFirst = sealed.length > 0
  if (isFirst && counts.length > 0) await tx.insert('shiftCounts', counts, { tenantId })
  if (isFirst && totals.length > 0) await tx.insert('shiftTotals', totals, { tenantId })
  await tx.insert('zReports', [z], { tenantId })
  await tx.query(sql`
    update number_series set last_number = ${z.number}, last_hash = ${Buffer.from(z.hash, 'hex')}
    where tenant_id = ${tenantId} and id = ${z.seriesId} and last_number < ${z.number}`)
  const { id: shiftId, storeId, registerId, zNumber, businessOn } = shift
  if (isFirst)
    unit.emitAfterCommit({ name: 'shift:closed', payload: { storeId, shiftId, registerId, zNumber, businessOn } })
  return isFirst
}

function instantOrNull(unit: Unit<HqTx>, at: number | null) {
  return at === null ? null : unit.tx.fragments.instant(at)
}

/** A register has one open series of a document: the latest, in whatever order they come. */
async function recordSeries(unit: Unit<HqTx>, record: SeriesRecord): Promise<void> {
  const { tx, tenantId } = unit
  // A store that was restored hears of a series from its till, of which an earlier life has told.
  const known = await tx.query(sql`select id from number_series where tenant_id = ${tenantId} and id = ${record.id}`)
  if (known.length > 0) return
  const others = sql`tenant_id = ${tenantId} and register_id = ${record.registerId} and document = ${record.document}`
  const place = sql`(${tx.fragments.instant(record.openedAt)}, ${record.id}::uuid)`
  await tx.query(sql`
    update number_series set closed_at = ${tx.fragments.instant(unit.at)}, close_reason = 'replaced'
    where ${others} and (opened_at, id) < ${place} and closed_at is null`)
  const later = await tx.query(sql`select id from number_series where ${others} and (opened_at, id) > ${place} limit 1`)
  const replaced = { ...record, closedAt: unit.at, closeReason: 'replaced' }
  await tx.insert('numberSeries', [later.length > 0 ? replaced : record], { tenantId })
}

/** Where a series ended, and why. It may have gone on in another life of its store, so its last number only grows. */
async function closeSeries({ tx, tenantId }: Unit<HqTx>, series: SeriesRecord): Promise<void> {
  const { id, closedAt, closeReason, lastNumber, lastHash } = series
  await tx.query(sql`
    update number_series set closed_at = ${closedAt === null ? null : tx.fragments.instant(closedAt)},
      close_reason = ${closeReason}
    where tenant_id = ${tenantId} and id = ${id}`)
  await tx.query(sql`
    update number_series set last_number = ${lastNumber}, last_hash = decode(${lastHash}, 'hex')
    where tenant_id = ${tenantId} and id = ${id} and last_number < ${lastNumber}`)
}
