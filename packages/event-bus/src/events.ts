import type {
  BusinessDate,
  Cents,
  DeviceId,
  ErrorCode,
  EventId,
  Instant,
  LineageId,
  ProductId,
  Quantity,
  RegisterId,
  SaleId,
  SaleRecord,
  ShiftId,
  StockMovementRecord,
  StoreId,
  VariantId,
} from '@pos/shared-types'

/** At head office, whose events tell of many stores. */
type OfStore = { readonly storeId?: StoreId }
type Version = { readonly version: number }

export type SaleEvents = {
  'sale:completed': OfStore & {
    readonly saleId: SaleId
    readonly documentNo: string
    readonly registerId: RegisterId
    readonly kind: SaleRecord['kind']
    readonly totalMinor: Cents
    readonly currency: string
    readonly customerId: string | null
    readonly capture: SaleRecord['capture']
  }
  'sale:voided': OfStore & Reversal
  'sale:returned': OfStore & Reversal
  'sale:flagged': OfStore & { readonly saleId: SaleId; readonly ruleId: string; readonly code: ErrorCode }
}
type Reversal = {
  readonly saleId: SaleId
  readonly originalSaleId: SaleId | null
  readonly totalMinor: Cents
  readonly reasonCodeId: string | null
}

export type ShiftEvents = {
  'shift:opened': OfStore & ShiftMark
  'shift:closed': OfStore & ShiftMark & { readonly differenceMinor?: Cents }
}
type ShiftMark = {
  readonly shiftId: ShiftId
  readonly registerId: RegisterId
  readonly zNumber: number
  readonly businessOn: BusinessDate
}

export type StockEvents = {
  'stock:changed': OfStore & {
    readonly variantId: VariantId
    readonly locationId: string
    readonly quantityMilli: Quantity
    readonly levelAfterMilli: Quantity
    readonly asOfSeq: number
    readonly cause: StockMovementRecord['kind']
  }
  'stock:negative': OfStore & { readonly variantId: VariantId; readonly onHandMilli: Quantity }
}

export type CatalogueEvents = {
  'product:changed': Version & { readonly productIds: readonly ProductId[] }
  'price:changed': Version & { readonly variantIds: readonly VariantId[] }
  'tax:changed': Version & { readonly entityIds: readonly string[] }
  'catalogue:version-advanced': Version & { readonly entities: readonly string[] }
  'setting:changed': { readonly key: string; readonly level: string }
}

export type SyncEvents = {
  'sync:pulled': Version & { readonly feed: string }
  'sync:pushed': OfStore & { readonly pending: number; readonly oldestPendingAt: Instant | null }
  'sync:parked': OfStore & { readonly eventId: EventId; readonly code: string }
  'sync:state-changed': OfStore & { readonly lamp: 'green' | 'yellow' | 'red' }
}

export type DeviceEvents = {
  'lineage:started': OfStore & {
    readonly lineage: LineageId
    readonly replaces: LineageId
    readonly reason: 'restored' | 'forked'
  }
  'device:enrolled': OfStore & { readonly deviceId: DeviceId }
  'device:revoked': OfStore & { readonly deviceId: DeviceId }
}

export type ApprovalEvents = {
  'approval:requested': OfStore & { readonly approvalId: string }
  'approval:decided': OfStore & { readonly approvalId: string }
}

/** What is told after a commit. It cannot undo and cannot delay the answer. */
export type PosEvents = SaleEvents &
  ShiftEvents &
  StockEvents &
  CatalogueEvents &
  SyncEvents &
  DeviceEvents &
  ApprovalEvents
