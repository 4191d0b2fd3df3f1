import { APPROVAL_METHODS, APPROVAL_STATES } from '@pos/shared-types'
import type { DeviceId, EventId, StoreId, TenantId, UserId } from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import type { Columns } from './kit/condition.ts'
import * as pg from './kit/postgres.ts'
import * as lite from './kit/sqlite.ts'

const SUBJECT = ['sale'] as const

const byAnother = (t: Columns<'approverId' | 'requestedById'>) => sql`${t.approverId} <> ${t.requestedById}`
/** Who consented, and by what, stands with the consent; what was used names the event that used it. */
const isWhole = (t: Columns<'state' | 'approverId' | 'method' | 'decidedAt' | 'usedEventId'>) => sql`
  (${t.state} not in ('approved', 'used')
    or (${t.approverId} is not null and ${t.method} is not null and ${t.decidedAt} is not null))
  and (${t.state} = 'used') = (${t.usedEventId} is not null)`

export const hqApprovals = pg.table(
  'approvals',
  {
    tenantId: pg.uuid<TenantId>().notNull(),
    id: pg.uuid().notNull(),
    storeId: pg.uuid<StoreId>().notNull(),
    deviceId: pg.uuid<DeviceId>(),
    action: pg.text().notNull(),
    subjectType: pg.oneOf(SUBJECT).notNull(),
    subjectId: pg.uuid().notNull(),
    partId: pg.uuid(),
    quantityMilli: pg.milli(),
    amountMinor: pg.minor(),
    ratePpm: pg.ppm(),
    actionHash: pg.hash().notNull(),
    reason: pg.text(),
    requestedById: pg.uuid<UserId>().notNull(),
    requestedAt: pg.instant().notNull(),
    expiresAt: pg.instant().notNull(),
    state: pg.oneOf(APPROVAL_STATES).notNull(),
    approverId: pg.uuid<UserId>(),
    method: pg.oneOf(APPROVAL_METHODS),
    decidedAt: pg.instant(),
    usedEventId: pg.uuid<EventId>(),
  },
  (t) => [
    pg.primary(t, t.id),
    pg.index('approvals_subject', t, t.subjectId),
    pg.index('approvals_newest', t, t.requestedAt, t.id),
    pg.uniqueOver('approvals_used_once', t, t.usedEventId, t.actionHash).where(sql`${t.usedEventId} is not null`),
    pg.check('approvals_other_person_rule', byAnother(t)),
    pg.check('approvals_state_rule', isWhole(t)),
  ],
)

export const storeApprovals = lite.table(
  'approvals',
  {
    tenantId: lite.uuid<TenantId>().notNull(),
    id: lite.uuid().notNull(),
    storeId: lite.uuid<StoreId>().notNull(),
    deviceId: lite.uuid<DeviceId>(),
    action: lite.text().notNull(),
    subjectType: lite.oneOf(SUBJECT).notNull(),
    subjectId: lite.uuid().notNull(),
    partId: lite.uuid(),
    quantityMilli: lite.milli(),
    amountMinor: lite.minor(),
    ratePpm: lite.ppm(),
    actionHash: lite.hash().notNull(),
    reason: lite.text(),
    requestedById: lite.uuid<UserId>().notNull(),
    requestedAt: lite.instant().notNull(),
    expiresAt: lite.instant().notNull(),
    state: lite.oneOf(APPROVAL_STATES).notNull(),
    approverId: lite.uuid<UserId>(),
    method: lite.oneOf(APPROVAL_METHODS),
    decidedAt: lite.instant(),
    usedEventId: lite.uuid<EventId>(),
  },
  (t) => [
    lite.primary(t, t.id),
    lite.index('approvals_subject', t, t.subjectId),
    lite.index('approvals_newest', t, t.requestedAt, t.id),
    lite.uniqueOver('approvals_used_once', t, t.usedEventId, t.actionHash).where(sql`${t.usedEventId} is not null`),
    lite.check('approvals_other_person_rule', byAnother(t)),
    lite.check('approvals_state_rule', isWhole(t)),
  ],
)
