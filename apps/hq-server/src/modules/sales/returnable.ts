import type { HqTx } from '@pos/db'
import type { listReturnable as returnableCommand, ResponseOf, SaleId, TenantId } from '@pos/shared-types'
import { sql } from 'drizzle-orm'

type Returnable = ResponseOf<typeof returnableCommand>['items'][number]

/** What of a sale went out, and how much of it is back in any store. */
export async function listReturnable(tx: HqTx, tenantId: TenantId, saleId: SaleId): Promise<Returnable[]> {
  return await tx.query<Returnable>(sql`
    select l.id as "saleLineId", l.name, l.quantity_milli as "soldMilli", coalesce(r.returned_milli, 0) as "returnedMilli",
      l.total_minor as "paidMinor", coalesce(r.refunded_minor, 0) as "refundedMinor"
    from sale_lines l
    left join returnable_lines r on r.tenant_id = l.tenant_id and r.sale_line_id = l.id
    where l.tenant_id = ${tenantId} and l.sale_id = ${saleId} and l.quantity_milli > 0 order by l.line_no`)
}
