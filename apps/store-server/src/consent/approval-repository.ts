import { DomainError, type Unit } from '@pos/core'
import type { StoreTx } from '@pos/db'
import type { KeysetMark } from '@pos/server-kit'
import type {
  Approval,
  ApprovalDecision,
  ApprovalRequest,
  ApprovalRow,
  EventId,
  Instant,
  SaleApproval,
  SaleId,
  StoreId,
  UserId,
} from '@pos/shared-types'

type State = ApprovalRow['state']
/** An approval as it stands in the book of this store. */
export type StoredApproval = ApprovalRequest & Pick<ApprovalRow, 'state' | 'approverId' | 'method' | 'decidedAt'>

type Raw = Omit<StoredApproval, 'actionHash'> & { actionHash: Buffer }

const COLUMNS = `
  id, store_id as storeId, device_id as deviceId, action, subject_type as subjectType, subject_id as subjectId,
  part_id as partId, quantity_milli as quantityMilli, amount_minor as amountMinor, rate_ppm as ratePpm,
  action_hash as actionHash, reason, requested_by_id as requestedById, requested_at as requestedAt,
  expires_at as expiresAt, state, approver_id as approverId, method, decided_at as decidedAt`
const BY_ID = `select ${COLUMNS} from approvals where id = ?`
const BY_SUBJECT = `select ${COLUMNS} from approvals where subject_id = ? order by requested_at, id`
const DECIDE = `
  update approvals set state = :state, approver_id = :approverId, method = :method, decided_at = :decidedAt
  where id = :id and state = 'pending'`
const USE = `update approvals set state = 'used', used_event_id = ? where id = ? and state = 'approved'`
const LIST = `
  select ${COLUMNS} from approvals
  where (:state is null or (case when state = 'pending' and expires_at < :now then 'expired' else state end) = :state)
    and (requested_at, id) < (:at, :id)
  order by requested_at desc, id desc limit :limit`
const NAME = 'select display_name as name from users where id = ?'

export function insertRequest(unit: Unit<StoreTx>, request: ApprovalRequest): void {
  unit.tx.insert('approvals', [{ ...request, state: 'pending' }], { tenantId: unit.tenantId })
}

/** False when it was decided before: the first decision stands. */
export function storeDecision(tx: StoreTx, { id, state, deciderId, method, decidedAt }: ApprovalDecision): boolean {
  const approverId = state === 'cancelled' ? null : deciderId
  return tx.prepare(DECIDE).run({ id, state, approverId, method, decidedAt }).changes === 1
}

/** False when it was used before, or was never given. */
export function markUsed(tx: StoreTx, id: string, eventId: EventId): boolean {
  return tx.prepare(USE).run([eventId, id]).changes === 1
}

export function findApproval(tx: StoreTx, id: string): StoredApproval | undefined {
  const row = tx.prepare<Raw>(BY_ID).get([id])
  return row && read(row)
}

/** Everything that was asked for a sale, oldest first. */
export function approvalsFor(tx: StoreTx, saleId: SaleId): StoredApproval[] {
  return tx.prepare<Raw>(BY_SUBJECT).all([saleId]).map(read)
}

/** The consent that stands in the book; undefined when there is none. */
export function asConsent(stored: StoredApproval): Approval | undefined {
  const { state, approverId, method, decidedAt, ...request } = stored
  if (state !== 'approved' || approverId === null || decidedAt === null) return undefined
  const { id, storeId, actionHash } = request
  return { request, decision: { id, storeId, actionHash, state, deciderId: approverId, method, decidedAt } }
}

/**
 * The consent that a caller names, of those that stand.
 *
 * @throws DomainError APPROVAL_INVALID, APPROVAL_EXPIRED
 */
export function approvalsNamed(tx: StoreTx, ids: readonly string[], now: Instant): Approval[] {
  return [...new Set(ids)].map((id) => {
    const stored = findApproval(tx, id)
    const consent = stored && asConsent(stored)
    if (!consent) throw new DomainError('APPROVAL_INVALID')
    if (consent.request.expiresAt < now) throw new DomainError('APPROVAL_EXPIRED')
    return consent
  })
}

type Page = { readonly state: State | undefined; readonly before: KeysetMark; readonly limit: number; now: Instant }

export function listApprovals(tx: StoreTx, { state, before, limit, now }: Page): ApprovalRow[] {
  const rows = tx.prepare<Raw>(LIST).all({ state: state ?? null, now, ...before, limit })
  return rows.map(read).map((row) => shownRow(tx, row, now))
}

/** One approval as it is listed. */
export function approvalRow(tx: StoreTx, id: string, now: Instant): ApprovalRow | undefined {
  const stored = findApproval(tx, id)
  return stored && shownRow(tx, stored, now)
}

function shownRow(tx: StoreTx, row: StoredApproval, now: Instant): ApprovalRow {
  return { ...row, state: stateAt(row, now), ...names(tx, row) }
}

/** What was agreed to for a sale, for whoever looks at it. */
export function saleApprovals(tx: StoreTx, saleId: SaleId): SaleApproval[] {
  return approvalsFor(tx, saleId).map((row) => {
    const { id, action, partId, amountMinor, ratePpm, state, requestedById, approverId, method, decidedAt } = row
    const known = { id, action, partId, amountMinor, ratePpm, state, requestedById, approverId, method, decidedAt }
    return { ...known, ...names(tx, row) }
  })
}

/** Time alone ends what nobody has decided; no clockwork writes that down. */
export function stateAt({ state, expiresAt }: Pick<StoredApproval, 'state' | 'expiresAt'>, now: Instant): State {
  return state === 'pending' && expiresAt < now ? 'expired' : state
}

/** Rights that a person had at this store at a moment, by roles that were not taken away before. */
export function rightsAt(tx: StoreTx, userId: UserId, storeId: StoreId, at: Instant): (code: string) => boolean {
  const person = tx.catalog
    .prepare<{ isSuperAdmin: number }>('select is_super_admin as isSuperAdmin from users where id = ?')
    .get([userId])
  const held = tx.catalog.prepare<{ code: string }>(HELD).all([userId, storeId, at])
  const codes = new Set(held.map(({ code }) => code))
  return (code) => person !== undefined && (person.isSuperAdmin === 1 || codes.has(code))
}

const HELD = `
  select distinct permission_code as code from role_permissions where role_id in (
    select id from roles where deleted_at is null and id in (
      select role_id from user_roles
      where user_id = ? and store_id = ? and (revoked_at is null or revoked_at > ?)))`

function names(tx: StoreTx, { requestedById, approverId }: Pick<StoredApproval, 'requestedById' | 'approverId'>) {
  const nameOf = (id: UserId | null) =>
    id === null ? null : (tx.catalog.prepare<{ name: string }>(NAME).get([id])?.name ?? null)
  return { requestedByName: nameOf(requestedById), approverName: nameOf(approverId) }
}

function read(row: Raw): StoredApproval {
  return { ...row, actionHash: row.actionHash.toString('hex') }
}

/** What was asked, without what became of it. */
export function requestIn({ state: _, approverId: __, method: ___, decidedAt: ____, ...request }: StoredApproval) {
  return request
}
