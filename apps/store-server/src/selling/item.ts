import type { Cents, ProductId, Quantity, TaxGroupId, VariantId } from '@pos/shared-types'

/** A variant as a line needs it, with its product's rules and the price in force at the store. */
export type Item = {
  readonly variantId: VariantId
  readonly productId: ProductId
  readonly sku: string
  readonly name: string
  readonly receiptName: string
  readonly kind: 'goods' | 'service' | 'kit' | 'gift_card' | 'deposit' | 'charge' | 'donation'
  readonly departmentId: string
  readonly taxGroupId: TaxGroupId
  readonly unitCode: string
  readonly barcode: string | null
  readonly isOpenPrice: boolean
  readonly isDiscountable: boolean
  readonly isReturnable: boolean
  readonly isActive: boolean
  /** Null when no price is in force: the line is refused, never sold for nothing. */
  readonly priceMinor: Cents | null
  readonly perMilli: number
  /** How much one scan of the code stands for: 1000, or the content of a pack. */
  readonly scanMilli: Quantity
}
