import { assert } from '@pos/core'
import type { Backend, LiveNews, useSessionStore } from '@pos/pos-logic/stores'
import { inject, provide, type InjectionKey } from 'vue'

/** What the pages of a back office work with, once somebody is signed in. */
export type Office = {
  readonly backend: Backend
  readonly session: ReturnType<typeof useSessionStore>
  /** What has changed at the server. */
  readonly news: LiveNews
}

const OFFICE: InjectionKey<Office> = Symbol('back office')

export function provideOffice(office: Office): void {
  provide(OFFICE, office)
}

/** @example const { backend, session } = useOffice() */
export function useOffice(): Office {
  const office = inject(OFFICE, undefined)
  assert(office, 'a page of a back office is shown inside its area')
  return office
}
