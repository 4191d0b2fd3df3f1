import { useCartStore, useProductStore, type CartRow } from '@pos/pos-logic/stores'
import { useFormat, type CartLine, type CartTotalsData } from '@pos/ui-kit'
import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { lineWriter } from './cart-lines.ts'

/** The lines and sums of the cart in the words and figures of the page. */
export function useCartLines(): {
  readonly lines: ComputedRef<readonly CartLine[]>
  readonly totals: ComputedRef<CartTotalsData>
} {
  const { t, locale } = useI18n()
  const cart = useCartStore()
  const products = useProductStore()
  const format = useFormat()
  const discountOf = ({ discount, discountMinor }: CartRow) => {
    if (discount === null || discountMinor === 0) return undefined
    const value = discount.ratePpm === null ? format.money(-discountMinor) : `−${format.rate(discount.ratePpm)}`
    return t('till.sell.discountOf', { value })
  }
  const write = computed(() => {
    const departments = new Map(products.pages.map(({ id, name }) => [id, name]))
    return {
      locale: locale.value,
      line: lineWriter({
        name: (row) => products.nameOf(row.variantId, row.name),
        department: (id) => departments.get(id ?? ''),
        discount: discountOf,
      }),
    }
  })
  return {
    lines: computed(() => cart.rows.map(write.value.line)),
    totals: computed(() => {
      const { grossMinor, discountMinor, taxMinor, isTaxIncluded, totalMinor } = cart.totals
      return { subtotalMinor: grossMinor, discountMinor, taxMinor, isTaxIncluded, totalMinor }
    }),
  }
}
