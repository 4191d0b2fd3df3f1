import type { Unit } from '@pos/core'
import type { StoreTx } from '@pos/db'
import { recordAudit } from '@pos/server-kit'
import type { LineageId, LineageStartedFact, RegisterId } from '@pos/shared-types'
import type { StoreIdentity } from '../identity.ts'
import type { StoreNeeds } from '../needs.ts'
import { renewSeries, type SeriesDocument } from '../numbering/series.ts'
import { addToOutbox } from '../outbox.ts'
import { lastOutboxSeq } from './own-lineages.ts'

type Reason = LineageStartedFact['reason']
type OpenSeries = { readonly registerId: RegisterId; readonly document: SeriesDocument }

const LAST = 'select sha256 from outbox where seq = ?'
const END = 'update lineages set ended_at = ?, last_seq = ?, last_sha256 = ? where id = ?'
const MOVE = 'update store_identity set lineage = ? where singleton = 1'
const OPEN_SERIES = `
  select register_id as registerId, document from number_series
  where lineage = ? and closed_at is null and document in ('sale', 'z', 'void') order by register_id, document`

/** Ends the lineage of `from` and makes `id` this database's. What was written before stays as it was. */
export function moveToLineage({ tx, tenantId, at }: Unit<StoreTx>, from: StoreIdentity, id: LineageId, reason: Reason) {
  const { storeId, deviceId, lineage } = from
  const lastSeq = lastOutboxSeq(tx)
  const last = tx.prepare<{ sha256: Buffer }>(LAST).get([lastSeq])
  tx.prepare(END).run([at, lastSeq, last?.sha256 ?? null, lineage])
  tx.insert('lineages', [{ id, tenantId, storeId, deviceId, reason, startedAt: at, lastSeq: 0 }])
  tx.prepare(MOVE).run([id])
  return { id, storeId, deviceId, reason, startedAt: at, replaces: lineage, lastSeq } satisfies LineageStartedFact
}

type Needs = Pick<StoreNeeds, 'ids' | 'identity' | 'mark'>

/**
 * Explains the new lineage and begins again what cannot go on: the number series of the store server end where they are
 * and new ones open, the audit log begins a new chain, and head office is told of it all.
 */
export function tellLineage(unit: Unit<StoreTx>, needs: Needs, started: LineageStartedFact): void {
  const { id, replaces, reason, lastSeq, startedAt } = started
  addToOutbox(unit, id, {
    eventId: needs.ids.next(),
    type: 'device.lineage_started',
    aggregateType: 'lineage',
    aggregateId: id,
    aggregateSeq: 1,
    hlc: needs.mark(startedAt),
    payload: JSON.stringify(started),
  })
  recordAudit(unit, {
    category: 'sync',
    action: 'lineages.start',
    entity: 'lineage',
    entityId: id,
    before: { lineage: replaces, lastSeq },
    after: { lineage: id, reason },
  })
  for (const series of unit.tx.prepare<OpenSeries>(OPEN_SERIES).all([replaces])) {
    renewSeries(unit, needs, { ...series, lineage: id }, reason)
  }
}

const RESEND = `
  update outbox set lineage = :id, state = 'pending', next_attempt_at = :at
  where lineage = :from and state in ('pending', 'sent', 'blocked')`

/** Lets everything that was not acknowledged in one lineage leave in another, under the same event ids. */
export function sendUnder({ tx, at }: Unit<StoreTx>, from: LineageId, id: LineageId): void {
  tx.prepare(RESEND).run({ from, id, at })
}
