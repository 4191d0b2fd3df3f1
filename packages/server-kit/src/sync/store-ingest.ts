import type { Unit, UnitOfWork } from '@pos/core'
import type { StoreTx } from '@pos/db'
import type { EventId } from '@pos/shared-types'
import {
  aggregateKey,
  type AggregateHead,
  type IngestStore,
  type QuarantineState,
  type StoredVerdict,
} from '@pos/sync-engine'
import { headerJson, storeOf, verdictBytes } from './ingest-rows.ts'

const LINEAGE = `insert into lineages (tenant_id, id, store_id, device_id, reason, started_at, last_seq)
  values (?, ?, ?, ?, 'created', ?, 0) on conflict do nothing`
const LINEAGE_OWNER = `select l.device_id as deviceId, exists (
    select 1 from lineages k where k.device_id = l.device_id and k.id <> l.id) as isOneOfSeveral
  from lineages l where l.id = ?`
const HEAD = `select last_seq as lastSeq, blocked_by_event_id as blockedBy from aggregate_heads
  where store_id = ? and aggregate_type = ? and aggregate_id = ?`
const CLAIM = `insert into inbox (tenant_id, event_id, store_id, lineage, seq, type, schema, sha256, verdict, codes,
    response, received_at)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing`
const STORED = 'select lower(hex(sha256)) as sha256, verdict, codes from inbox where event_id = ?'
const FLAG = `update inbox set verdict = 'accepted_flagged', codes = ?, response = ? where event_id = ?`
const FIRST = `insert into aggregate_heads (tenant_id, store_id, aggregate_type, aggregate_id, last_seq)
  values (?, ?, ?, ?, ?) on conflict do update set last_seq = excluded.last_seq, blocked_by_event_id = null
  where last_seq = ?`
const KEEP = `insert into quarantine (tenant_id, event_id, store_id, lineage, seq, type, raw, header, sha256, code, detail,
    attempts, state, parked_at)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 'parked', ?) on conflict do update set attempts = attempts + 1
  returning state`
const SETTLE = `update inbox set verdict = ?, codes = ?, response = ?
  where event_id = ? and verdict = 'parked' and sha256 = ?`
const BLOCK = `insert into aggregate_heads (tenant_id, store_id, aggregate_type, aggregate_id, last_seq, blocked_by_event_id)
  select :tenantId, :storeId, :type, :id, 0, :eventId where :seq = 1
  on conflict do update set blocked_by_event_id = excluded.blocked_by_event_id where last_seq = 0`
const BLOCK_LATER = `update aggregate_heads set blocked_by_event_id = :eventId
  where store_id = :storeId and aggregate_type = :type and aggregate_id = :id and last_seq = :seq - 1`

type LineageOwner = { readonly deviceId: string; readonly isOneOfSeveral: 0 | 1 }
type StoredRow = { readonly sha256: string; readonly verdict: StoredVerdict['verdict']; readonly codes: string | null }

/** The inbox of a store, in `ops.db`: what tills push. A till owns the lineages of its own device. */
export function storeIngest(unitOfWork: UnitOfWork<StoreTx>): IngestStore<StoreTx> {
  return {
    write: (ctx, name, work) => unitOfWork.write(ctx, name, work),
    isTransient: isSqliteTransient,
    ownLineage(unit, lineage) {
      const { tx, tenantId, deviceId = '', at } = unit
      tx.prepare(LINEAGE).run([tenantId, lineage, storeOf(unit), deviceId, at])
      const owner = tx.prepare<LineageOwner>(LINEAGE_OWNER).get([lineage])
      if (owner?.deviceId !== deviceId) return 'foreign'
      return owner.isOneOfSeveral === 1 ? 'one_of_several' : 'only'
    },
    heads(unit, aggregates) {
      const find = unit.tx.prepare<AggregateHead>(HEAD)
      const heads = new Map<string, AggregateHead>()
      for (const aggregate of aggregates) {
        const head = find.get([storeOf(unit), aggregate.type, aggregate.id])
        if (head !== undefined) heads.set(aggregateKey(aggregate), head)
      }
      return heads
    },
    claim(unit, lineage, events, verdict, codes) {
      const { tenantId, at, tx } = unit
      const insert = tx.prepare(CLAIM)
      const codesJson = codes === undefined ? null : JSON.stringify(codes)
      const response = verdictBytes(verdict, codes)
      const isNew = (event: (typeof events)[number]) =>
        insert.run([
          tenantId,
          event.eventId,
          storeOf(unit),
          lineage,
          event.seq,
          event.type,
          event.schema,
          Buffer.from(event.sha256, 'hex'),
          verdict,
          codesJson,
          response,
          at,
        ]).changes === 1
      return new Set(events.filter(isNew).map((event) => event.eventId))
    },
    stored({ tx }, ids) {
      const find = tx.prepare<StoredRow>(STORED)
      const verdicts = new Map<EventId, StoredVerdict>()
      for (const id of ids) {
        const row = find.get([id])
        if (row !== undefined) verdicts.set(id, { ...row, codes: JSON.parse(row.codes ?? '[]') })
      }
      return verdicts
    },
    flag({ tx }, findings) {
      for (const [eventId, codes] of findings) {
        tx.prepare(FLAG).run([JSON.stringify(codes), verdictBytes('accepted_flagged', codes), eventId])
      }
    },
    advance(unit, moves) {
      for (const { aggregate, from, to } of moves) {
        const values = [unit.tenantId, storeOf(unit), aggregate.type, aggregate.id, to, from]
        if (unit.tx.prepare(FIRST).run(values).changes !== 1) throw new Error('the head of the aggregate moved')
      }
    },
    async settle(unit, lineage, event, verdict, codes) {
      const codesJson = codes === undefined ? null : JSON.stringify(codes)
      const values = [verdict, codesJson, verdictBytes(verdict, codes), event.eventId, Buffer.from(event.sha256, 'hex')]
      if (unit.tx.prepare(SETTLE).run(values).changes === 1) return true
      return (await this.claim(unit, lineage, [event], verdict, codes)).size === 1
    },
    quarantine(unit, lineage, event, sha256, { code, detail }) {
      const kept = unit.tx
        .prepare<{ state: QuarantineState }>(KEEP)
        .get([
          unit.tenantId,
          event.eventId,
          storeOf(unit),
          lineage,
          event.seq,
          event.type,
          Buffer.from(event.payload),
          headerJson(event),
          Buffer.from(sha256, 'hex'),
          code,
          detail,
          unit.at,
        ])
      if (kept !== undefined && kept.state !== 'parked') return kept.state
      markBlocked(unit, event)
      return 'parked'
    },
  }
}

function markBlocked(unit: Unit<StoreTx>, event: Parameters<IngestStore<StoreTx>['quarantine']>[2]): void {
  const { aggregateType: type, aggregateId: id, aggregateSeq: seq, eventId } = event
  const place = { storeId: storeOf(unit), type, id, seq, eventId }
  unit.tx.prepare(BLOCK).run({ ...place, tenantId: unit.tenantId })
  if (seq > 1) unit.tx.prepare(BLOCK_LATER).run(place)
}

/** Locked, full, out of memory, broken disk, damaged file: the event is not at fault. */
function isSqliteTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (
    'code' in error &&
    /^SQLITE_(BUSY|LOCKED|FULL|IOERR|NOMEM|READONLY|CANTOPEN|PERM|CORRUPT|NOTADB)/.test(String(error.code))
  )
    return true
  return isSqliteTransient(error.cause)
}
