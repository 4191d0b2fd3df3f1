import type {
  Comparison,
  Instant,
  Received,
  ResponseOf,
  StoreId,
  StoreView,
  SyncAlarm,
  syncStatus,
} from '@pos/shared-types'
import { QUIET_AFTER_MS } from '@pos/sync-engine'

type Status = ResponseOf<typeof syncStatus>

/**
 * How a store stands to head office. `not-set-up` has no store server yet, `silent` has one that was never heard,
 * `quiet` was heard and is not any more.
 */
export type StoreState = 'not-set-up' | 'silent' | 'online' | 'quiet' | 'closed'

type KnownStore = Pick<StoreView, 'id' | 'code' | 'name' | 'status' | 'lastSeenAt'>

export type StoreRow = {
  readonly id: StoreId
  readonly code: string
  readonly name: string
  readonly state: StoreState
  readonly lastSeenAt: Instant | null
  /** What it had not sent when it was last heard; undefined when nobody may or can know what it has now. */
  readonly unsent: number | undefined
  readonly oldestUnsentAt: Instant | null
  /** By how many versions its catalogue is older than head office's; undefined when nobody may or can know. */
  readonly behind: number | undefined
  /** What came of its last comparison with head office. */
  readonly compared: Comparison | undefined
  /** What has come from it, as the numbers of its events tell; undefined when nobody may or can know. */
  readonly received: Received | undefined
  /** What head office should know of it. */
  readonly alarms: readonly SyncAlarm[]
  /** Its events that head office has set aside. */
  readonly parked: number
  /** Undefined until it has said so. */
  readonly appVersion: string | undefined
  /** False when it replicates other tables or columns than head office gives. */
  readonly isSameSchema: boolean
  /** By how much its clock runs ahead; undefined while it was not heard. */
  readonly clockOffsetMs: number | undefined
}

/** The stores with what is known of their lines, those that need somebody first. */
export function storeRowsOf(stores: readonly KnownStore[], status: Status | undefined, now: Instant): StoreRow[] {
  return stores
    .map((store) => storeRowOf(store, status, now))
    .toSorted((a, b) => ORDER[a.state] - ORDER[b.state] || a.code.localeCompare(b.code))
}

/** Those whose sync needs somebody first: with an alarm, not heard, then different, then with something set aside, then the oldest unsent. */
export function worstFirst(rows: readonly StoreRow[]): StoreRow[] {
  const since = ({ oldestUnsentAt }: StoreRow) => oldestUnsentAt ?? Number.MAX_SAFE_INTEGER
  const differing = ({ compared }: StoreRow) => compared?.differing.length ?? 0
  const isSilent = ({ state }: StoreRow) => Number(state === 'quiet' || state === 'silent')
  return rows
    .filter(({ state }) => state !== 'closed' && state !== 'not-set-up')
    .toSorted(
      (a, b) =>
        b.alarms.length - a.alarms.length ||
        isSilent(b) - isSilent(a) ||
        differing(b) - differing(a) ||
        b.parked - a.parked ||
        since(a) - since(b),
    )
}

const ORDER = { quiet: 0, silent: 1, online: 2, 'not-set-up': 3, closed: 4 } as const satisfies Record<
  StoreState,
  number
>

function storeRowOf(store: KnownStore, status: Status | undefined, now: Instant): StoreRow {
  const { id, code, name } = store
  const line = status?.stores.find(({ storeId }) => storeId === id)
  const lastSeenAt = line?.lastSeenAt ?? store.lastSeenAt
  const isKnown = line !== undefined && lastSeenAt !== null
  const state = storeStateOf({ ...store, lastSeenAt }, now)
  // A store that cannot be heard goes on selling: that it had sent everything says nothing of today.
  const isOutOfDate = state === 'quiet' && line?.pending === 0
  return {
    id,
    code,
    name,
    state,
    lastSeenAt,
    unsent: isKnown && !isOutOfDate ? line.pending : undefined,
    oldestUnsentAt: line?.oldestPendingAt ?? null,
    behind: isKnown && status !== undefined ? Math.max(0, status.head - line.pullVersion) : undefined,
    compared: line?.compared ?? undefined,
    received: isKnown ? line.received : undefined,
    alarms: line?.alarms ?? [],
    parked: line?.parked ?? 0,
    appVersion: line?.appVersion || undefined,
    isSameSchema: line?.isSameSchema ?? true,
    clockOffsetMs: line?.clockOffsetMs ?? undefined,
  }
}

export function storeStateOf(
  { status, lastSeenAt }: Pick<StoreView, 'status' | 'lastSeenAt'>,
  now: Instant,
): StoreState {
  if (status === 'closed') return 'closed'
  if (status === 'planned') return 'not-set-up'
  if (lastSeenAt === null) return 'silent'
  return now - lastSeenAt > QUIET_AFTER_MS ? 'quiet' : 'online'
}
