import type { UnitOfWork } from '@pos/core'
import { anyOf, rowSet, stepByStep, type HqTx } from '@pos/db'
import type { EventId, StoreId } from '@pos/shared-types'
import {
  aggregateKey,
  type AggregateHead,
  type IngestStore,
  type LineageStanding,
  type QuarantineState,
  type StoredVerdict,
} from '@pos/sync-engine'
import { sql } from 'drizzle-orm'
import { isPgTransient } from './pg-transient.ts'
import { headerJson, storeOf, verdictBytes } from './ingest-rows.ts'

type HeadRow = AggregateHead & { readonly type: string; readonly id: string }
type LineageOwner = { readonly storeId: StoreId; readonly isOneOfSeveral: boolean | 0 | 1 }
type StoredRow = StoredVerdict & { readonly eventId: EventId }

/**
 * Head office's inbox, in PostgreSQL: one statement per table and batch. A store owns the lineages that it was the first
 * to use.
 */
export function hqIngest(unitOfWork: UnitOfWork<HqTx>): IngestStore<HqTx> {
  return {
    write: (ctx, name, work) => unitOfWork.write(ctx, name, work),
    isTransient: isPgTransient,
    async ownLineage(unit, lineage) {
      const { tx, tenantId, deviceId, at } = unit
      const mine = storeOf(unit)
      const owner = sql`select l.store_id as "storeId", exists (
          select 1 from lineages k where k.tenant_id = l.tenant_id and k.device_id = l.device_id and k.id <> l.id)
          as "isOneOfSeveral"
        from lineages l where l.tenant_id = ${tenantId} and l.id = ${lineage}`
      const [known] = await tx.query<LineageOwner>(owner)
      if (known !== undefined) return standingOf(known, mine)
      await tx.query(sql`insert into lineages (tenant_id, id, store_id, device_id, reason, started_at, last_seq)
        values (${tenantId}, ${lineage}, ${mine}, ${deviceId ?? mine}, 'created',
          ${tx.fragments.instant(at)}, 0) on conflict do nothing`)
      const [now] = await tx.query<LineageOwner>(owner)
      return now === undefined ? 'foreign' : standingOf(now, mine)
    },
    async heads(unit, aggregates) {
      const rows = await unit.tx.query<HeadRow>(sql`
        select a.type, a.id, h.last_seq as "lastSeq", h.blocked_by_event_id as "blockedBy"
        from ${rowSet('a', { type: 'text', id: 'uuid' }, aggregates)}
        cross join lateral (
          select k.last_seq, k.blocked_by_event_id from aggregate_heads k
          where k.tenant_id = ${unit.tenantId} and k.store_id = ${storeOf(unit)} and k.aggregate_type = a.type
            and k.aggregate_id = a.id
          ${stepByStep}) h`)
      return new Map(rows.map((row) => [aggregateKey(row), row]))
    },
    async claim(unit, lineage, events, verdict, codes) {
      if (events.length === 0) return new Set()
      const rows = events.map(({ eventId, seq, type, schema, sha256 }) => ({ id: eventId, seq, type, schema, sha256 }))
      const claimed = await unit.tx.query<{ id: EventId }>(sql`
        insert into inbox (tenant_id, event_id, store_id, lineage, seq, type, schema, sha256, verdict, codes, response,
          received_at)
        select ${unit.tenantId}::uuid, e.id, ${storeOf(unit)}::uuid, ${lineage}::uuid, e.seq, e.type, e.schema,
          decode(e.sha256, 'hex'), ${verdict}, ${codes === undefined ? null : JSON.stringify(codes)}::jsonb,
          ${verdictBytes(verdict, codes)}::bytea, ${unit.tx.fragments.instant(unit.at)}
        from ${rowSet('e', { id: 'uuid', seq: 'bigint', type: 'text', schema: 'integer', sha256: 'text' }, rows)}
        on conflict do nothing returning event_id as id`)
      return new Set(claimed.map((row) => row.id))
    },
    async stored(unit, ids) {
      const rows = await unit.tx.query<StoredRow>(sql`
        select event_id as "eventId", encode(sha256, 'hex') as sha256, verdict, coalesce(codes, '[]'::jsonb) as codes
        from inbox where tenant_id = ${unit.tenantId}
          and event_id = ${anyOf('uuid', ids)}`)
      return new Map(rows.map(({ eventId, ...verdict }) => [eventId, verdict]))
    },
    async noteRepeats(unit, lineage, events) {
      const rows = events.map(({ seq }) => ({ seq }))
      await unit.tx.query(sql`
        insert into repeated_positions (tenant_id, store_id, lineage, seq)
        select ${unit.tenantId}::uuid, ${storeOf(unit)}::uuid, ${lineage}::uuid, e.seq
        from ${rowSet('e', { seq: 'bigint' }, rows)}
        where not exists (select 1 from inbox i where i.tenant_id = ${unit.tenantId} and i.store_id = ${storeOf(unit)}
          and i.lineage = ${lineage} and i.seq = e.seq)
        on conflict do nothing`)
    },
    async flag(unit, findings) {
      const rows = [...findings].map(([id, codes]) => ({
        id,
        codes,
        response: verdictBytes('accepted_flagged', codes).toString('hex'),
      }))
      await unit.tx.query(sql`update inbox i set verdict = 'accepted_flagged', codes = f.codes,
          response = decode(f.response, 'hex')
        from ${rowSet('f', { id: 'uuid', codes: 'jsonb', response: 'text' }, rows)}
        where i.tenant_id = ${unit.tenantId} and i.event_id = f.id`)
    },
    async advance(unit, moves) {
      if (moves.length === 0) return
      const rows = moves.map(({ aggregate, from, to }) => ({ ...aggregate, from, to }))
      const moved = await unit.tx.query(sql`
        with moves as materialized (
          select * from ${rowSet('m', { type: 'text', id: 'uuid', from: 'integer', to: 'integer' }, rows)})
        insert into aggregate_heads as h (tenant_id, store_id, aggregate_type, aggregate_id, last_seq)
        select ${unit.tenantId}::uuid, ${storeOf(unit)}::uuid, m.type, m.id, m."to" from moves m order by m.type, m.id
        on conflict (tenant_id, store_id, aggregate_type, aggregate_id) do update
          set last_seq = excluded.last_seq, blocked_by_event_id = null
          where h.last_seq = (select m."from" from moves m where m.type = h.aggregate_type and m.id = h.aggregate_id)
        returning 1 as moved`)
      if (moved.length !== moves.length) throw new Error('the head of an aggregate moved')
    },
    async settle(unit, lineage, event, verdict, codes) {
      const { tx, tenantId } = unit
      const settled = await tx.query(sql`update inbox set verdict = ${verdict},
          codes = ${codes === undefined ? null : JSON.stringify(codes)}::jsonb, response = ${verdictBytes(verdict, codes)}
        where tenant_id = ${tenantId} and event_id = ${event.eventId} and verdict = 'parked'
          and sha256 = decode(${event.sha256}, 'hex')
        returning 1 as settled`)
      return settled.length === 1 || (await this.claim(unit, lineage, [event], verdict, codes)).size === 1
    },
    async quarantine(unit, lineage, event, sha256, { code, detail }) {
      const { tx, tenantId, at } = unit
      const { eventId, aggregateType, aggregateId, aggregateSeq } = event
      const [kept] = await tx.query<{ state: QuarantineState }>(sql`
        insert into quarantine (tenant_id, event_id, store_id, lineage, seq, type, raw, header, sha256, code, detail,
          attempts, state, parked_at)
        values (${tenantId}, ${eventId}, ${storeOf(unit)}, ${lineage}, ${event.seq}, ${event.type},
          ${Buffer.from(event.payload)}, ${headerJson(event)}::jsonb, decode(${sha256}, 'hex'), ${code}, ${detail}, 1, 'parked',
          ${tx.fragments.instant(at)})
        on conflict (tenant_id, event_id, sha256) do update set attempts = quarantine.attempts + 1
        returning state`)
      if (kept !== undefined && kept.state !== 'parked') return kept.state
      await tx.query(sql`insert into aggregate_heads as h (tenant_id, store_id, aggregate_type, aggregate_id, last_seq,
          blocked_by_event_id)
        select ${tenantId}::uuid, ${storeOf(unit)}::uuid, ${aggregateType}, ${aggregateId}::uuid, 0, ${eventId}::uuid
        where ${aggregateSeq}::integer = 1 or exists (select 1 from aggregate_heads k where k.tenant_id = ${tenantId}
          and k.store_id = ${storeOf(unit)} and k.aggregate_type = ${aggregateType} and k.aggregate_id = ${aggregateId})
        on conflict (tenant_id, store_id, aggregate_type, aggregate_id) do update
          set blocked_by_event_id = excluded.blocked_by_event_id where h.last_seq = ${aggregateSeq}::integer - 1`)
      return 'parked'
    },
  }
}

function standingOf({ storeId, isOneOfSeveral }: LineageOwner, mine: StoreId): LineageStanding {
  if (storeId !== mine) return 'foreign'
  return isOneOfSeveral ? 'one_of_several' : 'only'
}
