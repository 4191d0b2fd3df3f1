import type { ProductId, TaxGroupId, TenantId } from '@pos/shared-types'
import * as pg from './kit/postgres.ts'
import * as lite from './kit/sqlite.ts'
import { hqDepartments, hqUnits } from './departments.ts'
import { hqTaxGroups } from './taxes.ts'

const KIND = ['goods', 'service', 'kit', 'gift_card', 'deposit', 'charge', 'donation'] as const
const TRACKING = ['none', 'lot', 'serial'] as const
const ASSORTMENT = ['all', 'listed'] as const
const STATUS = ['draft', 'active', 'discontinued'] as const

export const hqProducts = pg.table(
  'products',
  {
    ...pg.ref<ProductId>(),
    code: pg.text().notNull(),
    name: pg.text().notNull(),
    receiptName: pg.text().notNull(),
    description: pg.text(),
    kind: pg.oneOf(KIND).notNull(),
    departmentId: pg.uuid().notNull(),
    brandId: pg.uuid(),
    taxGroupId: pg.uuid<TaxGroupId>().notNull(),
    baseUnitId: pg.uuid().notNull(),
    tracking: pg.oneOf(TRACKING).notNull(),
    hasExpiry: pg.bool().notNull(),
    isWeighed: pg.bool().notNull(),
    isOpenPrice: pg.bool().notNull(),
    isDiscountable: pg.bool().notNull(),
    isReturnable: pg.bool().notNull(),
    returnDays: pg.int(),
    restrictionId: pg.uuid(),
    assortment: pg.oneOf(ASSORTMENT).notNull(),
    isOnWeb: pg.bool().notNull(),
    status: pg.oneOf(STATUS).notNull(),
    custom: pg.json(),
  },
  (t) => [
    pg.primary(t, t.id),
    pg.unique('products_code', t, t.code),
    pg.foreign('products_department_fk', t, [t.departmentId], hqDepartments),
    pg.foreign('products_tax_group_fk', t, [t.taxGroupId], hqTaxGroups),
    pg.foreign('products_base_unit_fk', t, [t.baseUnitId], hqUnits),
  ],
)

export const catalogProducts = lite.table(
  'products',
  {
    /** The rowid of `product_search`; an explicit key, because VACUUM may renumber a hidden one. */
    rowNo: lite.rowNumber(),
    ...lite.ref<ProductId>(),
    code: lite.text().notNull(),
    name: lite.text().notNull(),
    receiptName: lite.text().notNull(),
    description: lite.text(),
    kind: lite.oneOf(KIND).notNull(),
    departmentId: lite.uuid().notNull(),
    brandId: lite.uuid(),
    taxGroupId: lite.uuid<TaxGroupId>().notNull(),
    baseUnitId: lite.uuid().notNull(),
    tracking: lite.oneOf(TRACKING).notNull(),
    hasExpiry: lite.bool().notNull(),
    isWeighed: lite.bool().notNull(),
    isOpenPrice: lite.bool().notNull(),
    isDiscountable: lite.bool().notNull(),
    isReturnable: lite.bool().notNull(),
    returnDays: lite.int(),
    restrictionId: lite.uuid(),
    assortment: lite.oneOf(ASSORTMENT).notNull(),
    isOnWeb: lite.bool().notNull(),
    status: lite.oneOf(STATUS).notNull(),
    custom: lite.json(),
    ...lite.replica(),
  },
  (t) => [lite.unique('products_id', t, t.id), lite.index('products_code', t, t.code)],
)

export const hqProductTexts = pg.table(
  'product_texts',
  {
    tenantId: pg.uuid<TenantId>().notNull(),
    productId: pg.uuid<ProductId>().notNull(),
    locale: pg.text().notNull(),
    name: pg.text().notNull(),
    receiptName: pg.text().notNull(),
    description: pg.text(),
  },
  (t) => [pg.primary(t, t.productId, t.locale), pg.foreign('product_texts_product_fk', t, [t.productId], hqProducts)],
)

export const catalogProductTexts = lite.table(
  'product_texts',
  {
    tenantId: lite.uuid<TenantId>().notNull(),
    productId: lite.uuid<ProductId>().notNull(),
    locale: lite.text().notNull(),
    name: lite.text().notNull(),
    receiptName: lite.text().notNull(),
    description: lite.text(),
    ...lite.replica(),
  },
  (t) => [
    lite.primary(t, t.productId, t.locale),
    lite.foreign('product_texts_product_fk', t, [t.productId], catalogProducts),
  ],
)
