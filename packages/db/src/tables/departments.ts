import type { TaxGroupId } from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import * as pg from './kit/postgres.ts'
import * as lite from './kit/sqlite.ts'
import { hqTaxGroups } from './taxes.ts'

const DIMENSION = ['count', 'mass', 'volume', 'length', 'area', 'time'] as const

export const hqDepartments = pg.table(
  'departments',
  {
    ...pg.ref(),
    code: pg.text().notNull(),
    name: pg.text().notNull(),
    parentId: pg.uuid(),
    taxGroupId: pg.uuid<TaxGroupId>(),
    marginTargetPpm: pg.ppm(),
    glAccountId: pg.uuid(),
  },
  (t) => [
    pg.primary(t, t.id),
    pg.unique('departments_code', t, t.code),
    pg.foreign('departments_parent_fk', t, [t.parentId], t),
    pg.foreign('departments_tax_group_fk', t, [t.taxGroupId], hqTaxGroups),
  ],
)

export const catalogDepartments = lite.table(
  'departments',
  {
    ...lite.ref(),
    code: lite.text().notNull(),
    name: lite.text().notNull(),
    parentId: lite.uuid(),
    taxGroupId: lite.uuid<TaxGroupId>(),
    marginTargetPpm: lite.ppm(),
    glAccountId: lite.uuid(),
    ...lite.replica(),
  },
  (t) => [lite.primary(t, t.id), lite.index('departments_code', t, t.code)],
)

export const hqUnits = pg.table(
  'units',
  {
    ...pg.ref(),
    code: pg.text().notNull(),
    name: pg.text().notNull(),
    dimension: pg.oneOf(DIMENSION).notNull(),
    decimals: pg.int().notNull(),
    baseUnitId: pg.uuid(),
    factorNum: pg.int().notNull(),
    factorDen: pg.int().notNull(),
  },
  (t) => [
    pg.primary(t, t.id),
    pg.unique('units_code', t, t.code),
    pg.foreign('units_base_unit_fk', t, [t.baseUnitId], t),
    pg.check('units_decimals_rule', sql`${t.decimals} between 0 and 3`),
    pg.check('units_factor_rule', sql`${t.factorNum} > 0 and ${t.factorDen} > 0`),
  ],
)

export const catalogUnits = lite.table(
  'units',
  {
    ...lite.ref(),
    code: lite.text().notNull(),
    name: lite.text().notNull(),
    dimension: lite.oneOf(DIMENSION).notNull(),
    decimals: lite.int().notNull(),
    baseUnitId: lite.uuid(),
    factorNum: lite.int().notNull(),
    factorDen: lite.int().notNull(),
    ...lite.replica(),
  },
  (t) => [
    lite.primary(t, t.id),
    lite.index('units_code', t, t.code),
    lite.check('units_decimals_rule', sql`${t.decimals} between 0 and 3`),
    lite.check('units_factor_rule', sql`${t.factorNum} > 0 and ${t.factorDen} > 0`),
  ],
)
