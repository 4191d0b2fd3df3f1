import type { StoreTx } from '@pos/db'
import type { Cents, PriceListId, ProductId, Quantity, VariantId } from '@pos/shared-types'
import type { Item } from './item.ts'

type Catalog = StoreTx['catalog']

type VariantRow = { productId: ProductId; sku: string; isActive: number }
type Flag = 'isOpenPrice' | 'isDiscountable' | 'isReturnable' | 'isActive'
type ProductRow = Pick<Item, 'name' | 'receiptName' | 'kind' | 'departmentId' | 'taxGroupId' | 'unitCode'> &
  Record<Flag, number>
type PriceRow = { from: string; priceMinor: Cents | null; perMilli: number }

/** A price list, and the wall time of the store (`YYYY-MM-DDTHH:MM`) at which a price must be in force. */
export type PriceMoment = { readonly priceListId: PriceListId; readonly localTime: string }

/** An item and how long its price holds: from `from` until before `until`, in wall time. */
export type TimedItem = { readonly item: Item; readonly from: string; readonly until: string }

// Point reads, one table each: with values bound to a join the planner works anew at every call.
const VARIANT = `
  select product_id as productId, sku, (status = 'active' and deleted_at is null) as isActive
  from product_variants where id = ?`
const PRODUCT = `
  select name, receipt_name as receiptName, kind, department_id as departmentId, tax_group_id as taxGroupId,
    (select code from units where id = products.base_unit_id) as unitCode, is_open_price as isOpenPrice,
    is_discountable as isDiscountable, is_returnable as isReturnable,
    (status = 'active' and deleted_at is null) as isActive
  from products where id = ?`
const BARCODE = 'select code from barcodes where variant_id = ? order by is_primary desc, code limit 1'
const PRICE = `
  select valid_from_local as "from", price_minor as priceMinor, per_milli as perMilli from prices
  where variant_id = ? and price_list_id = ? and pack_id is null and min_quantity_milli = 0 and valid_from_local <= ?
  order by valid_from_local desc limit 1`
const NEXT_PRICE = `
  select min(valid_from_local) as "from" from prices
  where variant_id = ? and price_list_id = ? and pack_id is null and min_quantity_milli = 0 and valid_from_local > ?`
const SCANNED = `
  select variant_id as variantId,
    coalesce((select quantity_milli from variant_packs where id = barcodes.pack_id), 1000) as scanMilli
  from barcodes where code = ?`
const SKU = 'select id as variantId, 1000 as scanMilli from product_variants where sku = ?'

const BEGINNING = ''
const NEVER = '~'

/** What a barcode, else a SKU, stands for. */
export type Scanned = { readonly variantId: VariantId; readonly scanMilli: Quantity }

export function findScanned(catalog: Catalog, code: string): Scanned | undefined {
  return catalog.prepare<Scanned>(SCANNED).get([code]) ?? catalog.prepare<Scanned>(SKU).get([code])
}

export function findItem(catalog: Catalog, variantId: VariantId, moment: PriceMoment): TimedItem | undefined {
  const variant = catalog.prepare<VariantRow>(VARIANT).get([variantId])
  const product = variant && catalog.prepare<ProductRow>(PRODUCT).get([variant.productId])
  if (!variant || !product) return undefined
  const barcode = catalog.prepare<{ code: string }>(BARCODE).get([variantId])?.code ?? null
  const key = [variantId, moment.priceListId, moment.localTime]
  const price = catalog.prepare<PriceRow>(PRICE).get(key)
  const item: Item = {
    ...product,
    variantId,
    productId: variant.productId,
    sku: variant.sku,
    barcode,
    isOpenPrice: product.isOpenPrice === 1,
    isDiscountable: product.isDiscountable === 1,
    isReturnable: product.isReturnable === 1,
    isActive: product.isActive === 1 && variant.isActive === 1,
    priceMinor: price?.priceMinor ?? null,
    perMilli: price?.perMilli ?? 1000,
    scanMilli: 1000,
  }
  const next = catalog.prepare<{ from: string | null }>(NEXT_PRICE).get(key)?.from
  return { item, from: price?.from ?? BEGINNING, until: next ?? NEVER }
}
