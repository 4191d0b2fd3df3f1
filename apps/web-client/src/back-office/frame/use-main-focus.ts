import { enterMain } from '@pos/ui-kit'
import { onMounted, watch } from 'vue'
import { useRoute } from 'vue-router'

/** A page that was opened has the focus, unless something on it took it: its keys work and a reader begins there. */
export function useMainFocus(): void {
  const route = useRoute()
  onMounted(enterMain)
  watch(() => route.path, enterMain, { flush: 'post' })
}
