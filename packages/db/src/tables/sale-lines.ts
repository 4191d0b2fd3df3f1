import type { ProductId, SaleId, SaleLineId, StoreId, TaxGroupId, TenantId, VariantId } from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import type { Columns } from './kit/condition.ts'
import * as pg from './kit/postgres.ts'
import * as lite from './kit/sqlite.ts'
import { storeSales } from './sales.ts'

const KIND = [
  'goods',
  'service',
  'kit',
  'component',
  'modifier',
  'container_deposit',
  'charge',
  'value_load',
  'account_payment',
  'order_deposit',
  'tip',
  'donation',
] as const
const WEIGHT_SOURCE = ['none', 'scale', 'label', 'keyed'] as const
const PRICE_SOURCE = ['list', 'special', 'open', 'override', 'label', 'original'] as const
const RESTOCK = ['resell', 'waste', 'supplier', 'none'] as const

/** Goods that leave have no negative amount, goods that come back no positive one. */
const signsFollowQuantity = (
  t: Columns<'quantityMilli' | 'grossMinor' | 'discountMinor' | 'taxAddedMinor' | 'taxMinor' | 'totalMinor'>,
) => sql`
  ${t.quantityMilli} > 0 and ${t.grossMinor} >= 0 and ${t.discountMinor} >= 0 and ${t.taxAddedMinor} >= 0
    and ${t.taxMinor} >= 0 and ${t.totalMinor} >= 0
  or ${t.quantityMilli} < 0 and ${t.grossMinor} <= 0 and ${t.discountMinor} <= 0 and ${t.taxAddedMinor} <= 0
    and ${t.taxMinor} <= 0 and ${t.totalMinor} <= 0`

export const hqSaleLines = pg.table(
  'sale_lines',
  {
    tenantId: pg.uuid<TenantId>().notNull(),
    id: pg.uuid<SaleLineId>().notNull(),
    saleId: pg.uuid<SaleId>().notNull(),
    lineNo: pg.int().notNull(),
    storeId: pg.uuid<StoreId>().notNull(),
    businessOn: pg.dateOn().notNull(),
    kind: pg.oneOf(KIND).notNull(),
    parentLineId: pg.uuid<SaleLineId>(),
    productId: pg.uuid<ProductId>(),
    variantId: pg.uuid<VariantId>(),
    sku: pg.text(),
    barcode: pg.text(),
    name: pg.text().notNull(),
    departmentId: pg.uuid(),
    unitCode: pg.text().notNull(),
    packId: pg.uuid(),
    packQuantityMilli: pg.milli(),
    quantityMilli: pg.milli().notNull(),
    weightSource: pg.oneOf(WEIGHT_SOURCE).notNull(),
    tareMilli: pg.milli(),
    listPriceMinor: pg.minor().notNull(),
    priceMinor: pg.minor().notNull(),
    perMilli: pg.milli().notNull(),
    priceSource: pg.oneOf(PRICE_SOURCE).notNull(),
    overrideReasonId: pg.uuid(),
    approvalId: pg.uuid(),
    grossMinor: pg.minor().notNull(),
    discountMinor: pg.minor().notNull(),
    taxGroupId: pg.uuid<TaxGroupId>(),
    taxAddedMinor: pg.minor().notNull(),
    taxMinor: pg.minor().notNull(),
    totalMinor: pg.minor().notNull(),
    originalLineId: pg.uuid<SaleLineId>(),
    originalStoreId: pg.uuid<StoreId>(),
    returnReasonId: pg.uuid(),
    restock: pg.oneOf(RESTOCK),
    valueAccountId: pg.uuid(),
    customerOrderLineId: pg.uuid(),
    salesRepId: pg.uuid(),
    isAgeChecked: pg.bool().notNull().default(false),
    custom: pg.json(),
  },
  (t) => [
    pg.primary(t, t.id),
    pg.unique('sale_lines_line', t, t.saleId, t.lineNo),
    pg.index('sale_lines_variant_day', t, t.variantId, t.businessOn),
    pg.index('sale_lines_original', t, t.originalLineId).where(sql`${t.originalLineId} is not null`),
    pg.check('sale_lines_signs_rule', signsFollowQuantity(t)),
  ],
)

export const storeSaleLines = lite.appended(
  'sale_lines',
  {
    tenantId: lite.uuid<TenantId>().notNull(),
    id: lite.uuid<SaleLineId>().notNull(),
    saleId: lite.uuid<SaleId>().notNull(),
    lineNo: lite.int().notNull(),
    storeId: lite.uuid<StoreId>().notNull(),
    businessOn: lite.dateOn().notNull(),
    kind: lite.oneOf(KIND).notNull(),
    parentLineId: lite.uuid<SaleLineId>(),
    productId: lite.uuid<ProductId>(),
    variantId: lite.uuid<VariantId>(),
    sku: lite.text(),
    barcode: lite.text(),
    name: lite.text().notNull(),
    departmentId: lite.uuid(),
    unitCode: lite.text().notNull(),
    packId: lite.uuid(),
    packQuantityMilli: lite.milli(),
    quantityMilli: lite.milli().notNull(),
    weightSource: lite.oneOf(WEIGHT_SOURCE).notNull(),
    tareMilli: lite.milli(),
    listPriceMinor: lite.minor().notNull(),
    priceMinor: lite.minor().notNull(),
    perMilli: lite.milli().notNull(),
    priceSource: lite.oneOf(PRICE_SOURCE).notNull(),
    overrideReasonId: lite.uuid(),
    approvalId: lite.uuid(),
    grossMinor: lite.minor().notNull(),
    discountMinor: lite.minor().notNull(),
    taxGroupId: lite.uuid<TaxGroupId>(),
    taxAddedMinor: lite.minor().notNull(),
    taxMinor: lite.minor().notNull(),
    totalMinor: lite.minor().notNull(),
    originalLineId: lite.uuid<SaleLineId>(),
    originalStoreId: lite.uuid<StoreId>(),
    returnReasonId: lite.uuid(),
    restock: lite.oneOf(RESTOCK),
    valueAccountId: lite.uuid(),
    customerOrderLineId: lite.uuid(),
    salesRepId: lite.uuid(),
    isAgeChecked: lite.bool().notNull().default(false),
    custom: lite.json(),
  },
  (t) => [
    lite.primary(t, t.id),
    lite.unique('sale_lines_line', t, t.saleId, t.lineNo),
    lite.index('sale_lines_original', t, t.originalLineId).where(sql`${t.originalLineId} is not null`),
    lite.foreign('sale_lines_sale_fk', t, [t.saleId], storeSales),
    lite.check('sale_lines_signs_rule', signsFollowQuantity(t)),
  ],
)
