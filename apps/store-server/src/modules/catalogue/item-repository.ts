import type { PriceListId, Quantity, VariantId } from '@pos/shared-types'
import type { StoreTx } from '@pos/db'
import type { Item } from './item.ts'

type ItemRow = Omit<Item, 'isOpenPrice' | 'isDiscountable' | 'isReturnable' | 'isActive' | 'scanMilli'> & {
  isOpenPrice: number
  isDiscountable: number
  isReturnable: number
  isActive: number
}

const ITEM = `
  select v.id as variantId, v.product_id as productId, v.sku, p.name, p.receipt_name as receiptName, p.kind,
    p.department_id as departmentId, p.tax_group_id as taxGroupId, u.code as unitCode,
    (select b.code from barcodes b where b.variant_id = v.id order by b.is_primary desc, b.code limit 1) as barcode,
    p.is_open_price as isOpenPrice, p.is_discountable as isDiscountable, p.is_returnable as isReturnable,
    (p.status = 'active' and v.status = 'active' and p.deleted_at is null and v.deleted_at is null) as isActive,
    price.price_minor as priceMinor, coalesce(price.per_milli, 1000) as perMilli
  from product_variants v
  join products p on p.id = v.product_id
  join units u on u.id = p.base_unit_id
  left join prices price on price.id = (
    select x.id from prices x
    where x.variant_id = v.id and x.price_list_id = :priceListId and x.pack_id is null and x.min_quantity_milli = 0
      and x.valid_from_local <= :localTime
    order by x.valid_from_local desc limit 1)`

const BY_ID = `${ITEM} where v.id = :key`
const BY_SKU = `${ITEM} where v.sku = :key`

const SCANNED = `
  select b.variant_id as variantId, coalesce(k.quantity_milli, 1000) as scanMilli
  from barcodes b left join variant_packs k on k.id = b.pack_id where b.code = ?`

/** Which price counts: the store's list at the store's wall time, `YYYY-MM-DDTHH:MM`. */
export type PriceMoment = { readonly priceListId: PriceListId; readonly localTime: string }

export function findItem(catalog: StoreTx['catalog'], variantId: VariantId, moment: PriceMoment): Item | undefined {
  return one(catalog, BY_ID, variantId, moment)
}

/** The item behind a scanned barcode, else behind a typed SKU. */
export function findItemByCode(catalog: StoreTx['catalog'], code: string, moment: PriceMoment): Item | undefined {
  const scanned = catalog.prepare<{ variantId: VariantId; scanMilli: Quantity }>(SCANNED).get([code])
  if (!scanned) return one(catalog, BY_SKU, code, moment)
  const item = findItem(catalog, scanned.variantId, moment)
  return item && { ...item, barcode: code, scanMilli: scanned.scanMilli }
}

function one(catalog: StoreTx['catalog'], text: string, key: string, moment: PriceMoment): Item | undefined {
  const row = catalog.prepare<ItemRow>(text).get({ key, ...moment })
  return row && toItem(row)
}

function toItem(row: ItemRow): Item {
  return {
    ...row,
    isOpenPrice: row.isOpenPrice === 1,
    isDiscountable: row.isDiscountable === 1,
    isReturnable: row.isReturnable === 1,
    isActive: row.isActive === 1,
    scanMilli: 1000,
  }
}
