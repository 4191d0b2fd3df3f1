import { computed, type WritableComputedRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'

/** A text kept in the address of the page, so that going back finds it again; empty when it is not there. */
export function useRouteText(name: string): WritableComputedRef<string> {
  const route = useRoute()
  const router = useRouter()
  return computed({
    get() {
      const value = route.query[name]
      return typeof value === 'string' ? value : ''
    },
    set(value) {
      const { [name]: _, ...others } = route.query
      void router.replace({ query: value === '' ? others : { ...others, [name]: value } })
    },
  })
}
