import type { HqTx } from '@pos/db'
import type {
  listReasons as reasonsCommand,
  listTenders as tendersCommand,
  ResponseOf,
  TenantId,
} from '@pos/shared-types'
import { sql } from 'drizzle-orm'

type Tender = ResponseOf<typeof tendersCommand>['items'][number]
type TenderRow = Omit<Tender, 'canGiveChange' | 'canRefund' | 'isCounted' | 'isActive'> &
  Record<'canGiveChange' | 'canRefund' | 'isCounted' | 'isActive', number>
type Reason = ResponseOf<typeof reasonsCommand>['items'][number]

export async function listTenders(tx: HqTx, tenantId: TenantId): Promise<Tender[]> {
  const rows = await tx.query<TenderRow>(sql`
    select id, code, name, kind, currency, can_give_change as "canGiveChange", can_refund as "canRefund",
      is_counted as "isCounted", rounding_minor as "roundingMinor", rounding_mode as "roundingMode", is_active as "isActive"
    from tender_types where tenant_id = ${tenantId} and deleted_at is null order by position, code`)
  return rows.map((row) => ({
    ...row,
    canGiveChange: row.canGiveChange === 1,
    canRefund: row.canRefund === 1,
    isCounted: row.isCounted === 1,
    isActive: row.isActive === 1,
  }))
}

export async function listReasons(tx: HqTx, tenantId: TenantId): Promise<Reason[]> {
  return await tx.query<Reason>(sql`
    select id, kind, code, name, restock from reason_codes
    where tenant_id = ${tenantId} and deleted_at is null order by kind, code`)
}
