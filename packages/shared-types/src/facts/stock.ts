import { Type, type Static } from 'typebox'
import {
  count,
  currency,
  dateOn,
  instant,
  label,
  listOf,
  milli,
  minor,
  oneOf,
  orNull,
  strict,
  uuid,
} from '../schema.ts'
import type { EventId, LineageId, StoreId, VariantId } from '../units.ts'

/** One signed change of stock with the level after it and the store's own position (`lineage`, `seq`). */
export const StockMovementRecord = strict({
  seq: Type.Integer({ minimum: 1 }),
  lineage: uuid<LineageId>(),
  id: uuid(),
  eventId: uuid<EventId>(),
  lineNo: count(),
  storeId: uuid<StoreId>(),
  locationId: uuid(),
  variantId: uuid<VariantId>(),
  quantityMilli: milli(),
  kind: oneOf(
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
  ),
  reasonCodeId: orNull(uuid()),
  sourceType: label(32),
  sourceId: uuid(),
  sourceLineId: uuid(),
  levelAfterMilli: milli(),
  costMinor: orNull(minor()),
  currency: currency(),
  businessOn: dateOn(),
  occurredAt: instant(),
  hlc: label(64),
})
export type StockMovementRecord = Static<typeof StockMovementRecord>

/** Payload of `stock_adjustment.posted`, schema 1: a document that changes stock, with the movements it caused. */
export const OpeningStockFact = strict({
  documentId: uuid(),
  storeId: uuid<StoreId>(),
  kind: oneOf('opening'),
  movements: listOf(StockMovementRecord, { minItems: 1, maxItems: 1000 }),
})
export type OpeningStockFact = Static<typeof OpeningStockFact>
