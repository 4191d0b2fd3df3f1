import type { ReturnLine, SaleLineDetails } from '@pos/domain'
import type { Cents, Quantity, SaleLineId, SaleLineRecord } from '@pos/shared-types'
import type { FoundVariant } from '../catalogue/product-index.ts'
import type { CartItem, ReturnedItem } from './cart-state.ts'

/** What one unit costs and where the figure comes from. */
export type ItemPrice = {
  readonly priceMinor: Cents
  readonly perMilli: number
  readonly listPriceMinor: Cents
  readonly priceSource: SaleLineRecord['priceSource']
}

const LINE_KINDS: Readonly<Record<string, SaleLineRecord['kind']>> = {
  service: 'service',
  kit: 'kit',
  gift_card: 'value_load',
  deposit: 'container_deposit',
  charge: 'charge',
  donation: 'donation',
}

/** A line for a variant of the catalogue. A negative quantity without an original is a return without receipt. */
export function newItem(
  id: SaleLineId,
  { product, variant, barcode }: FoundVariant,
  unitCode: string,
  quantityMilli: Quantity,
  price: ItemPrice,
): CartItem {
  const { listPriceMinor, priceSource, priceMinor, perMilli } = price
  const details: SaleLineDetails = {
    id,
    kind: LINE_KINDS[product.kind] ?? 'goods',
    parentLineId: null,
    productId: product.id,
    variantId: variant.id,
    sku: variant.sku,
    barcode,
    name: variant.name === null ? product.name : `${product.name} ${variant.name}`,
    departmentId: product.departmentId,
    unitCode,
    weightSource: product.isWeighed ? 'keyed' : 'none',
    listPriceMinor,
    priceSource,
    overrideReasonId: null,
    approvalId: null,
    originalLineId: null,
    originalStoreId: null,
    returnReasonId: null,
    restock: null,
  }
  const { taxGroupId, isDiscountable } = product
  return { details, quantityMilli, priceMinor, perMilli, taxGroupId, isDiscountable, discount: null, returned: null }
}

/** A line that gives goods of a known sale back as they were paid. */
export function returnItem(
  id: SaleLineId,
  line: ReturnLine,
  why: { readonly reasonId: string | null; readonly restock: SaleLineRecord['restock'] },
  returned: Omit<ReturnedItem, 'line'>,
): CartItem {
  const {
    kind,
    productId,
    variantId,
    sku,
    barcode,
    name,
    departmentId,
    unitCode,
    weightSource,
    listPriceMinor,
    taxGroupId,
  } = line.original
  const details: SaleLineDetails = {
    id,
    kind,
    parentLineId: null,
    productId,
    variantId,
    sku,
    barcode,
    name,
    departmentId,
    unitCode,
    weightSource,
    listPriceMinor,
    priceSource: 'original',
    overrideReasonId: null,
    approvalId: null,
    originalLineId: line.originalLineId,
    originalStoreId: line.originalStoreId,
    returnReasonId: why.reasonId,
    restock: why.restock,
    taxGroupId,
  }
  const { quantityMilli, priceMinor, perMilli } = line
  return {
    details,
    quantityMilli,
    priceMinor,
    perMilli,
    taxGroupId: null,
    isDiscountable: false,
    discount: null,
    returned: { line, ...returned },
  }
}
