import type { Unit } from '@pos/core'
import type { StoreTx } from '@pos/db'
import { nextSeriesCode, seriesCode } from '@pos/domain'
import type { LineageId, RegisterId, SeriesId, SeriesRecord } from '@pos/shared-types'
import { identityOrRefuse } from '../identity.ts'
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

const CODES = `select code from number_series where register_id = ? order by length(code) desc, code desc limit 1`

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
  if (open) closeSeries(unit, open.id, 'replaced')
  return openSeries(unit, needs, wanted)
}

/** Opens the next series of a register and tells head office. */
function openSeries(
  unit: Unit<StoreTx>,
  { ids, identity, mark }: Needs,
  { registerId, document, lineage }: Wanted,
): Series {
  const me = identityOrRefuse(identity())
  const code = nextCode(unit.tx, registerId)
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

function closeSeries(unit: Unit<StoreTx>, id: SeriesId, reason: string): void {
  unit.tx.prepare('update number_series set closed_at = ?, close_reason = ? where id = ?').run([unit.at, reason, id])
}

// A code is used once on a register, whatever the document.
function nextCode(tx: StoreTx, registerId: RegisterId): string {
  const last = tx.prepare<{ code: string }>(CODES).get([registerId])
  return last ? nextSeriesCode(last.code) : seriesCode(0)
}
