import type { PriceListId, StoreId, TenantId, UserId, VariantId } from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import * as pg from './kit/postgres.ts'
import * as lite from './kit/sqlite.ts'
import { catalogPriceLists, hqPriceLists } from './price-lists.ts'
import { hqStores } from './stores.ts'
import { hqProductVariants, hqVariantPacks } from './variants.ts'

const KIND = ['last', 'average', 'standard'] as const

export const hqPriceListAssignments = pg.table(
  'price_list_assignments',
  {
    tenantId: pg.uuid<TenantId>().notNull(),
    priceListId: pg.uuid<PriceListId>().notNull(),
    storeId: pg.uuid<StoreId>(),
    storeGroupId: pg.uuid(),
    customerGroupId: pg.uuid(),
  },
  (t) => [
    pg.unique('price_list_assignments_subject', t, t.priceListId, t.storeId, t.storeGroupId, t.customerGroupId),
    pg.foreign('price_list_assignments_price_list_fk', t, [t.priceListId], hqPriceLists),
    pg.foreign('price_list_assignments_store_fk', t, [t.storeId], hqStores),
    pg.check(
      'price_list_assignments_subject_rule',
      sql`${t.storeId} is not null or ${t.storeGroupId} is not null or ${t.customerGroupId} is not null`,
    ),
  ],
)

export const catalogPriceListAssignments = lite.table(
  'price_list_assignments',
  {
    tenantId: lite.uuid<TenantId>().notNull(),
    priceListId: lite.uuid<PriceListId>().notNull(),
    storeId: lite.uuid<StoreId>(),
    storeGroupId: lite.uuid(),
    customerGroupId: lite.uuid(),
    ...lite.replica(),
  },
  (t) => [
    lite.index('price_list_assignments_list', t, t.priceListId),
    lite.foreign('price_list_assignments_price_list_fk', t, [t.priceListId], catalogPriceLists),
    lite.check(
      'price_list_assignments_subject_rule',
      sql`${t.storeId} is not null or ${t.storeGroupId} is not null or ${t.customerGroupId} is not null`,
    ),
  ],
)

export const hqPrices = pg.table(
  'prices',
  {
    tenantId: pg.uuid<TenantId>().notNull(),
    id: pg.uuid().notNull(),
    priceListId: pg.uuid<PriceListId>().notNull(),
    variantId: pg.uuid<VariantId>().notNull(),
    packId: pg.uuid(),
    minQuantityMilli: pg.milli().notNull().default(0),
    validFromLocal: pg.text().notNull(),
    priceMinor: pg.minor(),
    perMilli: pg.milli().notNull().default(1000),
    worksheetId: pg.uuid(),
    createdById: pg.uuid<UserId>().notNull(),
    createdAt: pg.instant().notNull(),
  },
  (t) => [
    pg.primary(t, t.id),
    pg.unique('prices_start', t, t.priceListId, t.variantId, t.packId, t.minQuantityMilli, t.validFromLocal),
    pg.index('prices_in_force', t, t.variantId, t.priceListId, t.validFromLocal.desc()),
    pg.foreign('prices_price_list_fk', t, [t.priceListId], hqPriceLists),
    pg.foreign('prices_variant_fk', t, [t.variantId], hqProductVariants),
    pg.foreign('prices_pack_fk', t, [t.packId], hqVariantPacks),
    pg.check('prices_not_negative_rule', sql`${t.priceMinor} >= 0 and ${t.perMilli} > 0`),
  ],
)

export const catalogPrices = lite.table(
  'prices',
  {
    tenantId: lite.uuid<TenantId>().notNull(),
    id: lite.uuid().notNull(),
    priceListId: lite.uuid<PriceListId>().notNull(),
    variantId: lite.uuid<VariantId>().notNull(),
    packId: lite.uuid(),
    minQuantityMilli: lite.milli().notNull().default(0),
    validFromLocal: lite.text().notNull(),
    priceMinor: lite.minor(),
    perMilli: lite.milli().notNull().default(1000),
    worksheetId: lite.uuid(),
    createdById: lite.uuid<UserId>().notNull(),
    createdAt: lite.instant().notNull(),
    ...lite.replica(),
  },
  (t) => [
    lite.primary(t, t.id),
    lite.index('prices_in_force', t, t.variantId, t.priceListId, sql`${t.validFromLocal} desc`),
    lite.check('prices_not_negative_rule', sql`${t.priceMinor} >= 0 and ${t.perMilli} > 0`),
  ],
)

export const hqProductCosts = pg.table(
  'product_costs',
  {
    tenantId: pg.uuid<TenantId>().notNull(),
    id: pg.uuid().notNull(),
    variantId: pg.uuid<VariantId>().notNull(),
    storeId: pg.uuid<StoreId>(),
    kind: pg.oneOf(KIND).notNull(),
    costMinor: pg.minor().notNull(),
    perMilli: pg.milli().notNull().default(1000),
    currency: pg.text().notNull(),
    asOfAt: pg.instant().notNull(),
  },
  (t) => [
    pg.primary(t, t.id),
    pg.unique('product_costs_kind', t, t.variantId, t.storeId, t.kind),
    pg.foreign('product_costs_variant_fk', t, [t.variantId], hqProductVariants),
    pg.foreign('product_costs_store_fk', t, [t.storeId], hqStores),
    pg.check('product_costs_per_rule', sql`${t.perMilli} > 0`),
  ],
)

export const catalogProductCosts = lite.table(
  'product_costs',
  {
    tenantId: lite.uuid<TenantId>().notNull(),
    id: lite.uuid().notNull(),
    variantId: lite.uuid<VariantId>().notNull(),
    storeId: lite.uuid<StoreId>(),
    kind: lite.oneOf(KIND).notNull(),
    costMinor: lite.minor().notNull(),
    perMilli: lite.milli().notNull().default(1000),
    currency: lite.text().notNull(),
    asOfAt: lite.instant().notNull(),
    ...lite.replica(),
  },
  (t) => [
    lite.primary(t, t.id),
    lite.index('product_costs_kind', t, t.variantId, t.storeId, t.kind),
    lite.check('product_costs_per_rule', sql`${t.perMilli} > 0`),
  ],
)
