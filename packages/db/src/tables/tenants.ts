import type { TenantId } from '@pos/shared-types'
import * as pg from './kit/postgres.ts'
import * as lite from './kit/sqlite.ts'

const STATE = ['active', 'suspended', 'closed'] as const

export const hqTenants = pg.table(
  'tenants',
  {
    id: pg.uuid<TenantId>().notNull(),
    slug: pg.text().notNull(),
    name: pg.text().notNull(),
    state: pg.oneOf(STATE).notNull(),
    country: pg.text().notNull(),
    currency: pg.text().notNull(),
    locale: pg.text().notNull(),
    taxNumber: pg.text(),
    createdAt: pg.instant().notNull(),
  },
  (t) => [pg.primary(t, t.id), pg.unique('tenants_slug', t, t.slug)],
)

export const catalogTenants = lite.table(
  'tenants',
  {
    id: lite.uuid<TenantId>().notNull(),
    slug: lite.text().notNull(),
    name: lite.text().notNull(),
    state: lite.oneOf(STATE).notNull(),
    country: lite.text().notNull(),
    currency: lite.text().notNull(),
    locale: lite.text().notNull(),
    taxNumber: lite.text(),
    createdAt: lite.instant().notNull(),
    ...lite.replica(),
  },
  (t) => [lite.primary(t, t.id), lite.index('tenants_slug', t, t.slug)],
)
