import type { Awaitable } from '@pos/core'
import type { SqlTx } from '@pos/db'
import type { AuditRecord, AuditValues, TenantId } from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import { after } from '../is-promise.ts'

type Row = Omit<AuditRecord, 'before' | 'after'> & { readonly before: unknown; readonly after: unknown }

/** At most `limit` entries of one chain behind position `from`, in their order. */
export function readAuditChain(
  tx: SqlTx,
  tenantId: TenantId,
  node: string,
  from: number,
  limit: number,
): Awaitable<AuditRecord[]> {
  const rows = tx.query<Row>(sql`
    select ${auditColumns(tx)} from audit_logs
    where tenant_id = ${tenantId} and node = ${node} and seq > ${from} order by seq limit ${limit}`)
  return after(rows, (found) => found.map(toRecord))
}

/** The columns of an entry under the names of its record. */
export function auditColumns(tx: SqlTx) {
  return sql`node, seq, category, action, outcome, user_id as "userId", approver_id as "approverId",
    device_id as "deviceId", session_id as "sessionId", app_context as "appContext", store_id as "storeId", entity,
    entity_id as "entityId", before, after, ip, correlation_id as "correlationId", occurred_at as "occurredAt",
    ${tx.fragments.hex(sql`prev_hash`)} as "prevHash", ${tx.fragments.hex(sql`hash`)} as hash`
}

function toRecord(row: Row): AuditRecord {
  return { ...row, before: values(row.before), after: values(row.after) }
}

/** SQLite keeps JSON as text, PostgreSQL hands it out read. */
function values(stored: unknown): AuditValues | null {
  return (typeof stored === 'string' ? JSON.parse(stored) : stored) as AuditValues | null
}
