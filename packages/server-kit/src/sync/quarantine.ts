import type { QuarantineCorrection, SqlTx } from '@pos/db'
import type {
  EventId,
  Hash,
  Instant,
  LineageId,
  ParkedRow,
  PushEvent,
  QuarantineState,
  StoreId,
  TenantId,
  UserId,
} from '@pos/shared-types'
import type { ParkedEvent, ParkReason } from '@pos/sync-engine'
import { sql } from 'drizzle-orm'

/** Other bytes may come under an id that is known: an event that was set aside is named by both. */
export type ParkedKey = { readonly tenantId: TenantId; readonly eventId: EventId; readonly sha256: Hash }

export type KeptRow = Omit<ParkedRow, 'reason' | 'settledByName'> & {
  readonly settledById: UserId | null
  readonly correction: QuarantineCorrection | null
}

/** One event that was set aside, with all that is kept of it. */
export type KeptEvent = KeptRow & {
  readonly text: string
  /** Undefined for what was set aside by a version that kept less of it. */
  readonly parked: ParkedEvent | undefined
}

type Stored = Omit<KeptRow, 'correction'> & { readonly correction: unknown }
type StoredEvent = Stored & { readonly lineage: LineageId; readonly raw: Uint8Array; readonly header: unknown }

const columns = (tx: SqlTx) => sql`q.event_id as "eventId", ${tx.fragments.hex(sql`q.sha256`)} as sha256,
  q.store_id as "storeId", l.device_id as "deviceId", q.type, q.code, q.detail, q.attempts, q.state,
  q.parked_at as "parkedAt", q.settled_at as "settledAt", q.settled_by_id as "settledById", q.correction`

const KEPT = sql`from quarantine q left join lineages l on l.tenant_id = q.tenant_id and l.id = q.lineage`

type Wanted = { readonly isSettled: boolean; readonly storeId?: StoreId | undefined; readonly limit: number }

/** What waits for a person, oldest first, or what was settled, newest first; and how much there is of it. */
export async function listKept(
  tx: SqlTx,
  tenantId: TenantId,
  { isSettled, storeId, limit }: Wanted,
): Promise<{ readonly rows: KeptRow[]; readonly total: number }> {
  const state = isSettled ? sql`q.state <> 'parked'` : sql`q.state = 'parked'`
  const where = sql`where q.tenant_id = ${tenantId} and ${state}
    ${storeId === undefined ? sql`` : sql`and q.store_id = ${storeId}`}`
  const order = isSettled ? sql`q.settled_at desc` : sql`q.parked_at`
  const rows = await tx.query<Stored>(
    sql`select ${columns(tx)} ${KEPT} ${where} order by ${order}, q.event_id, q.sha256 limit ${limit}`,
  )
  const [count] = await tx.query<{ total: number }>(sql`select count(*) as total ${KEPT} ${where}`)
  return { rows: rows.map(keptRow), total: count?.total ?? 0 }
}

/** Locked until the commit, so that of two who settle it the second sees what the first did. */
export async function findKept(
  tx: SqlTx,
  { tenantId, eventId, sha256 }: ParkedKey,
  isLocked = false,
): Promise<KeptEvent | undefined> {
  const lock = isLocked ? sql`${tx.fragments.lockRows}` : sql``
  const where = sql`where q.tenant_id = ${tenantId} and q.event_id = ${eventId} and q.sha256 = ${Buffer.from(sha256, 'hex')}`
  if (isLocked) await tx.query(sql`select 1 as locked from quarantine q ${where} ${lock}`)
  const [row] = await tx.query<StoredEvent>(sql`select ${columns(tx)}, q.lineage, q.raw, q.header ${KEPT} ${where}`)
  if (row === undefined) return undefined
  const { lineage, raw, header, ...rest } = row
  const text = Buffer.from(raw).toString('utf8')
  const known = json<Omit<PushEvent, 'payload'>>(header)
  return { ...keptRow(rest), text, parked: known ? { lineage, event: { ...known, payload: text } } : undefined }
}

type Settling = {
  readonly state: Exclude<QuarantineState, 'parked'>
  readonly correction: QuarantineCorrection | null
  readonly by: UserId | null
  readonly at: Instant
}

export async function markSettled(tx: SqlTx, key: ParkedKey, { state, correction, by, at }: Settling): Promise<void> {
  await tx.query(sql`update quarantine set state = ${state},
      correction = ${correction === null ? null : JSON.stringify(correction)}, settled_by_id = ${by},
      settled_at = ${tx.fragments.instant(at)} ${onlyParked(key)}`)
}

/** Notes why it could not be taken in today either. */
export async function markTried(tx: SqlTx, key: ParkedKey, { code, detail }: ParkReason): Promise<void> {
  await tx.query(
    sql`update quarantine set code = ${code}, detail = ${detail}, attempts = attempts + 1 ${onlyParked(key)}`,
  )
}

const onlyParked = ({ tenantId, eventId, sha256 }: ParkedKey) =>
  sql`where tenant_id = ${tenantId} and event_id = ${eventId} and sha256 = ${Buffer.from(sha256, 'hex')} and state = 'parked'`

function keptRow({ correction, ...row }: Stored): KeptRow {
  return { ...row, correction: json<QuarantineCorrection>(correction) ?? null }
}

/** One engine gives JSON as text, the other as its value. */
function json<Value>(stored: unknown): Value | undefined {
  if (stored === null || stored === undefined) return undefined
  return (typeof stored === 'string' ? JSON.parse(stored) : stored) as Value
}
