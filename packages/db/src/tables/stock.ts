import type { EventId, LineageId, StoreId, TenantId, VariantId } from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import * as pg from './kit/postgres.ts'
import * as lite from './kit/sqlite.ts'
import { hqStores } from './stores.ts'

const KIND = ['floor', 'backroom', 'quarantine', 'waste', 'transit'] as const
const STOCK_MOVEMENT_KIND = [
  'sale',
  'return',
  'void',
  'adjustment',
  'count',
  'delivery',
  'supplier_return',
  'transfer_out',
  'transfer_in',
  'transfer_loss',
  'move',
  'assembly',
  'opening',
] as const

export const hqStockLocations = pg.table(
  'stock_locations',
  {
    ...pg.ref(),
    storeId: pg.uuid<StoreId>().notNull(),
    code: pg.text().notNull(),
    name: pg.text().notNull(),
    kind: pg.oneOf(KIND).notNull(),
    isSellable: pg.bool().notNull(),
    isDefault: pg.bool().notNull(),
  },
  (t) => [
    pg.primary(t, t.id),
    pg.unique('stock_locations_code', t, t.storeId, t.code),
    pg.uniqueOver('stock_locations_default', t, t.storeId).where(sql`${t.isDefault}`),
    pg.foreign('stock_locations_store_fk', t, [t.storeId], hqStores),
  ],
)

export const catalogStockLocations = lite.table(
  'stock_locations',
  {
    ...lite.ref(),
    storeId: lite.uuid<StoreId>().notNull(),
    code: lite.text().notNull(),
    name: lite.text().notNull(),
    kind: lite.oneOf(KIND).notNull(),
    isSellable: lite.bool().notNull(),
    isDefault: lite.bool().notNull(),
    ...lite.replica(),
  },
  (t) => [lite.primary(t, t.id), lite.index('stock_locations_code', t, t.storeId, t.code)],
)

export const hqStockMovements = pg.table(
  'stock_movements',
  {
    seq: pg.big().notNull(),
    lineage: pg.uuid<LineageId>().notNull(),
    tenantId: pg.uuid<TenantId>().notNull(),
    id: pg.uuid().notNull(),
    eventId: pg.uuid<EventId>().notNull(),
    lineNo: pg.int().notNull(),
    storeId: pg.uuid<StoreId>().notNull(),
    locationId: pg.uuid().notNull(),
    variantId: pg.uuid<VariantId>().notNull(),
    lotId: pg.uuid(),
    serialId: pg.uuid(),
    quantityMilli: pg.milli().notNull(),
    kind: pg.oneOf(STOCK_MOVEMENT_KIND).notNull(),
    reasonCodeId: pg.uuid(),
    sourceType: pg.text().notNull(),
    sourceId: pg.uuid().notNull(),
    sourceLineId: pg.uuid().notNull(),
    levelAfterMilli: pg.milli().notNull(),
    costMinor: pg.minor(),
    currency: pg.text().notNull(),
    businessOn: pg.dateOn().notNull(),
    occurredAt: pg.instant().notNull(),
    hlc: pg.text().notNull(),
  },
  (t) => [
    pg.primary(t, t.id),
    pg.unique('stock_movements_event', t, t.eventId, t.lineNo),
    pg.unique('stock_movements_source', t, t.sourceLineId, t.kind, t.locationId, t.lotId, t.serialId),
    pg.unique('stock_movements_position', t, t.storeId, t.lineage, t.seq),
    pg.index('stock_movements_variant', t, t.storeId, t.variantId, t.seq),
    pg.index('stock_movements_day', t, t.storeId, t.businessOn),
    pg.check('stock_movements_quantity_rule', sql`${t.quantityMilli} <> 0`),
  ],
)

export const storeStockMovements = lite.table(
  'stock_movements',
  {
    seq: lite.sequence(),
    lineage: lite.uuid<LineageId>().notNull(),
    tenantId: lite.uuid<TenantId>().notNull(),
    id: lite.uuid().notNull(),
    eventId: lite.uuid<EventId>().notNull(),
    lineNo: lite.int().notNull(),
    storeId: lite.uuid<StoreId>().notNull(),
    locationId: lite.uuid().notNull(),
    variantId: lite.uuid<VariantId>().notNull(),
    lotId: lite.uuid(),
    serialId: lite.uuid(),
    quantityMilli: lite.milli().notNull(),
    kind: lite.oneOf(STOCK_MOVEMENT_KIND).notNull(),
    reasonCodeId: lite.uuid(),
    sourceType: lite.text().notNull(),
    sourceId: lite.uuid().notNull(),
    sourceLineId: lite.uuid().notNull(),
    levelAfterMilli: lite.milli().notNull(),
    costMinor: lite.minor(),
    currency: lite.text().notNull(),
    businessOn: lite.dateOn().notNull(),
    occurredAt: lite.instant().notNull(),
    hlc: lite.text().notNull(),
    /** The movement before this one of the same level: its history is a chain and costs no index. */
    previousSeq: lite.big(),
  },
  (t) => [
    lite.unique('stock_movements_event', t, t.eventId, t.lineNo),
    lite
      .uniqueOver('stock_movements_source', t, t.sourceLineId, t.kind, t.locationId)
      .where(sql`${t.lotId} is null and ${t.serialId} is null`),
    lite
      .uniqueOver(
        'stock_movements_source_lot',
        t,
        t.sourceLineId,
        t.kind,
        t.locationId,
        sql`coalesce(${t.lotId}, '')`,
        sql`coalesce(${t.serialId}, '')`,
      )
      .where(sql`${t.lotId} is not null or ${t.serialId} is not null`),
    lite.check('stock_movements_quantity_rule', sql`${t.quantityMilli} <> 0`),
  ],
)

export const hqStockLevels = pg.table(
  'stock_levels',
  {
    tenantId: pg.uuid<TenantId>().notNull(),
    storeId: pg.uuid<StoreId>().notNull(),
    locationId: pg.uuid().notNull(),
    variantId: pg.uuid<VariantId>().notNull(),
    lotKey: pg.text().notNull(),
    onHandMilli: pg.milli().notNull(),
    asOfSeq: pg.big().notNull(),
    asOfLineage: pg.uuid<LineageId>().notNull(),
    asOfAt: pg.instant().notNull(),
    foldedMilli: pg.milli().notNull(),
    receivedAt: pg.instant().notNull(),
  },
  (t) => [
    pg.primary(t, t.storeId, t.locationId, t.variantId, t.lotKey),
    pg.index('stock_levels_variant', t, t.variantId),
  ],
)

export const storeStockLevels = lite.table(
  'stock_levels',
  {
    tenantId: lite.uuid<TenantId>().notNull(),
    storeId: lite.uuid<StoreId>().notNull(),
    locationId: lite.uuid().notNull(),
    variantId: lite.uuid<VariantId>().notNull(),
    lotKey: lite.text().notNull(),
    onHandMilli: lite.milli().notNull(),
    asOfSeq: lite.big().notNull(),
    asOfLineage: lite.uuid<LineageId>().notNull(),
    asOfAt: lite.instant().notNull(),
  },
  (t) => [lite.primary(t, t.storeId, t.locationId, t.variantId, t.lotKey)],
)
