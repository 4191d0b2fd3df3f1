import type { TrailStep } from '@pos/ui-kit'
import { watchEffect, type ComputedRef } from 'vue'

/** Names the tab of the browser after the page that is open. */
export function usePageTitle(trail: ComputedRef<readonly TrailStep[]>, company: () => string): void {
  watchEffect(() => {
    const names = [...trail.value.map(({ label }) => label).toReversed(), company()]
    document.title = names.filter((name) => name !== '').join(' · ')
  })
}
