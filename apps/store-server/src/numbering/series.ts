import { assert, type Unit } from '@pos/core'
import type { StoreTx } from '@pos/db'
import { lineageSeriesCode, nextSeriesCode, seriesCode } from '@pos/domain'
import type { LineageId, RegisterId, SeriesId, SeriesRecord } from '@pos/shared-types'
import { identityOrRefuse } from '../identity.ts'
import { hasSeveralLives } from '../lineage/own-lineages.ts'
import type { StoreNeeds } from '../needs.ts'
import { addToOutbox } from '../outbox.ts'

export type SeriesDocument = 'sale' | 'z' | 'void'

/** A series as it stands: its last number and the hash the next document is chained to. */
export type Series = {
  readonly id: SeriesId
  readonly code: string
  readonly document: SeriesDocument
  readonly lineage: LineageId | null
  readonly lastNumber: number
  readonly lastHash: Buffer | null
}

const OPEN = `
  select id, code, document, lineage, last_number as lastNumber, last_hash as lastHash from number_series
  where coalesce(register_id, '') = ? and document = ? and closed_at is null`

const CODES = `select code from number_series where register_id = ? order by length(code) desc, code desc`

export function findOpenSeries(tx: StoreTx, registerId: RegisterId, document: SeriesDocument): Series | undefined {
  return tx.prepare<Series>(OPEN).get([registerId, document])
}

const LINEAGES = `select count(*) as count from number_series where register_id = ? and document = 'sale'`

/** Grows with every lineage that ever numbered on a register, whoever holds it between. */
export function fenceOf(tx: StoreTx, registerId: RegisterId): number {
  return tx.prepare<{ count: number }>(LINEAGES).get([registerId])?.count ?? 0
}

type Needs = Pick<StoreNeeds, 'ids' | 'identity' | 'mark'>
type Wanted = { readonly registerId: RegisterId; readonly document: SeriesDocument; readonly lineage: LineageId }

/**
 * The register's open series of one lineage. Where another lineage's is open, it is closed and a new one begins: a
 * restored or replaced machine cannot know how far the old one went.
 */
export function seriesOfLineage(unit: Unit<StoreTx>, needs: Needs, wanted: Wanted): Series {
  const open = findOpenSeries(unit.tx, wanted.registerId, wanted.document)
  if (open?.lineage === wanted.lineage) return open
  return renewSeries(unit, needs, wanted, 'replaced')
}

/** Closes the register's open series, if it has one, and opens the next. */
export function renewSeries(unit: Unit<StoreTx>, needs: Needs, wanted: Wanted, reason: string): Series {
  const open = findOpenSeries(unit.tx, wanted.registerId, wanted.document)
  if (open) closeSeries(unit, needs, open.id, reason)
  return openSeries(unit, needs, wanted)
}

/** Opens the next series of a register and tells head office. */
function openSeries(
  unit: Unit<StoreTx>,
  { ids, identity, mark }: Needs,
  { registerId, document, lineage }: Wanted,
): Series {
  const me = identityOrRefuse(identity())
  const code = nextCode(unit.tx, registerId, me.lineage)
  const series = { id: ids.next(), code, document, lineage, lastNumber: 0, lastHash: null }
  const record: SeriesRecord = {
    ...series,
    storeId: me.storeId,
    registerId,
    openedAt: unit.at,
    closedAt: null,
    closeReason: null,
  }
  unit.tx.insert('numberSeries', [record], { tenantId: unit.tenantId })
  addToOutbox(unit, me.lineage, {
    eventId: ids.next(),
    type: 'series.opened',
    aggregateType: 'series',
    aggregateId: record.id,
    aggregateSeq: 1,
    hlc: mark(unit.at),
    payload: JSON.stringify(record),
  })
  return series
}

const CLOSE = 'update number_series set closed_at = ?, close_reason = ? where id = ?'
const RECORD = `
  select id, store_id as storeId, register_id as registerId, document, code, lineage, last_number as lastNumber,
    last_hash as lastHash, opened_at as openedAt, closed_at as closedAt, close_reason as closeReason
  from number_series where id = ?`

type RecordRow = Omit<SeriesRecord, 'lastHash'> & { readonly lastHash: Buffer | null }

/** Ends a series where it is and tells head office. */
function closeSeries(unit: Unit<StoreTx>, { ids, identity, mark }: Needs, id: SeriesId, reason: string): void {
  unit.tx.prepare(CLOSE).run([unit.at, reason, id])
  const row = unit.tx.prepare<RecordRow>(RECORD).get([id])
  assert(row !== undefined, 'a series that was closed exists')
  const record: SeriesRecord = { ...row, lastHash: row.lastHash?.toString('hex') ?? null }
  addToOutbox(unit, identityOrRefuse(identity()).lineage, {
    eventId: ids.next(),
    type: 'series.closed',
    aggregateType: 'series',
    aggregateId: id,
    aggregateSeq: 2,
    hlc: mark(unit.at),
    payload: JSON.stringify(record),
  })
}

/** A code is used once on a register, whatever the document. What a forgotten life has used is unknown here. */
function nextCode(tx: StoreTx, registerId: RegisterId, lineage: LineageId): string {
  const codes = tx
    .prepare<{ code: string }>(CODES)
    .all([registerId])
    .map(({ code }) => code)
  if (!hasSeveralLives(tx)) return codes[0] === undefined ? seriesCode(0) : nextSeriesCode(codes[0])
  let code = lineageSeriesCode(lineage)
  while (codes.includes(code)) code = nextSeriesCode(code)
  return code
}
