import type { LineageId, PriceListId, StoreId, TenantId, UserId } from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import * as pg from './kit/postgres.ts'
import * as lite from './kit/sqlite.ts'
import { hqPriceLists } from './price-lists.ts'
import { hqTaxZones } from './taxes.ts'

const KIND = ['shop', 'warehouse', 'online'] as const
const STATUS = ['planned', 'provisioned', 'open', 'closed'] as const

export const hqStores = pg.table(
  'stores',
  {
    ...pg.ref<StoreId>(),
    code: pg.text().notNull(),
    name: pg.text().notNull(),
    kind: pg.oneOf(KIND).notNull(),
    legalName: pg.text().notNull(),
    taxNumber: pg.text(),
    addressLine1: pg.text().notNull(),
    addressLine2: pg.text(),
    city: pg.text().notNull(),
    region: pg.text(),
    postalCode: pg.text(),
    country: pg.text().notNull(),
    phone: pg.text(),
    email: pg.text(),
    timeZone: pg.text().notNull(),
    dayStartsMin: pg.int().notNull(),
    currency: pg.text().notNull(),
    locale: pg.text().notNull(),
    taxZoneId: pg.uuid().notNull(),
    priceListId: pg.uuid<PriceListId>().notNull(),
    status: pg.oneOf(STATUS).notNull(),
    openedOn: pg.dateOn(),
    closedOn: pg.dateOn(),
    custom: pg.json(),
  },
  (t) => [
    pg.primary(t, t.id),
    pg.unique('stores_code', t, t.code),
    pg.foreign('stores_tax_zone_fk', t, [t.taxZoneId], hqTaxZones),
    pg.foreign('stores_price_list_fk', t, [t.priceListId], hqPriceLists),
    pg.check('stores_day_start_rule', sql`${t.dayStartsMin} between 0 and 1439`),
  ],
)

export const catalogStores = lite.table(
  'stores',
  {
    ...lite.ref<StoreId>(),
    code: lite.text().notNull(),
    name: lite.text().notNull(),
    kind: lite.oneOf(KIND).notNull(),
    legalName: lite.text().notNull(),
    taxNumber: lite.text(),
    addressLine1: lite.text().notNull(),
    addressLine2: lite.text(),
    city: lite.text().notNull(),
    region: lite.text(),
    postalCode: lite.text(),
    country: lite.text().notNull(),
    phone: lite.text(),
    email: lite.text(),
    timeZone: lite.text().notNull(),
    dayStartsMin: lite.int().notNull(),
    currency: lite.text().notNull(),
    locale: lite.text().notNull(),
    taxZoneId: lite.uuid().notNull(),
    priceListId: lite.uuid<PriceListId>().notNull(),
    status: lite.oneOf(STATUS).notNull(),
    openedOn: lite.dateOn(),
    closedOn: lite.dateOn(),
    custom: lite.json(),
    ...lite.replica(),
  },
  (t) => [
    lite.primary(t, t.id),
    lite.index('stores_code', t, t.code),
    lite.check('stores_day_start_rule', sql`${t.dayStartsMin} between 0 and 1439`),
  ],
)

export const hqStoreProvisionings = pg.table(
  'store_provisionings',
  {
    tenantId: pg.uuid<TenantId>().notNull(),
    id: pg.uuid().notNull(),
    storeId: pg.uuid<StoreId>().notNull(),
    tokenHash: pg.hash().notNull(),
    createdById: pg.uuid<UserId>().notNull(),
    expiresAt: pg.instant().notNull(),
    usedAt: pg.instant(),
    usedKeyThumbprint: pg.text(),
    revokedAt: pg.instant(),
    bundleSha256: pg.hash(),
  },
  (t) => [
    pg.primary(t, t.id),
    pg.unique('store_provisionings_token', t, t.tokenHash),
    pg.foreign('store_provisionings_store_fk', t, [t.storeId], hqStores),
  ],
)

export const storeStoreIdentity = lite.table(
  'store_identity',
  {
    singleton: lite.int().notNull(),
    tenantId: lite.uuid<TenantId>().notNull(),
    storeId: lite.uuid<StoreId>().notNull(),
    hqEpoch: lite.uuid(),
    databaseId: lite.uuid().notNull(),
    lineage: lite.uuid<LineageId>().notNull(),
    provisionedAt: lite.instant().notNull(),
    keyThumbprint: lite.text().notNull(),
  },
  (t) => [lite.primary(t, t.singleton), lite.check('store_identity_singleton_rule', sql`${t.singleton} = 1`)],
)
