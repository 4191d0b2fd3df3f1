import type { TaxGroupId, TenantId } from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import * as pg from './kit/postgres.ts'
import * as lite from './kit/sqlite.ts'

const KIND = ['percent', 'per_unit'] as const

export const hqTaxZones = pg.table(
  'tax_zones',
  {
    ...pg.ref(),
    code: pg.text().notNull(),
    name: pg.text().notNull(),
    country: pg.text().notNull(),
    region: pg.text(),
  },
  (t) => [pg.primary(t, t.id), pg.unique('tax_zones_code', t, t.code)],
)

export const catalogTaxZones = lite.table(
  'tax_zones',
  {
    ...lite.ref(),
    code: lite.text().notNull(),
    name: lite.text().notNull(),
    country: lite.text().notNull(),
    region: lite.text(),
    ...lite.replica(),
  },
  (t) => [lite.primary(t, t.id), lite.index('tax_zones_code', t, t.code)],
)

export const hqTaxRates = pg.table(
  'tax_rates',
  {
    ...pg.ref(),
    code: pg.text().notNull(),
    name: pg.text().notNull(),
    kind: pg.oneOf(KIND).notNull(),
    ratePpm: pg.ppm(),
    amountMinor: pg.minor(),
    perMilli: pg.milli(),
    validFromOn: pg.dateOn().notNull(),
    glAccountId: pg.uuid(),
  },
  (t) => [
    pg.primary(t, t.id),
    pg.unique('tax_rates_start', t, t.code, t.validFromOn),
    pg.check(
      'tax_rates_value_rule',
      sql`(${t.kind} = 'percent') = (${t.ratePpm} is not null) and (${t.kind} = 'per_unit') = (${t.amountMinor} is not null)`,
    ),
  ],
)

export const catalogTaxRates = lite.table(
  'tax_rates',
  {
    ...lite.ref(),
    code: lite.text().notNull(),
    name: lite.text().notNull(),
    kind: lite.oneOf(KIND).notNull(),
    ratePpm: lite.ppm(),
    amountMinor: lite.minor(),
    perMilli: lite.milli(),
    validFromOn: lite.dateOn().notNull(),
    glAccountId: lite.uuid(),
    ...lite.replica(),
  },
  (t) => [
    lite.primary(t, t.id),
    lite.index('tax_rates_start', t, t.code, t.validFromOn),
    lite.check(
      'tax_rates_value_rule',
      sql`(${t.kind} = 'percent') = (${t.ratePpm} is not null) and (${t.kind} = 'per_unit') = (${t.amountMinor} is not null)`,
    ),
  ],
)

export const hqTaxGroups = pg.table(
  'tax_groups',
  {
    ...pg.ref<TaxGroupId>(),
    code: pg.text().notNull(),
    name: pg.text().notNull(),
  },
  (t) => [pg.primary(t, t.id), pg.unique('tax_groups_code', t, t.code)],
)

export const catalogTaxGroups = lite.table(
  'tax_groups',
  {
    ...lite.ref<TaxGroupId>(),
    code: lite.text().notNull(),
    name: lite.text().notNull(),
    ...lite.replica(),
  },
  (t) => [lite.primary(t, t.id), lite.index('tax_groups_code', t, t.code)],
)

export const hqTaxGroupRates = pg.table(
  'tax_group_rates',
  {
    tenantId: pg.uuid<TenantId>().notNull(),
    taxGroupId: pg.uuid<TaxGroupId>().notNull(),
    taxZoneId: pg.uuid().notNull(),
    taxRateCode: pg.text().notNull(),
    position: pg.int().notNull(),
    isCompound: pg.bool().notNull(),
  },
  (t) => [
    pg.primary(t, t.taxGroupId, t.taxZoneId, t.position),
    pg.foreign('tax_group_rates_tax_group_fk', t, [t.taxGroupId], hqTaxGroups),
    pg.foreign('tax_group_rates_tax_zone_fk', t, [t.taxZoneId], hqTaxZones),
  ],
)

export const catalogTaxGroupRates = lite.table(
  'tax_group_rates',
  {
    tenantId: lite.uuid<TenantId>().notNull(),
    taxGroupId: lite.uuid<TaxGroupId>().notNull(),
    taxZoneId: lite.uuid().notNull(),
    taxRateCode: lite.text().notNull(),
    position: lite.int().notNull(),
    isCompound: lite.bool().notNull(),
    ...lite.replica(),
  },
  (t) => [
    lite.primary(t, t.taxGroupId, t.taxZoneId, t.position),
    lite.foreign('tax_group_rates_tax_group_fk', t, [t.taxGroupId], catalogTaxGroups),
  ],
)
