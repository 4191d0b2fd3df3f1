import type { SaleLineId, TenantId, UserId } from '@pos/shared-types'
import * as pg from './kit/postgres.ts'
import * as lite from './kit/sqlite.ts'
import { storeSaleLines } from './sale-lines.ts'

const SOURCE = ['line', 'cart', 'promotion', 'coupon', 'loyalty'] as const

export const hqSaleLineTaxes = pg.table(
  'sale_line_taxes',
  {
    tenantId: pg.uuid<TenantId>().notNull(),
    id: pg.uuid().notNull(),
    saleLineId: pg.uuid<SaleLineId>().notNull(),
    position: pg.int().notNull(),
    taxRateId: pg.uuid().notNull(),
    code: pg.text().notNull(),
    name: pg.text().notNull(),
    ratePpm: pg.ppm(),
    isCompound: pg.bool().notNull(),
    baseMinor: pg.minor().notNull(),
    taxMinor: pg.minor().notNull(),
  },
  (t) => [pg.primary(t, t.saleLineId, t.position)],
)

export const storeSaleLineTaxes = lite.appended(
  'sale_line_taxes',
  {
    tenantId: lite.uuid<TenantId>().notNull(),
    id: lite.uuid().notNull(),
    saleLineId: lite.uuid<SaleLineId>().notNull(),
    position: lite.int().notNull(),
    taxRateId: lite.uuid().notNull(),
    code: lite.text().notNull(),
    name: lite.text().notNull(),
    ratePpm: lite.ppm(),
    isCompound: lite.bool().notNull(),
    baseMinor: lite.minor().notNull(),
    taxMinor: lite.minor().notNull(),
  },
  (t) => [
    lite.primary(t, t.saleLineId, t.position),
    lite.foreign('sale_line_taxes_line_fk', t, [t.saleLineId], storeSaleLines),
  ],
)

export const hqSaleLineDiscounts = pg.table(
  'sale_line_discounts',
  {
    tenantId: pg.uuid<TenantId>().notNull(),
    id: pg.uuid().notNull(),
    saleLineId: pg.uuid<SaleLineId>().notNull(),
    position: pg.int().notNull(),
    source: pg.oneOf(SOURCE).notNull(),
    promotionId: pg.uuid(),
    couponId: pg.uuid(),
    reasonCodeId: pg.uuid(),
    approvalId: pg.uuid(),
    userId: pg.uuid<UserId>(),
    ratePpm: pg.ppm(),
    amountMinor: pg.minor().notNull(),
    points: pg.int(),
  },
  (t) => [pg.primary(t, t.saleLineId, t.position)],
)

export const storeSaleLineDiscounts = lite.table(
  'sale_line_discounts',
  {
    tenantId: lite.uuid<TenantId>().notNull(),
    id: lite.uuid().notNull(),
    saleLineId: lite.uuid<SaleLineId>().notNull(),
    position: lite.int().notNull(),
    source: lite.oneOf(SOURCE).notNull(),
    promotionId: lite.uuid(),
    couponId: lite.uuid(),
    reasonCodeId: lite.uuid(),
    approvalId: lite.uuid(),
    userId: lite.uuid<UserId>(),
    ratePpm: lite.ppm(),
    amountMinor: lite.minor().notNull(),
    points: lite.int(),
  },
  (t) => [
    lite.primary(t, t.saleLineId, t.position),
    lite.foreign('sale_line_discounts_line_fk', t, [t.saleLineId], storeSaleLines),
  ],
)
