import { DRILL_ENDS, DRILL_LINKS, type DrillFindings, type DrillId } from '@pos/shared-types'
import type { StoreId, TenantId, UserId } from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import type { Columns } from './kit/condition.ts'
import * as pg from './kit/postgres.ts'
import * as lite from './kit/sqlite.ts'

/** A drill that is over says by what, and only such a one has a report. */
const isWhole = (t: Columns<'endedAt' | 'endedBy' | 'findings'>) => sql`
  (${t.endedAt} is null) = (${t.endedBy} is null) and (${t.findings} is null or ${t.endedAt} is not null)`

export const hqOutageDrills = pg.table(
  'outage_drills',
  {
    tenantId: pg.uuid<TenantId>().notNull(),
    id: pg.uuid<DrillId>().notNull(),
    storeId: pg.uuid<StoreId>().notNull(),
    link: pg.oneOf(DRILL_LINKS).notNull(),
    startedAt: pg.instant().notNull(),
    startedById: pg.uuid<UserId>().notNull(),
    endsAt: pg.instant().notNull(),
    endedAt: pg.instant(),
    endedBy: pg.oneOf(DRILL_ENDS),
    endedById: pg.uuid<UserId>(),
    findings: pg.json<DrillFindings>(),
  },
  (t) => [
    pg.primary(t, t.id),
    pg.index('outage_drills_newest', t, t.startedAt, t.id),
    pg.uniqueOver('outage_drills_one_running', t, t.storeId).where(sql`${t.endedAt} is null`),
    pg.check('outage_drills_end_rule', isWhole(t)),
  ],
)

export const storeOutageDrills = lite.table(
  'outage_drills',
  {
    tenantId: lite.uuid<TenantId>().notNull(),
    id: lite.uuid<DrillId>().notNull(),
    storeId: lite.uuid<StoreId>().notNull(),
    link: lite.oneOf(DRILL_LINKS).notNull(),
    startedAt: lite.instant().notNull(),
    startedById: lite.uuid<UserId>().notNull(),
    endsAt: lite.instant().notNull(),
    endedAt: lite.instant(),
    endedBy: lite.oneOf(DRILL_ENDS),
    endedById: lite.uuid<UserId>(),
    findings: lite.json<DrillFindings>(),
  },
  (t) => [
    lite.primary(t, t.id),
    lite.index('outage_drills_newest', t, t.startedAt, t.id),
    lite.uniqueOver('outage_drills_one_running', t, t.storeId).where(sql`${t.endedAt} is null`),
    lite.check('outage_drills_end_rule', isWhole(t)),
  ],
)
