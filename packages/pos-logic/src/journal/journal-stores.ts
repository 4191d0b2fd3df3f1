import type { KeptWatch } from '@pos/domain'
import type {
  DeviceId,
  EventId,
  Hash,
  Instant,
  LineageId,
  RegisterId,
  SaleId,
  SeriesId,
  ShiftRecord,
  ShiftTotalRecord,
  StoreId,
  TenantId,
  UserId,
  PushEvent,
  Quantity,
  Cents,
} from '@pos/shared-types'
import type { CartState } from '../cart/cart-state.ts'
import type { CatalogueEntity, CatalogueEntry } from '../catalogue/records.ts'

/** Who this device is, since it was enrolled with a one-time code. */
export type Identity = {
  readonly deviceId: DeviceId
  readonly tenantId: TenantId
  readonly storeId: StoreId
  readonly storeCode: string
  /** The register the code was made for, if it named one. */
  readonly registerId: RegisterId | null
  /** When this device learnt that its key is not believed any more. It stays so until it is enrolled anew. */
  readonly revokedAt?: Instant
  /** The life of the store's database that has everything the store ever acknowledged to this device. */
  readonly storeLineage?: LineageId
}

/** The unbroken life of this journal, and the last position it gave to an event. */
export type Lineage = { readonly id: LineageId; readonly startedAt: Instant; readonly lastSeq: number }

/** The register this device holds. */
export type Lease = {
  readonly registerId: RegisterId
  readonly registerCode: string
  readonly storeCode: string
  readonly fence: number
  /** Of the register, whatever machine printed it. */
  readonly lastZNumber: number
}

/** A number series of the register, with the number and hash of its last document. */
export type Series = {
  readonly id: SeriesId
  readonly document: 'sale' | 'void' | 'z'
  readonly code: string
  readonly lastNumber: number
  readonly lastHash: Hash
}

/** An event as it leaves. Written once; its bytes are never made again. */
export type StoredEvent = PushEvent & { readonly lineage: LineageId }

/** Where an event stands on its way to the store. The row goes when the event is acknowledged. */
export type OutboxRow = {
  readonly eventId: EventId
  readonly aggregate: string
  readonly wallTime: Instant
  readonly bytes: number
  readonly state: 'pending' | 'blocked' | 'parked'
  readonly attempts: number
  readonly nextAttemptAt: Instant
  readonly lastCode: string | null
}

/** Where a sale of this till is found. */
export type SalePlace = { readonly eventKey: string; readonly documentNo: string }

/** What came back at this till of one line of an original. */
export type Returned = { readonly quantityMilli: Quantity; readonly amountMinor: Cents }

/** The till's last shift, open or closed. */
export type StoredShift = { readonly record: ShiftRecord; readonly floatMinor: Cents }

/** A cashier as last unlocked here: with the store away his rights are these. */
export type Cashier = {
  readonly userId: UserId
  readonly displayName: string
  readonly permissions: readonly string[]
  /** When the store last confirmed PIN and rights. */
  readonly unlockedAt: Instant
  /** Tells the right PIN without the store, on this device only: see `pinVerifier`. Null for who showed badges alone. */
  readonly verifier: Hash | null
  /** The same of the badge that was shown here last: see `badgeVerifier`. */
  readonly badge?: Hash
  /** Wrong PINs in a row, entered with the store away. */
  readonly failures: number
  /** When the last of them was. */
  readonly failedAt?: Instant
}

/** Unknown badges in a row, shown with the store away. */
export type BadgeTries = { readonly failures: number; readonly failedAt: Instant }

/** Which generation of the replica is in use and how far it is. */
export type ReplicaState = {
  readonly generation: number
  readonly schema: string
  readonly epoch: string
  readonly version: number
  readonly appliedAt: Instant
}

/** One entry that is not as its page has it; null when it is gone. */
export type ReplicaChange = {
  readonly entity: CatalogueEntity
  readonly id: string
  readonly entry: CatalogueEntry | null
}

/** Pages that wait until their head is reached: changes without their order of arrival. */
export type StagedChange = ReplicaChange & { readonly version: number }

/** A cart as some version of the till kept it. */
export type KeptCartState = Omit<CartState, Later> & Partial<Pick<CartState, Later>>

/** What carts did not have from the beginning. */
type Later = 'approvals' | 'ownerId'

/** Everything a till keeps. One key only: `self`. */
export type JournalStores = {
  identity: Identity
  lineage: Lineage
  lease: Lease
  /** By document. */
  series: Series
  /** Last sequence of each aggregate this till has made, by `type id`. */
  aggregate: number
  /** By position, so that listing is sending order. */
  event: StoredEvent
  outbox: OutboxRow
  /** By sale id. */
  sale: SalePlace
  /** Sale id by document number. */
  receipt: SaleId
  /** By sale line id of the original. */
  returned: Returned
  shift: StoredShift
  shift_total: ShiftTotalRecord
  cashier: Cashier
  badge_tries: BadgeTries
  /** How long head office has said nothing about rights, kept over a restart. */
  rights_watch: KeptWatch
  /** What is being rung up, while there is something. */
  cart: KeptCartState
  /** The catalogue as it was downloaded, many entries to a page, by generation. */
  replica_page: readonly CatalogueEntry[]
  /** What has changed since, by generation, entity and id. */
  replica: ReplicaChange
  replica_staged: StagedChange
  replica_state: ReplicaState
}

export const JOURNAL_STORES = [
  'identity',
  'lineage',
  'lease',
  'series',
  'aggregate',
  'event',
  'outbox',
  'sale',
  'receipt',
  'returned',
  'shift',
  'shift_total',
  'cashier',
  'replica_page',
  'replica',
  'replica_staged',
  'replica_state',
  'cart',
  'rights_watch',
  'badge_tries',
] as const satisfies readonly (keyof JournalStores)[]

/** The key of what there is only one of. */
export const SELF = 'self'

/** Sixteen digits hold every safe position, and sort as text. */
export const positionKey = (seq: number): string => String(seq).padStart(16, '0')
