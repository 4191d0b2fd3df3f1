import { lineDiscounts, type ApprovedSale, type PricedCart, type SettledPayment } from '@pos/domain'
import type { Instant, SaleId, UserId } from '@pos/shared-types'
import type { SellingView } from '../../selling/selling-catalogue.ts'
import type { DraftLine } from './sale-draft.ts'

type Drafted = {
  readonly id: SaleId
  readonly view: SellingView
  readonly lines: readonly DraftLine[]
  readonly priced: PricedCart
  readonly payments: readonly SettledPayment[]
  readonly sellerId: UserId | undefined
  readonly at: Instant
}

/** A sale before it is made, as consent to parts of it is judged by: the columns its fact will have. */
export function draftSource({ id, view, lines, priced, payments, sellerId, at }: Drafted): ApprovedSale {
  const { grossMinor, totalMinor } = priced
  return {
    sale: { id, storeId: view.profile.id, currency: view.profile.currency, grossMinor, totalMinor },
    lines: lines.map((line, i) => ({
      id: line.id,
      quantityMilli: line.quantityMilli,
      priceMinor: line.priceMinor,
      listPriceMinor: line.listPriceMinor,
      priceSource: line.priceSource,
      originalLineId: line.original?.id ?? null,
      originalStoreId: line.original?.storeId ?? null,
      grossMinor: priced.lines[i]?.grossMinor ?? 0,
      totalMinor: priced.lines[i]?.totalMinor ?? 0,
    })),
    discounts: lines.flatMap((line, i) => lineDiscounts(priced, i).map((row) => ({ ...row, saleLineId: line.id }))),
    payments,
    sellerId: sellerId ?? null,
    completedAt: at,
  }
}
