import { useCartStore, useProductStore, useScanStore } from '@pos/pos-logic/stores'
import type { ScanResult } from '@pos/ui-kit'
import { computed, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue'

/** Such as `5×` or `1.245*`: how much of the next code. */
const MULTIPLIER = /^(\d{1,4}(?:[.,]\d{1,3})?)[*×x]$/

/** What is typed into the search field, and what Enter makes of it. */
export function useSearch(): {
  readonly text: ShallowRef<string>
  readonly results: ComputedRef<readonly ScanResult[]>
  /** True when the text was taken. */
  readonly enter: (typed: string) => boolean
} {
  const products = useProductStore()
  const cart = useCartStore()
  const scan = useScanStore()
  const text = shallowRef('')
  const found = computed(() => (text.value.trim() === '' ? [] : products.search(text.value)))

  watch(text, (typed) => {
    const count = MULTIPLIER.exec(typed)?.[1]
    if (count === undefined) return
    text.value = ''
    const milli = Math.round(Number(count.replace(',', '.')) * 1000)
    cart.setMultiplier(milli === 0 ? null : milli)
  })

  function enter(typed: string): boolean {
    const isOneOfMany = products.find(typed) === null && found.value.length > 1
    if (isOneOfMany) return false
    const [only] = found.value
    scan.push(products.find(typed) === null && only !== undefined ? only.sku : typed)
    text.value = ''
    return true
  }

  return {
    text,
    results: computed(() =>
      found.value.map(({ variantId, name, sku, priceMinor }) => ({
        id: variantId,
        title: name,
        detail: sku,
        cents: priceMinor,
      })),
    ),
    enter,
  }
}
