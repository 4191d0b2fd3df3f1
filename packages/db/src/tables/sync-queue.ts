import type { EventId, LineageId, PushEvent, StoreId, TenantId, UserId } from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import * as pg from './kit/postgres.ts'
import * as lite from './kit/sqlite.ts'

const STATE = ['pending', 'sent', 'acked', 'parked', 'blocked'] as const
const VERDICT = ['applied', 'accepted_flagged', 'parked', 'blocked'] as const
const QUARANTINE_STATE = ['parked', 'repaired', 'discarded'] as const

/** What a person did about a parked event: why, and the text the handlers saw in place of the kept one. */
export type QuarantineCorrection = { readonly reason: string; readonly payload?: string | undefined }

type ParkedHeader = Omit<PushEvent, 'payload'>

export const storeOutbox = lite.table(
  'outbox',
  {
    seq: lite.sequence(),
    eventId: lite.uuid<EventId>().notNull(),
    lineage: lite.uuid<LineageId>().notNull(),
    aggregateType: lite.text().notNull(),
    aggregateId: lite.uuid().notNull(),
    aggregateSeq: lite.int().notNull(),
    type: lite.text().notNull(),
    schema: lite.int().notNull(),
    payload: lite.bytes().notNull(),
    sha256: lite.hash().notNull(),
    hlc: lite.text().notNull(),
    wallTime: lite.instant().notNull(),
    catalogueVersion: lite.big().notNull(),
    state: lite.oneOf(STATE).notNull(),
    attempts: lite.int().notNull(),
    nextAttemptAt: lite.instant().notNull(),
    lastCode: lite.text(),
    ackedAt: lite.instant(),
  },
  (t) => [
    lite.unique('outbox_event', t, t.eventId),
    lite.unique('outbox_aggregate', t, t.aggregateType, t.aggregateId, t.aggregateSeq),
    // What the pusher asks is answered from these two; without them it reads past everything acknowledged, texts included.
    lite
      .index('outbox_open', t, t.seq, t.nextAttemptAt, t.wallTime)
      .where(sql`${t.state} in ('pending', 'sent', 'blocked')`),
    lite.index('outbox_parked', t, t.seq).where(sql`${t.state} = 'parked'`),
  ],
)

/** How far an aggregate that goes on for ever had come when events of it left the outbox. */
export const storeOutboxHeads = lite.table(
  'outbox_heads',
  {
    aggregateType: lite.text().notNull(),
    aggregateId: lite.uuid().notNull(),
    lastSeq: lite.int().notNull(),
  },
  (t) => [lite.primary(t, t.aggregateType, t.aggregateId)],
)

export const hqInbox = pg.table(
  'inbox',
  {
    tenantId: pg.uuid<TenantId>().notNull(),
    eventId: pg.uuid<EventId>().notNull(),
    storeId: pg.uuid<StoreId>().notNull(),
    lineage: pg.uuid<LineageId>().notNull(),
    seq: pg.big().notNull(),
    type: pg.text().notNull(),
    schema: pg.int().notNull(),
    sha256: pg.hash().notNull(),
    verdict: pg.oneOf(VERDICT).notNull(),
    codes: pg.json<readonly string[]>(),
    response: pg.bytes().notNull(),
    receivedAt: pg.instant().notNull(),
  },
  (t) => [pg.primary(t, t.eventId), pg.unique('inbox_position', t, t.storeId, t.lineage, t.seq)],
)

export const storeInbox = lite.table(
  'inbox',
  {
    tenantId: lite.uuid<TenantId>().notNull(),
    eventId: lite.uuid<EventId>().notNull(),
    storeId: lite.uuid<StoreId>().notNull(),
    lineage: lite.uuid<LineageId>().notNull(),
    seq: lite.big().notNull(),
    type: lite.text().notNull(),
    schema: lite.int().notNull(),
    sha256: lite.hash().notNull(),
    verdict: lite.oneOf(VERDICT).notNull(),
    codes: lite.json<readonly string[]>(),
    response: lite.bytes().notNull(),
    receivedAt: lite.instant().notNull(),
  },
  (t) => [lite.primary(t, t.eventId), lite.unique('inbox_position', t, t.storeId, t.lineage, t.seq)],
)

