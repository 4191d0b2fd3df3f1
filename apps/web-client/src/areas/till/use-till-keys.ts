import { usePageKeys } from '@pos/ui-kit'
import { onBeforeUnmount, onMounted } from 'vue'

/** Keys of a page of the till. What is pressed while a dialog is open is the dialog's, even the key that closes it. */
export function useTillKeys(handle: (event: KeyboardEvent) => void): void {
  let isForDialog = false
  const look = () => {
    isForDialog = document.querySelector('[aria-modal="true"]') !== null
  }
  onMounted(() => window.addEventListener('keydown', look, { capture: true }))
  onBeforeUnmount(() => window.removeEventListener('keydown', look, { capture: true }))
  usePageKeys((event) => {
    if (!isForDialog) handle(event)
  })
}
