import { assert } from '@pos/core'
import type { Backend, LiveNews, useSessionStore } from '@pos/pos-logic/stores'
import { inject, provide, type InjectionKey } from 'vue'

/** What the pages of head office work with, once somebody is signed in. */
export type Hq = {
  readonly backend: Backend
  readonly news: LiveNews
  readonly session: ReturnType<typeof useSessionStore>
}

const HQ: InjectionKey<Hq> = Symbol('hq pages')

export function provideHqPages(hq: Hq): void {
  provide(HQ, hq)
}

/** @example const { backend, news } = useHq() */
export function useHq(): Hq {
  const hq = inject(HQ, undefined)
  assert(hq, 'a page of head office is shown inside its area')
  return hq
}
