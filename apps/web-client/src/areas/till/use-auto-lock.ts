import { useLockStore } from '@pos/pos-logic/stores'
import { onBeforeUnmount, onMounted } from 'vue'

const SIGNS = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const

/** Tells the lock of every sign that somebody is at the till. A page that cannot be seen gives none. */
export function useAutoLock(): void {
  const lock = useLockStore()
  const heard = (event: Event) => {
    if (event.isTrusted) lock.touch()
  }
  onMounted(() => {
    lock.touch()
    for (const sign of SIGNS) window.addEventListener(sign, heard, { capture: true, passive: true })
  })
  onBeforeUnmount(() => {
    for (const sign of SIGNS) window.removeEventListener(sign, heard, { capture: true })
  })
}
