import type { Ids, Unit } from '@pos/core'
import type { StoreTx } from '@pos/db'
import { genesisOf, nextSeriesCode, seriesCode, type SeriesPlace } from '@pos/domain'
import { sha256 } from '@pos/server-kit'
import type { Hash, RegisterId, SeriesId, SeriesRecord } from '@pos/shared-types'
import type { StoreIdentity } from '../../identity.ts'
import { hybridTime } from '../sync/hybrid-time.ts'
import { addToOutbox } from '../sync/outbox.ts'

type Document = 'sale' | 'z' | 'void'
type Row = { id: SeriesId; code: string; lineage: string | null; lastNumber: number; lastHash: Buffer | null }

const OPEN = `
  select id, code, lineage, last_number as lastNumber, last_hash as lastHash from number_series
  where coalesce(register_id, '') = ? and document = ? and closed_at is null`

const CODES = `select code from number_series where register_id = ? order by length(code) desc, code desc limit 1`

/** The register's open series of this store server; opened when there is none of its present lineage. */
export function ownSeries(
  unit: Unit<StoreTx>,
  ids: Ids,
  me: StoreIdentity,
  registerId: RegisterId,
  document: Document,
): Row {
  const open = unit.tx.prepare<Row>(OPEN).get([registerId, document])
  if (open?.lineage === me.lineage) return open
  if (open) closeSeries(unit, open.id, 'replaced')
  return openSeries(unit, ids, me, { registerId, document, lineage: me.lineage })
}

type Opening = { readonly registerId: RegisterId; readonly document: Document; readonly lineage: string }

/** Opens the next series of a register and tells head office: a restored or replaced machine never continues an old one. */
export function openSeries(
  unit: Unit<StoreTx>,
  ids: Ids,
  me: StoreIdentity,
  { registerId, document, lineage }: Opening,
): Row {
  const code = nextCode(unit.tx, registerId)
  const record: SeriesRecord = {
    id: ids.next(),
    storeId: me.storeId,
    registerId,
    document,
    code,
    lineage,
    lastNumber: 0,
    lastHash: null,
    openedAt: unit.at,
    closedAt: null,
    closeReason: null,
  }
  void unit.tx.insert('numberSeries', [record], { tenantId: unit.tenantId })
  addToOutbox(unit, me.lineage, {
    eventId: ids.next(),
    type: 'series.opened',
    aggregateType: 'series',
    aggregateId: record.id,
    aggregateSeq: 1,
    hlc: hybridTime(unit.at, me.storeId),
    payload: JSON.stringify(record),
  })
  return { id: record.id, code, lineage, lastNumber: 0, lastHash: null }
}

export function closeSeries(unit: Unit<StoreTx>, id: SeriesId, reason: string): void {
  unit.tx.prepare('update number_series set closed_at = ?, close_reason = ? where id = ?').run([unit.at, reason, id])
}

/** The next free place of a series. */
export function placeAfter(
  row: Row,
  where: { storeCode: string; registerCode: string; registerId: RegisterId },
): SeriesPlace {
  return {
    id: row.id,
    storeCode: where.storeCode,
    registerCode: where.registerCode,
    code: row.code,
    number: row.lastNumber + 1,
    prevHash: row.lastHash
      ? (row.lastHash.toString('hex') as Hash)
      : genesisOf({ registerId: where.registerId, id: row.id }, sha256),
  }
}

// A code is used once on a register, whatever the document.
function nextCode(tx: StoreTx, registerId: RegisterId): string {
  const last = tx.prepare<{ code: string }>(CODES).get([registerId])
  return last ? nextSeriesCode(last.code) : seriesCode(0)
}
