import { lineDiscounts, type ActSource, type PricedCart, type SettledPayment } from '@pos/domain'
import type { StoreId } from '@pos/shared-types'
import type { CartState } from './cart-state.ts'

type Place = { readonly storeId: StoreId; readonly currency: string }

/** What may need another person's consent, read from a cart as it would be read from the sale made of it. */
export function actSource(
  cart: CartState,
  priced: PricedCart,
  place: Place,
  payments: readonly SettledPayment[],
): ActSource {
  return {
    sale: { id: cart.id, ...place, grossMinor: priced.grossMinor, totalMinor: priced.totalMinor },
    lines: cart.items.map(({ details, quantityMilli, priceMinor }, i) => ({
      id: details.id,
      quantityMilli,
      priceMinor,
      listPriceMinor: details.listPriceMinor,
      priceSource: details.priceSource,
      originalLineId: details.originalLineId,
      originalStoreId: details.originalStoreId,
      grossMinor: priced.lines[i]?.grossMinor ?? 0,
      totalMinor: priced.lines[i]?.totalMinor ?? 0,
    })),
    discounts: cart.items.flatMap(({ details }, i) =>
      lineDiscounts(priced, i).map(({ source, ratePpm, amountMinor }) => ({
        saleLineId: details.id,
        source,
        ratePpm,
        amountMinor,
      })),
    ),
    payments,
  }
}
