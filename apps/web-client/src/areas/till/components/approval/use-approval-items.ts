import { useCartStore, usePaymentStore, useProductStore, type ApprovalNeed, type CartRow } from '@pos/pos-logic/stores'
import { useFormat, type ApprovalFigure, type ApprovalItem } from '@pos/ui-kit'
import { useI18n } from 'vue-i18n'
import { actWord, isDiscount, isPrice } from '../../../../app/act-words.ts'

/** What is asked for, in the words and figures that somebody decides by. Costs and margins are never among them. */
export function useApprovalItems(): (needs: readonly ApprovalNeed[]) => ApprovalItem[] {
  const { t } = useI18n()
  const format = useFormat()
  const cart = useCartStore()
  const payment = usePaymentStore()
  const products = useProductStore()

  function reasonOf({ act, params }: ApprovalNeed): string {
    const limit = params['limit']
    const words = t(`approvals.acts.${actWord(act.action)}`)
    return typeof limit === 'number' ? `${words}: ${format.rate(limit * 10_000)}` : words
  }

  function figuresOf({ act }: ApprovalNeed, row: CartRow | undefined): ApprovalFigure[] {
    const amount = act.amountMinor ?? 0
    const gross = row?.grossMinor ?? cart.totals.grossMinor
    const label = (key: 'now' | 'off' | 'result' | 'amount' | 'listPrice' | 'asks') => t(`till.approval.${key}`)
    if (isDiscount(act.action)) {
      const note = act.ratePpm === null ? undefined : `−${format.rate(act.ratePpm)}`
      return [
        { label: label('now'), cents: gross },
        { label: label('off'), cents: -amount, note },
        { label: label('result'), cents: gross - amount, isResult: true },
      ]
    }
    if (row && isPrice(act.action)) {
      return [
        { label: label('listPrice'), cents: row.listPriceMinor },
        { label: label('asks'), cents: row.priceMinor, isResult: true },
      ]
    }
    return [{ label: label('amount'), cents: amount, isResult: true }]
  }

  return (needs) =>
    needs.map((need) => {
      const { action, partId } = need.act
      const row = cart.rows.find(({ id }) => id === partId)
      const tender = payment.tenders.find(({ id }) => id === partId)
      return {
        id: `${action} ${partId}`,
        title: (row && products.nameOf(row.variantId, row.name)) ?? tender?.name ?? t('approvals.whole'),
        reason: reasonOf(need),
        figures: figuresOf(need, row),
      }
    })
}
