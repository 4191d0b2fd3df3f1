import type { DeviceId, StoreId, TenantId, UserId } from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import * as pg from './kit/postgres.ts'
import * as lite from './kit/sqlite.ts'

const CONTEXT = ['hq', 'store', 'pos'] as const
const COUNTED = ['user_device', 'user_unknown', 'ip', 'device'] as const

export const hqSessions = pg.table(
  'sessions',
  {
    tenantId: pg.uuid<TenantId>().notNull(),
    id: pg.uuid().notNull(),
    userId: pg.uuid<UserId>().notNull(),
    appContext: pg.oneOf(CONTEXT).notNull(),
    storeId: pg.uuid<StoreId>(),
    /** The enrolled device, or the browser by the name its signed cookie gives it. */
    deviceId: pg.uuid<DeviceId>(),
    familyId: pg.uuid().notNull(),
    generation: pg.int().notNull(),
    tokenHash: pg.hash().notNull(),
    prevTokenHash: pg.hash(),
    rotatedAt: pg.instant().notNull(),
    createdAt: pg.instant().notNull(),
    lastUsedAt: pg.instant().notNull(),
    expiresAt: pg.instant().notNull(),
    revokedAt: pg.instant(),
    revokeReason: pg.text(),
    ip: pg.text().notNull(),
    userAgent: pg.text().notNull(),
  },
  (t) => [
    pg.primary(t, t.id),
    pg.uniqueOver('sessions_family', t, t.familyId),
    pg.uniqueOver('sessions_running', t, t.userId, t.appContext).where(sql`${t.revokedAt} is null`),
    pg.index('sessions_user', t, t.userId, t.createdAt),
  ],
)

export const storeSessions = lite.table(
  'sessions',
  {
    tenantId: lite.uuid<TenantId>().notNull(),
    id: lite.uuid().notNull(),
    userId: lite.uuid<UserId>().notNull(),
    appContext: lite.oneOf(CONTEXT).notNull(),
    storeId: lite.uuid<StoreId>(),
    deviceId: lite.uuid<DeviceId>(),
    familyId: lite.uuid().notNull(),
    generation: lite.int().notNull(),
    tokenHash: lite.hash().notNull(),
    prevTokenHash: lite.hash(),
    rotatedAt: lite.instant().notNull(),
    createdAt: lite.instant().notNull(),
    lastUsedAt: lite.instant().notNull(),
    expiresAt: lite.instant().notNull(),
    revokedAt: lite.instant(),
    revokeReason: lite.text(),
    ip: lite.text().notNull(),
    userAgent: lite.text().notNull(),
  },
  (t) => [
    lite.primary(t, t.id),
    lite.uniqueOver('sessions_family', t, t.familyId),
    lite.uniqueOver('sessions_running', t, t.userId, t.appContext).where(sql`${t.revokedAt} is null`),
    lite.index('sessions_user', t, t.userId, t.createdAt),
  ],
)

/** Failed attempts of a window. A subject is a digest, so that the table names nobody. */
export const hqLoginCounters = pg.table(
  'login_counters',
  {
    tenantId: pg.uuid<TenantId>().notNull(),
    subjectKind: pg.oneOf(COUNTED).notNull(),
    subject: pg.text().notNull(),
    windowStartedAt: pg.instant().notNull(),
    failures: pg.int().notNull(),
    lockedUntilAt: pg.instant(),
  },
  (t) => [pg.primary(t, t.subjectKind, t.subject), pg.index('login_counters_window', t, t.windowStartedAt)],
)

export const storeLoginCounters = lite.table(
  'login_counters',
  {
    tenantId: lite.uuid<TenantId>().notNull(),
    subjectKind: lite.oneOf(COUNTED).notNull(),
    subject: lite.text().notNull(),
    windowStartedAt: lite.instant().notNull(),
    failures: lite.int().notNull(),
    lockedUntilAt: lite.instant(),
  },
  (t) => [lite.primary(t, t.subjectKind, t.subject), lite.index('login_counters_window', t, t.windowStartedAt)],
)

/** Whom the nodes below let in no longer: what was given before `revokedAt` is worth nothing. */
export const hqRevocationList = pg.table(
  'revocation_list',
  {
    tenantId: pg.uuid<TenantId>().notNull(),
    id: pg.uuid().notNull(),
    userId: pg.uuid<UserId>(),
    sessionId: pg.uuid(),
    deviceId: pg.uuid<DeviceId>(),
    revokedAt: pg.instant().notNull(),
    reason: pg.text().notNull(),
    revokedById: pg.uuid<UserId>(),
  },
  (t) => [
    pg.primary(t, t.id),
    pg.check('revocation_list_subject', sql`num_nonnulls(${t.userId}, ${t.sessionId}, ${t.deviceId}) = 1`),
    pg.index('revocation_list_user', t, t.userId, t.revokedAt),
  ],
)

export const catalogRevocationList = lite.table(
  'revocation_list',
  {
    tenantId: lite.uuid<TenantId>().notNull(),
    id: lite.uuid().notNull(),
    userId: lite.uuid<UserId>(),
    sessionId: lite.uuid(),
    deviceId: lite.uuid<DeviceId>(),
    revokedAt: lite.instant().notNull(),
    reason: lite.text().notNull(),
    revokedById: lite.uuid<UserId>(),
    ...lite.replica(),
  },
  (t) => [lite.primary(t, t.id), lite.index('revocation_list_user', t, t.userId, t.revokedAt)],
)