/** Positions at which a peer that was restored or copied told again what had come from another of its lives. */
export const hqRepeatedPositions = pg.table(
  'repeated_positions',
  {
    tenantId: pg.uuid<TenantId>().notNull(),
    storeId: pg.uuid<StoreId>().notNull(),
    lineage: pg.uuid<LineageId>().notNull(),
    seq: pg.big().notNull(),
  },
  (t) => [pg.primary(t, t.storeId, t.lineage, t.seq)],
)

export const hqAggregateHeads = pg.table(
  'aggregate_heads',
  {
    tenantId: pg.uuid<TenantId>().notNull(),
    storeId: pg.uuid<StoreId>().notNull(),
    aggregateType: pg.text().notNull(),
    aggregateId: pg.uuid().notNull(),
    lastSeq: pg.int().notNull(),
    blockedByEventId: pg.uuid<EventId>(),
  },
  (t) => [pg.primary(t, t.storeId, t.aggregateType, t.aggregateId)],
)

export const storeAggregateHeads = lite.table(
  'aggregate_heads',
  {
    tenantId: lite.uuid<TenantId>().notNull(),
    storeId: lite.uuid<StoreId>().notNull(),
    aggregateType: lite.text().notNull(),
    aggregateId: lite.uuid().notNull(),
    lastSeq: lite.int().notNull(),
    blockedByEventId: lite.uuid<EventId>(),
  },
  (t) => [lite.primary(t, t.storeId, t.aggregateType, t.aggregateId)],
)

export const hqQuarantine = pg.table(
  'quarantine',
  {
    tenantId: pg.uuid<TenantId>().notNull(),
    eventId: pg.uuid<EventId>().notNull(),
    storeId: pg.uuid<StoreId>().notNull(),
    lineage: pg.uuid<LineageId>().notNull(),
    seq: pg.big().notNull(),
    type: pg.text().notNull(),
    raw: pg.bytes().notNull(),
    sha256: pg.hash().notNull(),
    code: pg.text().notNull(),
    detail: pg.text().notNull(),
    attempts: pg.int().notNull(),
    state: pg.oneOf(QUARANTINE_STATE).notNull(),
    correction: pg.json<QuarantineCorrection>(),
    settledById: pg.uuid<UserId>(),
    settledAt: pg.instant(),
    parkedAt: pg.instant().notNull(),
    /** The event without its text; rows that are older than this column have none. */
    header: pg.json<ParkedHeader>(),
  },
  (t) => [pg.primary(t, t.eventId, t.sha256)],
)

export const storeQuarantine = lite.table(
  'quarantine',
  {
    tenantId: lite.uuid<TenantId>().notNull(),
    eventId: lite.uuid<EventId>().notNull(),
    storeId: lite.uuid<StoreId>().notNull(),
    lineage: lite.uuid<LineageId>().notNull(),
    seq: lite.big().notNull(),
    type: lite.text().notNull(),
    raw: lite.bytes().notNull(),
    sha256: lite.hash().notNull(),
    code: lite.text().notNull(),
    detail: lite.text().notNull(),
    attempts: lite.int().notNull(),
    state: lite.oneOf(QUARANTINE_STATE).notNull(),
    correction: lite.json<QuarantineCorrection>(),
    settledById: lite.uuid<UserId>(),
    settledAt: lite.instant(),
    parkedAt: lite.instant().notNull(),
    /** The event without its text; rows that are older than this column have none. */
    header: lite.json<ParkedHeader>(),
  },
  (t) => [lite.primary(t, t.eventId, t.sha256)],
)
