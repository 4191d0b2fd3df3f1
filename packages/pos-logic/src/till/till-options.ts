import type { Clock, Ids } from '@pos/core'
import type {
  DigestTransport,
  Hasher,
  OfferTransport,
  PullTransport,
  PushTransport,
  Random,
  Scheduler,
  Sha256,
  SyncLog,
} from '@pos/sync-engine'
import type { TillStorage } from '../journal/journal.ts'
import type { DeviceKey, StoreApi } from './store-api.ts'

/** Everything of the outside world that a till uses. */
export type TillOptions = {
  /** `memoryStorage(JOURNAL_STORES)`, or `fileStorage({ folder, names: JOURNAL_STORES })`. The till closes it. */
  readonly storage: TillStorage
  readonly api: StoreApi
  readonly push: PushTransport
  readonly offer: OfferTransport
  readonly pull: PullTransport
  readonly digests: DigestTransport
  /** The shop's clock: sales, shifts and prices follow it. A replay may let it follow a file. */
  readonly clock: Clock
  /** The clock of waiting, retrying and the age of rights, which must run on by itself; `clock` unless told. */
  readonly syncClock?: Clock | undefined
  /** A clock in ms that nobody can set, by which the age of rights is counted. */
  readonly steadyMs: () => number
  readonly ids: Ids
  readonly sha256: Sha256
  /** A SHA-256 that is fed piece by piece, for downloads. */
  readonly newHasher: () => Hasher
  readonly random: Random
  readonly scheduler: Scheduler
  readonly log: SyncLog
  readonly deviceKey: DeviceKey
  readonly device: {
    readonly name: string
    readonly platform: string
    readonly storage: 'native' | 'persistent' | 'best_effort'
    readonly appVersion: string
  }
  /** How often the till looks for catalogue changes without being told; the sync engine's usual unless told. */
  readonly pollMs?: number | undefined
}
