import { Type, type Static } from 'typebox'
import {
  amount,
  count,
  currency,
  dateOn,
  hash,
  instant,
  label,
  listOf,
  minor,
  oneOf,
  orNull,
  strict,
  text,
  uuid,
} from '../schema.ts'
import type {
  DeviceId,
  EventId,
  LineageId,
  RegisterId,
  SeriesId,
  ShiftId,
  StoreId,
  TenderTypeId,
  UserId,
} from '../units.ts'

export const SHIFT_METRICS = [
  'sales',
  'returns',
  'voids',
  'discounts',
  'tax',
  'rounding',
  'tips',
  'tendered',
  'change',
  'net',
  'cash_in',
  'cash_out',
  'drop',
  'no_sale',
  'abandoned',
] as const

/** One running total of a shift. `tenderTypeId` is null for metrics that are not about a tender. */
export const ShiftTotalRecord = strict({
  shiftId: uuid<ShiftId>(),
  metric: oneOf(...SHIFT_METRICS),
  tenderTypeId: orNull(uuid<TenderTypeId>()),
  currency: currency(),
  userId: orNull(uuid<UserId>()),
  amountMinor: minor(),
  count: count(),
})
export type ShiftTotalRecord = Static<typeof ShiftTotalRecord>

export const ShiftRecord = strict({
  id: uuid<ShiftId>(),
  storeId: uuid<StoreId>(),
  registerId: uuid<RegisterId>(),
  deviceId: orNull(uuid<DeviceId>()),
  lineage: uuid<LineageId>(),
  zNumber: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }),
  businessOn: dateOn(),
  timeZone: label(64),
  state: oneOf('open', 'closing', 'closed', 'close_pending'),
  openedAt: instant(),
  openedById: orNull(uuid<UserId>()),
  closedAt: orNull(instant()),
  closedById: orNull(uuid<UserId>()),
  differenceReasonId: orNull(uuid()),
  lastSaleNumber: orNull(count()),
})
export type ShiftRecord = Static<typeof ShiftRecord>

export const ShiftCountRecord = strict({
  id: uuid(),
  shiftId: uuid<ShiftId>(),
  attempt: Type.Integer({ minimum: 1, maximum: 2 }),
  tenderTypeId: uuid<TenderTypeId>(),
  currency: currency(),
  countedMinor: minor(),
  expectedMinor: minor(),
  differenceMinor: minor(),
  isBlind: Type.Boolean(),
  countedById: orNull(uuid<UserId>()),
  countedAt: instant(),
})
export type ShiftCountRecord = Static<typeof ShiftCountRecord>

export const CashMovementRecord = strict({
  id: uuid(),
  storeId: uuid<StoreId>(),
  eventId: uuid<EventId>(),
  lineNo: count(),
  occurredAt: instant(),
  businessOn: dateOn(),
  deviceId: orNull(uuid<DeviceId>()),
  userId: orNull(uuid<UserId>()),
  shiftId: uuid<ShiftId>(),
  kind: oneOf('float', 'cash_in', 'cash_out', 'safe_drop', 'no_sale', 'exchange', 'leave'),
  currency: currency(),
  amountMinor: minor(),
  reasonCodeId: orNull(uuid()),
  note: orNull(text(500)),
})
export type CashMovementRecord = Static<typeof CashMovementRecord>

/** `sealed` is the exact JSON text of the totals as printed; `hash` covers `prevHash` and `sealed`. */
export const ZReportRecord = strict({
  id: uuid(),
  storeId: uuid<StoreId>(),
  eventId: uuid<EventId>(),
  lineNo: count(),
  occurredAt: instant(),
  businessOn: dateOn(),
  deviceId: orNull(uuid<DeviceId>()),
  userId: orNull(uuid<UserId>()),
  kind: oneOf('z', 'supplement', 'zz'),
  registerId: orNull(uuid<RegisterId>()),
  shiftId: orNull(uuid<ShiftId>()),
  seriesId: uuid<SeriesId>(),
  number: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }),
  sealed: Type.String({ maxLength: 262_144 }),
  prevHash: hash(),
  hash: hash(),
})
export type ZReportRecord = Static<typeof ZReportRecord>

/** Payload of `shift.opened`, schema 1. The float is the opening cash movement. */
export const ShiftOpenedFact = strict({ shift: ShiftRecord, float: CashMovementRecord })
export type ShiftOpenedFact = Static<typeof ShiftOpenedFact>

/** Payload of `shift.closed`, schema 1: the sealed shift with its counts, totals and Z. */
export const ShiftClosedFact = strict({
  shift: ShiftRecord,
  counts: listOf(ShiftCountRecord, { maxItems: 200 }),
  totals: listOf(ShiftTotalRecord, { maxItems: 10_000 }),
  z: ZReportRecord,
})
export type ShiftClosedFact = Static<typeof ShiftClosedFact>

/** What a till counted for one tender and currency. */
export const Counted = strict({ tenderTypeId: uuid<TenderTypeId>(), currency: currency(), countedMinor: amount() })
export type Counted = Static<typeof Counted>

/** Payload of `series.opened` and `series.closed`, schema 1. */
export const SeriesRecord = strict({
  id: uuid<SeriesId>(),
  storeId: uuid<StoreId>(),
  registerId: orNull(uuid<RegisterId>()),
  document: oneOf('sale', 'void', 'z', 'supplement', 'zz'),
  code: label(8),
  lineage: orNull(uuid<LineageId>()),
  lastNumber: count(),
  lastHash: orNull(hash()),
  openedAt: instant(),
  closedAt: orNull(instant()),
  closeReason: orNull(text(64)),
})
export type SeriesRecord = Static<typeof SeriesRecord>
