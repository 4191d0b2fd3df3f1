import { useCartStore, useProductStore } from '@pos/pos-logic/stores'
import { useToasts } from '@pos/ui-kit'
import { onBeforeUnmount, watch } from 'vue'
import { useI18n } from 'vue-i18n'

/** Offers to bring a line back that was removed, while nothing else has changed. */
export function useRemovedToast(): void {
  const { t } = useI18n()
  const cart = useCartStore()
  const products = useProductStore()
  const toasts = useToasts()
  let shown: number | undefined

  function close(): void {
    if (shown !== undefined) toasts.close(shown)
    shown = undefined
  }

  watch(
    () => cart.removed,
    (removed) => {
      close()
      if (removed === null) return
      const name = products.nameOf(removed.row.variantId, removed.row.name)
      shown = toasts.show({ text: t('till.sell.removed', { name }), undo: () => cart.undo() })
    },
  )
  onBeforeUnmount(close)
}
