import type { HqTx } from '@pos/db'
import type { SellableItem, TenantId } from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import { listProducts } from './product-repository.ts'

type Detail = { variantId: string; productId: string; kind: string; unitCode: string; isOpenPrice: number }

/** Items by words, SKU or barcode. Head office has no price in force of its own: prices belong to stores' lists. */
export async function searchSellable(tx: HqTx, tenantId: TenantId, q: string, limit: number): Promise<SellableItem[]> {
  const found = await listProducts(tx, tenantId, { q }, undefined, limit)
  if (found.length === 0) return []
  const details = await tx.query<Detail>(sql`
    select v.id as "variantId", p.id as "productId", p.kind, u.code as "unitCode", p.is_open_price as "isOpenPrice"
    from product_variants v
    join products p on p.tenant_id = v.tenant_id and p.id = v.product_id
    join units u on u.tenant_id = p.tenant_id and u.id = p.base_unit_id
    where v.tenant_id = ${tenantId} and v.id in ${found.map((item) => item.variantId)}`)
  const byVariant = new Map(details.map((detail) => [detail.variantId, detail]))
  return found.flatMap(({ variantId, sku, name, departmentId, barcode }) => {
    const detail = byVariant.get(variantId)
    if (!detail) return []
    return [
      {
        ...detail,
        isOpenPrice: detail.isOpenPrice === 1,
        sku,
        name,
        departmentId,
        barcode,
        priceMinor: null,
        perMilli: null,
      },
    ]
  })
}
