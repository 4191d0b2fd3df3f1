import { useProductStore } from '@pos/pos-logic/stores'
import { tintOf, type QuickKeyPage } from '@pos/ui-kit'
import { computed, type ComputedRef } from 'vue'

const PIECE = 1000

/** A page of keys for each department. */
export function useQuickKeys(): ComputedRef<readonly QuickKeyPage[]> {
  const products = useProductStore()
  return computed(() =>
    products.pages.map(({ id, name }) => ({
      id,
      name,
      keys: products.keys(id).map((key) => ({
        id: key.variantId,
        name: key.name,
        tint: tintOf(key.departmentId),
        cents: key.priceMinor,
        unit: key.isWeighed && key.perMilli === PIECE ? key.unitCode : undefined,
      })),
    })),
  )
}
