import { anyOf, type HqTx } from '@pos/db'
import { auditCursor, listAudit, type AuditFilter } from '@pos/server-kit'
import type { AuditRecord, AuditRow, listAuditLog, ResponseOf, StoreId, TenantId } from '@pos/shared-types'
import { sql } from 'drizzle-orm'

type Page = { items: AuditRow[]; nextCursor: string | null }
type Alarm = ResponseOf<typeof listAuditLog>['alarms'][number]
type Names = ReadonlyMap<string, string>

/** One page of the log with the names its ids have now. */
export async function readAuditPage(tx: HqTx, tenantId: TenantId, filter: AuditFilter, limit: number): Promise<Page> {
  const entries = await listAudit(tx, tenantId, filter, limit)
  const people = await namesOf(tx, tenantId, entries)
  const stores = await storeCodes(tx, tenantId)
  const items = entries.map((entry) => ({
    ...entry,
    userName: nameOf(people, entry.userId),
    approverName: nameOf(people, entry.approverId),
    storeCode: nameOf(stores, entry.storeId),
  }))
  return { items, nextCursor: auditCursor(entries, limit) }
}

export async function readAlarms(tx: HqTx, tenantId: TenantId): Promise<Alarm[]> {
  return await tx.query<Alarm>(sql`
    select h.node, h.store_id as "storeId", s.code as "storeCode", h.broken_seq as "brokenSeq", h.broken_code as code,
      h.broken_at as at
    from audit_heads h left join stores s on s.tenant_id = h.tenant_id and s.id = h.store_id
    where h.tenant_id = ${tenantId} and h.state = 'broken' order by h.broken_at desc`)
}

async function namesOf(tx: HqTx, tenantId: TenantId, entries: readonly AuditRecord[]): Promise<Names> {
  const ids = [...new Set(entries.flatMap(({ userId, approverId }) => [userId ?? [], approverId ?? []].flat()))]
  if (ids.length === 0) return new Map()
  const found = await tx.query<{ id: string; name: string }>(sql`
    select id, display_name as name from users
    where tenant_id = ${tenantId} and id = ${anyOf('uuid', ids)}`)
  return new Map(found.map(({ id, name }) => [id, name]))
}

async function storeCodes(tx: HqTx, tenantId: TenantId): Promise<Names> {
  const found = await tx.query<{ id: StoreId; code: string }>(
    sql`select id, code from stores where tenant_id = ${tenantId}`,
  )
  return new Map(found.map(({ id, code }) => [id, code]))
}

const nameOf = (names: Names, id: string | null) => (id === null ? null : (names.get(id) ?? null))
