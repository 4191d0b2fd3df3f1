import type { HqTx } from '@pos/db'
import type { ProductId, ProductView, TaxGroupId, TenantId, VariantView } from '@pos/shared-types'
import { sql, type SQL } from 'drizzle-orm'

type ProductRow = Omit<
  ProductView,
  'texts' | 'variants' | 'isWeighed' | 'isOpenPrice' | 'isDiscountable' | 'isReturnable'
> &
  Record<'isWeighed' | 'isOpenPrice' | 'isDiscountable' | 'isReturnable', number>
type BarcodeRow = { variantId: string; code: string; kind: string; isPrimary: number }
type TextRow = ProductView['texts'][number]

export async function findProduct(tx: HqTx, tenantId: TenantId, id: ProductId): Promise<ProductView | undefined> {
  const [row] = await tx.query<ProductRow>(sql`
    select p.id, p.code, p.name, p.receipt_name as "receiptName", p.kind, p.department_id as "departmentId",
      p.tax_group_id as "taxGroupId", u.code as "baseUnitCode", p.is_weighed as "isWeighed",
      p.is_open_price as "isOpenPrice", p.is_discountable as "isDiscountable", p.is_returnable as "isReturnable",
      p.status, p.revision
    from products p join units u on u.tenant_id = p.tenant_id and u.id = p.base_unit_id
    where p.tenant_id = ${tenantId} and p.id = ${id} and p.deleted_at is null`)
  if (!row) return undefined
  return {
    ...row,
    isWeighed: row.isWeighed === 1,
    isOpenPrice: row.isOpenPrice === 1,
    isDiscountable: row.isDiscountable === 1,
    isReturnable: row.isReturnable === 1,
    texts: await textsOf(tx, tenantId, id),
    variants: await listVariants(tx, tenantId, id),
  }
}

function textsOf(tx: HqTx, tenantId: TenantId, id: ProductId): TextRow[] | Promise<TextRow[]> {
  return tx.query<TextRow>(sql`
    select locale, name, receipt_name as "receiptName" from product_texts
    where tenant_id = ${tenantId} and product_id = ${id} order by locale`)
}

/** A product's variants with their barcodes, the main one first. */
export async function listVariants(tx: HqTx, tenantId: TenantId, id: ProductId): Promise<VariantView[]> {
  const variants = await tx.query<Omit<VariantView, 'barcodes'>>(sql`
    select id, sku, revision from product_variants
    where tenant_id = ${tenantId} and product_id = ${id} and deleted_at is null order by position, id`)
  const barcodes = await tx.query<BarcodeRow>(sql`
    select b.variant_id as "variantId", b.code, b.kind, b.is_primary as "isPrimary" from barcodes b
    join product_variants v on v.tenant_id = b.tenant_id and v.id = b.variant_id
    where b.tenant_id = ${tenantId} and v.product_id = ${id}
    order by b.is_primary desc, b.code`)
  return variants.map((variant) => ({
    ...variant,
    barcodes: barcodes
      .filter((barcode) => barcode.variantId === variant.id)
      .map(({ code, kind, isPrimary }) => ({ code, kind, isPrimary: isPrimary === 1 })),
  }))
}

export type ProductListRow = {
  id: string
  code: string
  name: string
  status: ProductView['status']
  departmentId: string
  taxGroupId: TaxGroupId
  variantId: string
  sku: string
  barcode: string | null
}
export type ProductFilter = {
  readonly q?: string | undefined
  readonly departmentId?: string | undefined
  readonly status?: ProductView['status'] | undefined
}

/** Products after `after` (their code), in order of code: keyset paging costs the same on every page. */
export async function listProducts(
  tx: HqTx,
  tenantId: TenantId,
  filter: ProductFilter,
  after: string | undefined,
  limit: number,
): Promise<ProductListRow[]> {
  const conditions: SQL[] = [sql`p.tenant_id = ${tenantId}`, sql`p.deleted_at is null`, sql`v.deleted_at is null`]
  if (after !== undefined) conditions.push(sql`p.code > ${after}`)
  if (filter.departmentId !== undefined) conditions.push(sql`p.department_id = ${filter.departmentId}`)
  if (filter.status !== undefined) conditions.push(sql`p.status = ${filter.status}`)
  if (filter.q !== undefined && filter.q.trim() !== '') conditions.push(matches(filter.q))
  return await tx.query<ProductListRow>(sql`
    select p.id, p.code, p.name, p.status, p.department_id as "departmentId", p.tax_group_id as "taxGroupId",
      v.id as "variantId", v.sku,
      (select b.code from barcodes b where b.tenant_id = v.tenant_id and b.variant_id = v.id
       order by b.is_primary desc, b.code limit 1) as barcode
    from products p join product_variants v on v.tenant_id = p.tenant_id and v.product_id = p.id
    where ${sql.join(conditions, sql` and `)}
    order by p.code, v.position limit ${limit}`)
}

/** Every word as the beginning of a word, without accents, in one of the product's texts, or all of it as a barcode. */
function matches(text: string): SQL {
  return sql`(p.id in (select search_products(${text})) or v.sku = ${text} or exists (
    select 1 from barcodes b where b.tenant_id = v.tenant_id and b.variant_id = v.id and b.code = ${text}))`
}

export async function listUnits(tx: HqTx, tenantId: TenantId): Promise<{ code: string; name: string }[]> {
  return await tx.query(sql`
    select code, name from units where tenant_id = ${tenantId} and deleted_at is null order by name, code`)
}
