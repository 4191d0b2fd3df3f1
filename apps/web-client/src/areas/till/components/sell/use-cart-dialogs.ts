import { useCartStore } from '@pos/pos-logic/stores'
import type { SaleLineId } from '@pos/shared-types'
import { shallowRef } from 'vue'
import { useTillKeys } from '../../use-till-keys.ts'
import type { LineChange } from './LineDialog.vue'

const KINDS: Readonly<Record<string, LineChange['kind']>> = { KeyQ: 'quantity', KeyP: 'price', KeyD: 'discount' }

/** Which question of the cart is open, and the keys that open one. */
export function useCartDialogs() {
  const cart = useCartStore()
  const change = shallowRef<LineChange>()
  const isClearing = shallowRef(false)
  const isShowingKeys = shallowRef(false)
  const isDiscounting = shallowRef(false)

  function open(kind: LineChange['kind'], id: SaleLineId): void {
    cart.select(id)
    if (cart.selected?.isChangeable) change.value = { kind, row: cart.selected }
  }

  useTillKeys((event) => {
    const kind = event.altKey ? KINDS[event.code] : undefined
    if (kind !== undefined && cart.selectedId !== null) open(kind, cart.selectedId)
    else if (event.ctrlKey && event.code === 'KeyZ' && cart.canUndo) cart.undo()
    else if (event.key === 'Escape' && !cart.isEmpty) isClearing.value = true
    else return
    event.preventDefault()
  })

  return {
    change,
    isClearing,
    isShowingKeys,
    isDiscounting,
    open,
    discount(): void {
      isShowingKeys.value = false
      isDiscounting.value = true
    },
    clear(): void {
      isShowingKeys.value = false
      isClearing.value = true
    },
  }
}
