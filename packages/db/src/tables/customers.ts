import type { CustomerId, CustomerStamps, StoreId, UserId } from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import * as pg from './kit/postgres.ts'
import * as lite from './kit/sqlite.ts'

const KIND = ['person', 'company'] as const
const LOCALE = ['en', 'es'] as const

export const hqCustomers = pg.table(
  'customers',
  {
    ...pg.ref<CustomerId>(),
    code: pg.text().notNull(),
    kind: pg.oneOf(KIND).notNull(),
    name: pg.text().notNull(),
    company: pg.text(),
    taxNumber: pg.text(),
    email: pg.text(),
    phone: pg.text(),
    locale: pg.oneOf(LOCALE),
    birthOn: pg.dateOn(),
    customerGroupId: pg.uuid(),
    salesRepId: pg.uuid<UserId>(),
    homeStoreId: pg.uuid<StoreId>(),
    isBlocked: pg.bool().notNull(),
    note: pg.text(),
    custom: pg.json(),
    mergedIntoId: pg.uuid<CustomerId>(),
    erasedAt: pg.instant(),
    /** Which change each field comes from: they travel with the row, so that a store knows what it has seen. */
    stamps: pg.json<CustomerStamps>().notNull(),
  },
  (t) => [
    pg.primary(t, t.id),
    pg.unique('customers_code', t, t.code),
    pg.index('customers_name', t, sql`lower(${t.name})`, t.id),
    pg.index('customers_email', t, sql`lower(${t.email})`).where(sql`${t.email} is not null`),
    pg.index('customers_phone', t, t.phone).where(sql`${t.phone} is not null`),
    pg.index('customers_tax_number', t, t.taxNumber).where(sql`${t.taxNumber} is not null`),
  ],
)

export const catalogCustomers = lite.table(
  'customers',
  {
    ...lite.ref<CustomerId>(),
    code: lite.text().notNull(),
    kind: lite.oneOf(KIND).notNull(),
    name: lite.text().notNull(),
    company: lite.text(),
    taxNumber: lite.text(),
    email: lite.text(),
    phone: lite.text(),
    locale: lite.oneOf(LOCALE),
    birthOn: lite.dateOn(),
    customerGroupId: lite.uuid(),
    salesRepId: lite.uuid<UserId>(),
    homeStoreId: lite.uuid<StoreId>(),
    isBlocked: lite.bool().notNull(),
    note: lite.text(),
    custom: lite.json(),
    mergedIntoId: lite.uuid<CustomerId>(),
    erasedAt: lite.instant(),
    stamps: lite.json<CustomerStamps>().notNull(),
    ...lite.replica(),
  },
  (t) => [
    lite.primary(t, t.id),
    lite.index('customers_code', t, t.code),
    lite.index('customers_name', t, sql`lower(${t.name})`, t.id),
    lite.index('customers_email', t, sql`lower(${t.email})`).where(sql`${t.email} is not null`),
    lite.index('customers_phone', t, t.phone).where(sql`${t.phone} is not null`),
  ],
)
