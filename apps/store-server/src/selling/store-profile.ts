import type { PriceListId, StoreId, TenantId } from '@pos/shared-types'
import type { StoreTx } from '@pos/db'

/** What a sale needs to know of its store. */
export type StoreProfile = {
  readonly id: StoreId
  readonly tenantId: TenantId
  readonly code: string
  readonly timeZone: string
  readonly dayStartsMin: number
  readonly currency: string
  readonly taxZoneId: string
  readonly priceListId: PriceListId
  readonly isTaxIncluded: boolean
}

type Row = Omit<StoreProfile, 'isTaxIncluded'> & { isTaxIncluded: number }

const SQL = `
  select s.id, s.tenant_id as tenantId, s.code, s.time_zone as timeZone, s.day_starts_min as dayStartsMin, s.currency,
    s.tax_zone_id as taxZoneId, s.price_list_id as priceListId, l.is_tax_included as isTaxIncluded
  from stores s join price_lists l on l.id = s.price_list_id where s.id = ?`

/** The store's own row of the catalogue; undefined while the first copy has not arrived. */
export function readStoreProfile(catalog: StoreTx['catalog'], storeId: StoreId): StoreProfile | undefined {
  const row = catalog.prepare<Row>(SQL).get([storeId])
  return row && { ...row, isTaxIncluded: row.isTaxIncluded === 1 }
}
