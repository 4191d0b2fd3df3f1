import { sql } from 'drizzle-orm'
import * as pg from './kit/postgres.ts'
import * as lite from './kit/sqlite.ts'

export const hqCurrencies = pg.table(
  'currencies',
  {
    code: pg.text().notNull(),
    numeric: pg.text().notNull(),
    exponent: pg.int().notNull(),
    name: pg.text().notNull(),
  },
  (t) => [pg.primary(t, t.code), pg.check('currencies_exponent_rule', sql`${t.exponent} between 0 and 4`)],
)

export const catalogCurrencies = lite.table(
  'currencies',
  {
    code: lite.text().notNull(),
    numeric: lite.text().notNull(),
    exponent: lite.int().notNull(),
    name: lite.text().notNull(),
  },
  (t) => [lite.primary(t, t.code), lite.check('currencies_exponent_rule', sql`${t.exponent} between 0 and 4`)],
)
