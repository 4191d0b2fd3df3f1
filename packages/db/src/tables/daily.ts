import type { StoreId, TenantId, VariantId } from '@pos/shared-types'
import * as pg from './kit/postgres.ts'

export const hqDailyStoreSales = pg.table(
  'daily_store_sales',
  {
    tenantId: pg.uuid<TenantId>().notNull(),
    storeId: pg.uuid<StoreId>().notNull(),
    businessOn: pg.dateOn().notNull(),
    hour: pg.int().notNull(),
    sales: pg.int().notNull(),
    returns: pg.int().notNull(),
    voids: pg.int().notNull(),
    grossMinor: pg.minor().notNull(),
    discountMinor: pg.minor().notNull(),
    netMinor: pg.minor().notNull(),
    taxMinor: pg.minor().notNull(),
    totalMinor: pg.minor().notNull(),
    unitsMilli: pg.milli().notNull(),
    costMinor: pg.minor(),
  },
  (t) => [pg.primary(t, t.storeId, t.businessOn, t.hour)],
)

export const hqDailyVariantSales = pg.table(
  'daily_variant_sales',
  {
    tenantId: pg.uuid<TenantId>().notNull(),
    storeId: pg.uuid<StoreId>().notNull(),
    businessOn: pg.dateOn().notNull(),
    variantId: pg.uuid<VariantId>().notNull(),
    departmentId: pg.uuid(),
    soldMilli: pg.milli().notNull(),
    returnedMilli: pg.milli().notNull(),
    grossMinor: pg.minor().notNull(),
    discountMinor: pg.minor().notNull(),
    netMinor: pg.minor().notNull(),
    taxMinor: pg.minor().notNull(),
    costMinor: pg.minor(),
  },
  (t) => [pg.primary(t, t.storeId, t.businessOn, t.variantId)],
)
