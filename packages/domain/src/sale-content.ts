import type { PaymentRecord, SaleLineDiscountRecord, SaleLineRecord, SaleRecord } from '@pos/shared-types'
import type { SaleContent } from './permissions-for.ts'

/** The columns that tell what a sale contains: a fact has them all, and so has a body that asks for a sale. */
export type ContentSource = {
  readonly sale: Pick<SaleRecord, 'storeId' | 'currency' | 'taxExemptionId'>
  readonly lines: readonly Pick<
    SaleLineRecord,
    'kind' | 'quantityMilli' | 'priceSource' | 'originalLineId' | 'originalStoreId'
  >[]
  readonly discounts: readonly Pick<SaleLineDiscountRecord, 'source'>[]
  readonly payments: readonly Pick<PaymentRecord, 'tenderKind' | 'currency' | 'amountMinor' | 'provider'>[]
}

/** What the rows do not tell; only the maker knows. */
export type ContentMarks = Partial<
  Pick<
    SaleContent,
    | 'hasRemovedLine'
    | 'isParkedByOther'
    | 'hasAgeConfirmation'
    | 'isOverOfflineLimit'
    | 'hasQuotationLine'
    | 'isTraining'
  >
>

/** What a sale contains that needs a right of its own, for `permissionsFor`. */
export function saleContent(
  { sale, lines, discounts, payments }: ContentSource,
  marks: ContentMarks = {},
): SaleContent {
  const back = lines.filter((line) => line.quantityMilli < 0)
  const hasPrice = (source: SaleLineRecord['priceSource']): boolean => lines.some((line) => line.priceSource === source)
  const hasLine = (kind: SaleLineRecord['kind']): boolean => lines.some((line) => line.kind === kind)
  const isOther = (storeId: string | null): boolean => storeId !== null && storeId !== sale.storeId
  return {
    hasLineDiscount: discounts.some((discount) => discount.source === 'line'),
    hasCartDiscount: discounts.some((discount) => discount.source === 'cart'),
    hasChangedPrice: hasPrice('override'),
    hasOpenPrice: hasPrice('open'),
    hasRemovedLine: marks.hasRemovedLine ?? false,
    isParkedByOther: marks.isParkedByOther ?? false,
    hasKnownReturn: back.some((line) => line.originalLineId !== null),
    hasUnknownReturn: back.some((line) => line.originalLineId === null),
    hasOtherStoreReturn: back.some((line) => line.originalLineId !== null && isOther(line.originalStoreId)),
    hasReturnWithNewLines: back.length > 0 && back.length < lines.length,
    hasExemption: sale.taxExemptionId !== null,
    hasAgeConfirmation: marks.hasAgeConfirmation ?? false,
    hasForeignCash: payments.some((payment) => payment.tenderKind === 'cash' && payment.currency !== sale.currency),
    hasTenderByHand: payments.some(isByHand),
    isOverOfflineLimit: marks.isOverOfflineLimit ?? false,
    hasValueLoad: hasLine('value_load'),
    hasValueRedeemed: payments.some((payment) => isValue(payment.tenderKind) && payment.amountMinor > 0),
    hasNewStoreCredit: payments.some((payment) => payment.tenderKind === 'store_credit' && payment.amountMinor < 0),
    hasHouseAccountCharge: payments.some(
      (payment) => payment.tenderKind === 'house_account' && payment.amountMinor > 0,
    ),
    hasPartPayment: hasLine('order_deposit'),
    hasQuotationLine: marks.hasQuotationLine ?? false,
    isTraining: marks.isTraining ?? false,
  }
}

/** A card or bank payment that no provider confirmed was keyed in by a person. */
export function isByHand(payment: Pick<PaymentRecord, 'tenderKind' | 'provider'>): boolean {
  return (payment.tenderKind === 'card' || payment.tenderKind === 'bank') && payment.provider === null
}

export function isValue(kind: PaymentRecord['tenderKind']): boolean {
  return kind === 'gift_card' || kind === 'store_credit' || kind === 'loyalty'
}
