import type { ProductId, TenantId, VariantId } from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import * as pg from './kit/postgres.ts'
import * as lite from './kit/sqlite.ts'
import { catalogProducts, hqProducts } from './products.ts'

const STATUS = ['active', 'discontinued'] as const
const KIND = ['ean13', 'ean8', 'upca', 'upce', 'gtin14', 'code128', 'plu', 'internal'] as const

export const hqProductVariants = pg.table(
  'product_variants',
  {
    ...pg.ref<VariantId>(),
    productId: pg.uuid<ProductId>().notNull(),
    sku: pg.text().notNull(),
    name: pg.text(),
    position: pg.int().notNull(),
    netWeightMilli: pg.milli(),
    tareMilli: pg.milli(),
    status: pg.oneOf(STATUS).notNull(),
    custom: pg.json(),
  },
  (t) => [
    pg.primary(t, t.id),
    pg.unique('product_variants_sku', t, t.sku),
    pg.index('product_variants_product', t, t.productId),
    pg.foreign('product_variants_product_fk', t, [t.productId], hqProducts),
  ],
)

export const catalogProductVariants = lite.table(
  'product_variants',
  {
    ...lite.ref<VariantId>(),
    productId: lite.uuid<ProductId>().notNull(),
    sku: lite.text().notNull(),
    name: lite.text(),
    position: lite.int().notNull(),
    netWeightMilli: lite.milli(),
    tareMilli: lite.milli(),
    status: lite.oneOf(STATUS).notNull(),
    custom: lite.json(),
    ...lite.replica(),
  },
  (t) => [
    lite.primary(t, t.id),
    lite.index('product_variants_sku', t, t.sku),
    lite.index('product_variants_product', t, t.productId),
    lite.foreign('product_variants_product_fk', t, [t.productId], catalogProducts),
  ],
)

export const hqVariantPacks = pg.table(
  'variant_packs',
  {
    tenantId: pg.uuid<TenantId>().notNull(),
    id: pg.uuid().notNull(),
    variantId: pg.uuid<VariantId>().notNull(),
    code: pg.text().notNull(),
    name: pg.text().notNull(),
    quantityMilli: pg.milli().notNull(),
    isSold: pg.bool().notNull(),
    isBought: pg.bool().notNull(),
    isDefaultBuy: pg.bool().notNull(),
  },
  (t) => [
    pg.primary(t, t.id),
    pg.unique('variant_packs_code', t, t.variantId, t.code),
    pg.foreign('variant_packs_variant_fk', t, [t.variantId], hqProductVariants),
    pg.check('variant_packs_quantity_rule', sql`${t.quantityMilli} > 0`),
  ],
)

export const catalogVariantPacks = lite.table(
  'variant_packs',
  {
    tenantId: lite.uuid<TenantId>().notNull(),
    id: lite.uuid().notNull(),
    variantId: lite.uuid<VariantId>().notNull(),
    code: lite.text().notNull(),
    name: lite.text().notNull(),
    quantityMilli: lite.milli().notNull(),
    isSold: lite.bool().notNull(),
    isBought: lite.bool().notNull(),
    isDefaultBuy: lite.bool().notNull(),
    ...lite.replica(),
  },
  (t) => [
    lite.primary(t, t.id),
    lite.index('variant_packs_code', t, t.variantId, t.code),
    lite.foreign('variant_packs_variant_fk', t, [t.variantId], catalogProductVariants),
    lite.check('variant_packs_quantity_rule', sql`${t.quantityMilli} > 0`),
  ],
)

export const hqBarcodes = pg.table(
  'barcodes',
  {
    tenantId: pg.uuid<TenantId>().notNull(),
    id: pg.uuid().notNull(),
    code: pg.text().notNull(),
    kind: pg.oneOf(KIND).notNull(),
    gtin14: pg.text(),
    variantId: pg.uuid<VariantId>().notNull(),
    packId: pg.uuid(),
    isPrimary: pg.bool().notNull(),
  },
  (t) => [
    pg.primary(t, t.id),
    pg.unique('barcodes_code', t, t.code),
    pg.uniqueOver('barcodes_gtin14', t, t.gtin14).where(sql`${t.gtin14} is not null`),
    pg.uniqueOver('barcodes_primary', t, t.variantId).where(sql`${t.isPrimary}`),
    pg.index('barcodes_variant', t, t.variantId),
    pg.foreign('barcodes_variant_fk', t, [t.variantId], hqProductVariants),
    pg.foreign('barcodes_pack_fk', t, [t.packId], hqVariantPacks),
  ],
)

export const catalogBarcodes = lite.table(
  'barcodes',
  {
    tenantId: lite.uuid<TenantId>().notNull(),
    id: lite.uuid().notNull(),
    code: lite.text().notNull(),
    kind: lite.oneOf(KIND).notNull(),
    gtin14: lite.text(),
    variantId: lite.uuid<VariantId>().notNull(),
    packId: lite.uuid(),
    isPrimary: lite.bool().notNull(),
    ...lite.replica(),
  },
  (t) => [
    lite.primary(t, t.id),
    lite.index('barcodes_code', t, t.code),
    lite.index('barcodes_gtin14', t, t.gtin14).where(sql`${t.gtin14} is not null`),
    lite.index('barcodes_variant', t, t.variantId),
    lite.foreign('barcodes_variant_fk', t, [t.variantId], catalogProductVariants),
  ],
)
