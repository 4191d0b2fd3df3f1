import { AUDIT_CATEGORIES, AUDIT_OUTCOMES, type AuditValues } from '@pos/shared-types'
import type { DeviceId, StoreId, TenantId, UserId } from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import * as pg from './kit/postgres.ts'
import * as lite from './kit/sqlite.ts'

const STATE = ['whole', 'broken'] as const

export const hqAuditLogs = pg.table(
  'audit_logs',
  {
    tenantId: pg.uuid<TenantId>().notNull(),
    node: pg.text().notNull(),
    seq: pg.big().notNull(),
    category: pg.oneOf(AUDIT_CATEGORIES).notNull(),
    action: pg.text().notNull(),
    outcome: pg.oneOf(AUDIT_OUTCOMES).notNull(),
    userId: pg.uuid<UserId>(),
    approverId: pg.uuid<UserId>(),
    deviceId: pg.uuid<DeviceId>(),
    sessionId: pg.uuid(),
    appContext: pg.text().notNull(),
    storeId: pg.uuid<StoreId>(),
    entity: pg.text(),
    entityId: pg.text(),
    before: pg.json<AuditValues>(),
    after: pg.json<AuditValues>(),
    ip: pg.text(),
    correlationId: pg.text().notNull(),
    occurredAt: pg.instant().notNull(),
    receivedAt: pg.instant(),
    prevHash: pg.hash().notNull(),
    hash: pg.hash().notNull(),
  },
  (t) => [
    pg.primary(t, t.node, t.seq),
    pg.unique('audit_logs_prev_hash', t, t.prevHash, t.node),
    pg.index('audit_logs_time', t, t.occurredAt, t.node, t.seq),
    pg.index('audit_logs_entity', t, t.entity, t.entityId, t.seq),
    pg.index('audit_logs_user', t, t.userId, t.occurredAt),
    pg.index('audit_logs_store', t, t.storeId, t.occurredAt),
    pg.index('audit_logs_request', t, t.correlationId),
    pg.check('audit_logs_seq_rule', sql`${t.seq} > 0`),
  ],
)

export const storeAuditLogs = lite.table(
  'audit_logs',
  {
    tenantId: lite.uuid<TenantId>().notNull(),
    node: lite.text().notNull(),
    seq: lite.big().notNull(),
    category: lite.oneOf(AUDIT_CATEGORIES).notNull(),
    action: lite.text().notNull(),
    outcome: lite.oneOf(AUDIT_OUTCOMES).notNull(),
    userId: lite.uuid<UserId>(),
    approverId: lite.uuid<UserId>(),
    deviceId: lite.uuid<DeviceId>(),
    sessionId: lite.uuid(),
    appContext: lite.text().notNull(),
    storeId: lite.uuid<StoreId>(),
    entity: lite.text(),
    entityId: lite.text(),
    before: lite.json<AuditValues>(),
    after: lite.json<AuditValues>(),
    ip: lite.text(),
    correlationId: lite.text().notNull(),
    occurredAt: lite.instant().notNull(),
    receivedAt: lite.instant(),
    prevHash: lite.hash().notNull(),
    hash: lite.hash().notNull(),
  },
  (t) => [
    lite.primary(t, t.node, t.seq),
    lite.unique('audit_logs_prev_hash', t, t.prevHash, t.node),
    lite.index('audit_logs_time', t, t.occurredAt, t.node, t.seq),
    lite.index('audit_logs_entity', t, t.entity, t.entityId, t.seq),
    lite.index('audit_logs_user', t, t.userId, t.occurredAt),
    lite.index('audit_logs_store', t, t.storeId, t.occurredAt),
    lite.index('audit_logs_request', t, t.correlationId),
    lite.check('audit_logs_seq_rule', sql`${t.seq} > 0`),
  ],
)

/** Where each chain ends, and whether what came of it fits together. */
export const hqAuditHeads = pg.table(
  'audit_heads',
  {
    tenantId: pg.uuid<TenantId>().notNull(),
    node: pg.text().notNull(),
    storeId: pg.uuid<StoreId>(),
    seq: pg.big().notNull(),
    hash: pg.hash().notNull(),
    sentSeq: pg.big().notNull(),
    state: pg.oneOf(STATE).notNull(),
    brokenSeq: pg.big(),
    brokenCode: pg.text(),
    brokenAt: pg.instant(),
  },
  (t) => [pg.primary(t, t.node)],
)

export const storeAuditHeads = lite.table(
  'audit_heads',
  {
    tenantId: lite.uuid<TenantId>().notNull(),
    node: lite.text().notNull(),
    storeId: lite.uuid<StoreId>(),
    seq: lite.big().notNull(),
    hash: lite.hash().notNull(),
    sentSeq: lite.big().notNull(),
    state: lite.oneOf(STATE).notNull(),
    brokenSeq: lite.big(),
    brokenCode: lite.text(),
    brokenAt: lite.instant(),
  },
  (t) => [lite.primary(t, t.node)],
)

/** Where each chain ended on a day, signed, so that a tail cut off later shows. */
export const hqAuditAnchors = pg.table(
  'audit_anchors',
  {
    tenantId: pg.uuid<TenantId>().notNull(),
    node: pg.text().notNull(),
    anchoredOn: pg.dateOn().notNull(),
    seq: pg.big().notNull(),
    headHash: pg.hash().notNull(),
    signature: pg.bytes().notNull(),
    kid: pg.text().notNull(),
    exportedAt: pg.instant().notNull(),
  },
  (t) => [pg.primary(t, t.node, t.anchoredOn)],
)
