import type { Instant } from '@pos/shared-types'
import { inject, shallowRef, type InjectionKey, type Ref } from 'vue'

export const NOW: InjectionKey<Readonly<Ref<Instant>>> = Symbol('now')

/** The clock of the page, as exact as ages need it: it moves every ten seconds. */
export function useNow(): Readonly<Ref<Instant>> {
  return inject(NOW, () => shallowRef(Date.now()), true)
}
