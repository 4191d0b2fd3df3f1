import type { PriceListId } from '@pos/shared-types'
import * as pg from './kit/postgres.ts'
import * as lite from './kit/sqlite.ts'

export const hqPriceLists = pg.table(
  'price_lists',
  {
    ...pg.ref<PriceListId>(),
    code: pg.text().notNull(),
    name: pg.text().notNull(),
    currency: pg.text().notNull(),
    isTaxIncluded: pg.bool().notNull(),
    priority: pg.int().notNull(),
    isActive: pg.bool().notNull(),
  },
  (t) => [pg.primary(t, t.id), pg.unique('price_lists_code', t, t.code)],
)

export const catalogPriceLists = lite.table(
  'price_lists',
  {
    ...lite.ref<PriceListId>(),
    code: lite.text().notNull(),
    name: lite.text().notNull(),
    currency: lite.text().notNull(),
    isTaxIncluded: lite.bool().notNull(),
    priority: lite.int().notNull(),
    isActive: lite.bool().notNull(),
    ...lite.replica(),
  },
  (t) => [lite.primary(t, t.id), lite.index('price_lists_code', t, t.code)],
)
