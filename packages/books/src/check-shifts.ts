import { addTotals, genesisOf, isZSealed, totalKey, totalsOf, totalsOfCashMovement } from '@pos/domain'
import {
  CashMovementRecord,
  ShiftTotalRecord,
  ZReportRecord,
  type RegisterId,
  type SaleFact,
  type SeriesId,
  type ShiftId,
  type StoreId,
} from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import { differences, type Books, type Check } from './books.ts'
import { readRecords } from './read-records.ts'

/** What nobody rang up leaves no document, so no sum can be made of it. */
const WITHOUT_DOCUMENT = new Set(['abandoned'])

/** The totals that sales make, shift by shift, added up while the sales are read. */
export class ShiftFold {
  readonly #totals = new Map<ShiftId, readonly ShiftTotalRecord[]>()

  add(facts: readonly SaleFact[]): void {
    this.#add(facts.flatMap(totalsOf))
  }

  with(movements: readonly CashMovementRecord[]): readonly ShiftTotalRecord[] {
    this.#add(movements.flatMap(totalsOfCashMovement))
    return [...this.#totals.values()].flat()
  }

  #add(increments: readonly ShiftTotalRecord[]): void {
    for (const [shiftId, more] of Map.groupBy(increments, (total) => total.shiftId))
      this.#totals.set(shiftId, addTotals(this.#totals.get(shiftId) ?? [], more))
  }
}

/** The kept totals of every shift are what its sales make; each Z has sealed them and is chained to the one before. */
export async function checkShifts(check: Check, fold: ShiftFold): Promise<{ readonly zReports: number }> {
  const { store, storeId, fault } = check
  const cash = await readRecords<CashMovementRecord>(
    store,
    'cash_movements',
    CashMovementRecord,
    sql`where t.store_id = ${storeId}`,
  )
  const kept = await readRecords<ShiftTotalRecord>(
    store,
    'shift_totals',
    ShiftTotalRecord,
    sql`where t.shift_id in (select id from shifts where store_id = ${storeId})`,
  )
  for (const { name, should, is } of differences(linesOf(fold.with(cash)), linesOf(kept)))
    fault(`the shift total ${name} is ${is ?? 'missing'}, its documents make ${should ?? 'nothing'}`)
  return checkZReports(
    check,
    Map.groupBy(kept, (total) => total.shiftId),
  )
}

function linesOf(totals: readonly ShiftTotalRecord[]): Map<string, string> {
  const counted = totals.filter(({ metric }) => !WITHOUT_DOCUMENT.has(metric))
  return new Map(counted.map((total) => [totalKey(total), `${total.amountMinor} in ${total.count}`]))
}

type KeptTotals = ReadonlyMap<string, readonly ShiftTotalRecord[]>
type Sealed = { readonly totals: readonly ShiftTotalRecord[] }

async function checkZReports(check: Check, kept: KeptTotals): Promise<{ readonly zReports: number }> {
  const { store, hq, tenantId, storeId, onTheWay, decided, fault } = check
  const order = sql`order by t.series_id, t.number`
  const below = await readRecords<ZReportRecord>(
    store,
    'z_reports',
    ZReportRecord,
    sql`where t.store_id = ${storeId} ${order}`,
  )
  const above = await hq.query<{ id: string; hash: Uint8Array }>(
    sql`select id, hash from z_reports where tenant_id = ${tenantId} and store_id = ${storeId}`,
  )
  const hashesAbove = new Map(above.map(({ id, hash }) => [id, Buffer.from(hash).toString('hex')]))
  const registers = await registersOf(store, storeId)
  for (const [seriesId, chain] of Map.groupBy(below, (z) => z.seriesId)) {
    checkZChain(check, chain, { id: seriesId, registerId: registers.get(seriesId) ?? '' })
  }
  for (const z of below) {
    const { totals }: Sealed = JSON.parse(z.sealed)
    if (differences(linesOf(kept.get(z.shiftId ?? '') ?? []), linesOf(totals)).length > 0)
      fault(`the Z ${z.number} of ${z.businessOn} has sealed other totals than its shift has`)
    if (decided.has(z.eventId)) continue
    const hash = hashesAbove.get(z.id)
    if (hash === undefined && !onTheWay.has(z.eventId)) fault(`head office does not have the Z ${z.id}`)
    if (hash !== undefined && hash !== z.hash) fault(`head office has the Z ${z.id} with other values`)
  }
  return { zReports: below.length }
}

function checkZChain(
  { sha256, fault }: Check,
  chain: readonly ZReportRecord[],
  series: { readonly id: SeriesId; readonly registerId: RegisterId },
): void {
  let last = { number: 0, hash: genesisOf(series, sha256) }
  for (const z of chain) {
    if (z.number !== last.number + 1) fault(`the Z before ${z.number} of series ${series.id} is missing`)
    else if (z.prevHash !== last.hash) fault(`the Z ${z.number} of series ${series.id} does not follow the one before`)
    if (!isZSealed(z, sha256)) fault(`the Z ${z.number} of series ${series.id} is not as it was sealed`)
    last = z
  }
}

async function registersOf(store: Books, storeId: StoreId): Promise<Map<SeriesId, RegisterId>> {
  const rows = await store.query<{ id: SeriesId; registerId: RegisterId }>(
    sql`select id, register_id as "registerId" from number_series where store_id = ${storeId} and document = 'z'`,
  )
  return new Map(rows.map(({ id, registerId }) => [id, registerId]))
}
