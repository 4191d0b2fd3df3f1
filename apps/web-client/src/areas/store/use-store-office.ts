import { assert } from '@pos/core'
import type { Backend, useSessionStore } from '@pos/pos-logic/stores'
import { inject, provide, type InjectionKey } from 'vue'

/** What the pages of the store's back office work with, once somebody is signed in. */
export type StoreOffice = {
  readonly backend: Backend
  readonly session: ReturnType<typeof useSessionStore>
}

const OFFICE: InjectionKey<StoreOffice> = Symbol('store pages')

export function provideStorePages(office: StoreOffice): void {
  provide(OFFICE, office)
}

/** @example const { backend, session } = useStoreOffice() */
export function useStoreOffice(): StoreOffice {
  const office = inject(OFFICE, undefined)
  assert(office, "a page of the store's back office is shown inside its area")
  return office
}
