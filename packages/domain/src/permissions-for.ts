import type { PermissionCode } from '@pos/shared-types'

/** What a sale contains that needs a right of its own. */
export type SaleContent = Readonly<Record<keyof typeof NEEDS, boolean>>

const NEEDS = {
  hasLineDiscount: 'pos:discount',
  hasCartDiscount: 'pos:discount_cart',
  hasChangedPrice: 'pos:price_override',
  hasOpenPrice: 'pos:open_price',
  hasRemovedLine: 'pos:line_remove',
  isParkedByOther: 'pos:park_any',
  hasKnownReturn: 'pos:refund',
  hasUnknownReturn: 'pos:refund_without_receipt',
  hasOtherStoreReturn: 'pos:refund_other_store',
  hasReturnWithNewLines: 'pos:exchange',
  hasExemption: 'pos:tax_exempt',
  hasAgeConfirmation: 'pos:age_confirm',
  hasForeignCash: 'pos:foreign_cash',
  hasTenderByHand: 'pos:tender_manual',
  isOverOfflineLimit: 'pos:offline_over_limit',
  hasValueLoad: 'pos:gift_card_sell',
  hasValueRedeemed: 'pos:value_redeem',
  hasNewStoreCredit: 'pos:store_credit_issue',
  hasHouseAccountCharge: 'pos:house_account_charge',
  hasPartPayment: 'pos:order_payment',
  hasQuotationLine: 'pos:quotation_create',
  isTraining: 'pos:training',
} as const satisfies Record<string, PermissionCode>

const ENTRIES = Object.entries(NEEDS) as [keyof SaleContent, PermissionCode][]

/** The rights a sale needs beyond `pos:sell`, in the order of the catalogue. Till and server ask the same function. */
export function permissionsFor(content: SaleContent): PermissionCode[] {
  return ENTRIES.filter(([part]) => content[part]).map(([, permission]) => permission)
}
