import { saleContent, type Discount, type SaleContent as Rights, type SettledPayment } from '@pos/domain'
import type { RegisterId, SaleLineInput, SaleQuestion, StoreId } from '@pos/shared-types'
import type { CartState } from './cart-state.ts'

/** The new goods of a cart as the store is asked about them. Goods that come back it judges by `sales.returnable`. */
export function askContent(cart: CartState, registerId: RegisterId): SaleQuestion {
  const lines = cart.items
    .filter((item) => item.returned === null)
    .map((item): SaleLineInput => {
      const { variantId, priceSource } = item.details
      const isKeyed = priceSource === 'override' || priceSource === 'open'
      return {
        id: item.details.id,
        ...(variantId !== null && { variantId }),
        quantityMilli: item.quantityMilli,
        ...(isKeyed && { priceMinor: item.priceMinor, perMilli: item.perMilli }),
        ...(item.discount && { discount: toInput(item.discount) }),
      }
    })
  return {
    id: cart.id,
    registerId,
    lines,
    ...(cart.discount && { cartDiscount: toInput(cart.discount) }),
    ...(cart.approvals.length > 0 && { approvals: [...cart.approvals] }),
  }
}

function toInput({ ratePpm, amountMinor, reasonCodeId }: Discount): NonNullable<SaleLineInput['discount']> {
  return {
    ...(ratePpm !== null && { ratePpm }),
    ...(amountMinor !== null && { amountMinor }),
    ...(reasonCodeId !== null && { reasonCodeId }),
  }
}

/** What in a cart needs a right of its own. */
export function rightsContent(
  cart: CartState,
  place: { readonly storeId: StoreId; readonly currency: string },
  payments: readonly SettledPayment[],
  isOverOfflineLimit: boolean,
): Rights {
  const discounts = [...cart.items.map((item) => item.discount), cart.discount].filter((discount) => discount !== null)
  return saleContent(
    {
      sale: { ...place, taxExemptionId: null },
      lines: cart.items.map(({ quantityMilli, details: { kind, priceSource, originalLineId, originalStoreId } }) => ({
        kind,
        quantityMilli,
        priceSource,
        originalLineId,
        originalStoreId,
      })),
      discounts,
      payments,
    },
    { hasRemovedLine: cart.hasRemovedLine, isOverOfflineLimit },
  )
}
