import type { Awaitable } from '@pos/core'
import type { SqlTx } from '@pos/db'
import type { AuditRecord, AuditValues, TenantId } from '@pos/shared-types'
import { sql, type SQL } from 'drizzle-orm'
import { after } from '../is-promise.ts'

/** As much of a handle as reading entries takes. */
export type AuditReader = Pick<SqlTx, 'query' | 'fragments'>

type Row = Omit<AuditRecord, 'before' | 'after'> & { readonly before: unknown; readonly after: unknown }

/** At most `limit` entries of one chain behind position `from`, in their order. */
export function readAuditChain(
  tx: AuditReader,
  tenantId: TenantId,
  node: string,
  from: number,
  limit: number,
): Awaitable<AuditRecord[]> {
  return readAuditRows(
    tx,
    sql`where tenant_id = ${tenantId} and node = ${node} and seq > ${from} order by seq limit ${limit}`,
  )
}

/** The entries a condition chooses, in the order it says. */
export function readAuditRows(tx: AuditReader, chosen: SQL): Awaitable<AuditRecord[]> {
  const rows = tx.query<Row>(sql`select ${columns(tx)} from audit_logs ${chosen}`)
  return after(rows, (found) => found.map(toRecord))
}

function columns(tx: AuditReader) {
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
