import type { HqTx } from '@pos/db'
import type { StoreId, StoreView, TenantId } from '@pos/shared-types'
import { sql, type SQL } from 'drizzle-orm'

const VIEW = sql`
  select s.id, s.code, s.name, s.kind, s.legal_name as "legalName", s.tax_number as "taxNumber",
    s.address_line1 as "addressLine1", s.address_line2 as "addressLine2", s.city, s.region,
    s.postal_code as "postalCode", s.country, s.phone, s.time_zone as "timeZone", s.day_starts_min as "dayStartsMin", s.currency, s.locale, s.tax_zone_id as "taxZoneId",
    s.price_list_id as "priceListId", s.status, s.revision, p.last_seen_at as "lastSeenAt"
  from stores s
  left join sync_peers p on p.tenant_id = s.tenant_id and p.peer_kind = 'store' and p.peer_id = s.id`

export function listStores(tx: HqTx, tenantId: TenantId): Promise<StoreView[]> {
  return views(tx, sql`s.tenant_id = ${tenantId} and s.deleted_at is null order by s.code`)
}

export async function findStore(tx: HqTx, tenantId: TenantId, id: StoreId): Promise<StoreView | undefined> {
  const [store] = await views(tx, sql`s.tenant_id = ${tenantId} and s.id = ${id} and s.deleted_at is null`)
  return store
}

async function views(tx: HqTx, condition: SQL): Promise<StoreView[]> {
  return await tx.query<StoreView>(sql`${VIEW} where ${condition}`)
}
