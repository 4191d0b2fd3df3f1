import { assert } from '@pos/core'
import { inject, onBeforeUnmount, provide, type InjectionKey } from 'vue'

/** Says whether a page may be left; one with something unsaved asks first. */
type LeaveGuard = () => boolean | Promise<boolean>

const GUARDS: InjectionKey<Set<LeaveGuard>> = Symbol('leave guards')

/** Asks the open page before all pages are left at once, as at signing out. */
export function provideLeaveGuards(): { readonly mayLeave: () => Promise<boolean> } {
  const guards = new Set<LeaveGuard>()
  provide(GUARDS, guards)
  return {
    async mayLeave() {
      for (const guard of guards) if (!(await guard())) return false
      return true
    },
  }
}

/** Asks `guard` too, while the component is shown. */
export function useLeaveGuard(guard: LeaveGuard): void {
  const guards = inject(GUARDS, undefined)
  assert(guards, 'a page of a back office is shown inside its frame')
  guards.add(guard)
  onBeforeUnmount(() => guards.delete(guard))
}
