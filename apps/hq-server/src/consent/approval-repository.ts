import type { Unit } from '@pos/core'
import { anyOf, rowSet, type HqTx } from '@pos/db'
import { misfit } from '@pos/domain'
import { sha256, type KeysetMark } from '@pos/server-kit'
import type {
  Approval,
  ApprovalDecision,
  ApprovalRequest,
  ApprovalRow,
  Instant,
  SaleApproval,
  SaleFact,
  SaleId,
  StoreId,
  TenantId,
  UserId,
} from '@pos/shared-types'
import { sql } from 'drizzle-orm'

export type StoredApproval = ApprovalRequest & Pick<ApprovalRow, 'state' | 'approverId' | 'method' | 'decidedAt'>

const COLUMNS = sql`
  a.id, a.store_id as "storeId", a.device_id as "deviceId", a.action, a.subject_type as "subjectType",
  a.subject_id as "subjectId", a.part_id as "partId", a.quantity_milli as "quantityMilli",
  a.amount_minor as "amountMinor", a.rate_ppm as "ratePpm", encode(a.action_hash, 'hex') as "actionHash", a.reason,
  a.requested_by_id as "requestedById", a.requested_at as "requestedAt", a.expires_at as "expiresAt", a.state,
  a.approver_id as "approverId", a.method, a.decided_at as "decidedAt"`
const NAMES = sql`r.display_name as "requestedByName", d.display_name as "approverName"`
const PEOPLE = sql`
  left join users r on r.tenant_id = a.tenant_id and r.id = a.requested_by_id
  left join users d on d.tenant_id = a.tenant_id and d.id = a.approver_id`

export async function insertRequests(unit: Unit<HqTx>, requests: readonly ApprovalRequest[]): Promise<void> {
  const rows = requests.map((request) => ({ ...request, state: 'pending' as const }))
  await unit.tx.insert('approvals', rows, { tenantId: unit.tenantId })
}

export async function findApproval(unit: Unit<HqTx>, id: string): Promise<StoredApproval | undefined> {
  const [row] = await unit.tx.query<StoredApproval>(
    sql`select ${COLUMNS} from approvals a where a.tenant_id = ${unit.tenantId} and a.id = ${id}`,
  )
  return row
}

/** The first decision stands. */
export async function storeDecision(unit: Unit<HqTx>, decision: ApprovalDecision): Promise<void> {
  const { id, state, deciderId, method, decidedAt } = decision
  await unit.tx.query(sql`
    update approvals set state = ${state}, approver_id = ${state === 'cancelled' ? null : deciderId},
      method = ${method}, decided_at = ${unit.tx.fragments.instant(decidedAt)}
    where tenant_id = ${unit.tenantId} and id = ${id} and state = 'pending'`)
}

/** Marks what the sales of a batch were let through by. Consent that does not fit stays unused. */
export async function useApprovals(unit: Unit<HqTx>, facts: readonly SaleFact[]): Promise<void> {
  const sales = new Map(facts.map((fact) => [fact.sale.id, fact]))
  const rows = await unit.tx.query<StoredApproval>(sql`
    select ${COLUMNS} from approvals a where a.tenant_id = ${unit.tenantId} and a.state = 'approved'
      and a.subject_id = ${anyOf('uuid', [...sales.keys()])}
    order by a.requested_at, a.id`)
  const used = new Map<string, { id: string; event: string }>()
  for (const row of rows) {
    const [fact, approval] = [sales.get(row.subjectId), asConsent(row)]
    if (!fact || !approval) continue
    const { userId: sellerId, completedAt, eventId: event } = fact.sale
    if (misfit(approval, { ...fact, sellerId, completedAt }, sha256) !== undefined) continue
    used.set(`${event} ${row.actionHash}`, { id: row.id, event })
  }
  if (used.size === 0) return
  await unit.tx.query(sql`
    update approvals a set state = 'used', used_event_id = u.event
    from ${rowSet('u', { id: 'uuid', event: 'uuid' }, [...used.values()])}
    where a.tenant_id = ${unit.tenantId} and a.id = u.id and a.state = 'approved'`)
}

type Filter = { readonly storeId?: StoreId | undefined; readonly state?: ApprovalRow['state'] | undefined }

export async function listApprovals(
  tx: HqTx,
  tenantId: TenantId,
  { storeId, state }: Filter,
  { before, limit, now }: { readonly before: KeysetMark; readonly limit: number; readonly now: Instant },
): Promise<ApprovalRow[]> {
  const stateNow = sql`case when a.state = 'pending' and a.expires_at < ${tx.fragments.instant(now)}
    then 'expired' else a.state end`
  const rows = await tx.query<ApprovalRow & { stateNow: ApprovalRow['state'] }>(sql`
    select ${COLUMNS}, ${NAMES}, ${stateNow} as "stateNow" from approvals a ${PEOPLE}
    where a.tenant_id = ${tenantId} and ${storeId === undefined ? sql`true` : sql`a.store_id = ${storeId}`}
      and ${state === undefined ? sql`true` : sql`${stateNow} = ${state}`}
      and (a.requested_at, a.id) < (${tx.fragments.instant(before.at)}, ${before.id}::uuid)
    order by a.requested_at desc, a.id desc limit ${limit}`)
  return rows.map(({ stateNow: shown, ...row }) => ({ ...row, state: shown }))
}

/** What was agreed to for a sale, oldest first. */
export async function saleApprovals(tx: HqTx, tenantId: TenantId, saleId: SaleId): Promise<SaleApproval[]> {
  return tx.query<SaleApproval>(sql`
    select a.id, a.action, a.part_id as "partId", a.amount_minor as "amountMinor", a.rate_ppm as "ratePpm", a.state,
      a.requested_by_id as "requestedById", a.approver_id as "approverId", a.method, a.decided_at as "decidedAt", ${NAMES}
    from approvals a ${PEOPLE}
    where a.tenant_id = ${tenantId} and a.subject_id = ${saleId} order by a.requested_at, a.id`)
}

/** Whether a person had each of these rights at a store, by roles that were not taken away before. */
export async function hadRights(
  unit: Unit<HqTx>,
  userId: UserId,
  storeId: StoreId,
  at: Instant,
  codes: readonly string[],
): Promise<boolean> {
  const rows = await unit.tx.query<{ code: string }>(sql`
    select distinct p.permission_code as code from user_roles u
    join role_permissions p on p.tenant_id = u.tenant_id and p.role_id = u.role_id
    where u.tenant_id = ${unit.tenantId} and u.user_id = ${userId} and u.store_id = ${storeId}
      and (u.revoked_at is null or u.revoked_at > ${unit.tx.fragments.instant(at)})`)
  const held = new Set(rows.map(({ code }) => code))
  if (codes.every((code) => held.has(code))) return true
  const [person] = await unit.tx.query<{ isAbove: number }>(sql`
    select case when is_super_admin then 1 else 0 end as "isAbove" from users
    where tenant_id = ${unit.tenantId} and id = ${userId}`)
  return person?.isAbove === 1
}

function asConsent({ state, approverId, method, decidedAt, ...request }: StoredApproval): Approval | undefined {
  if (state !== 'approved' || approverId === null || decidedAt === null) return undefined
  const { id, storeId, actionHash } = request
  return { request, decision: { id, storeId, actionHash, state, deciderId: approverId, method, decidedAt } }
}

/** What was asked, without what became of it. */
export function requestIn({ state: _, approverId: __, method: ___, decidedAt: ____, ...request }: StoredApproval) {
  return request
}
