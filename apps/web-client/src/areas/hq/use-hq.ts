import { assert } from '@pos/core'
import { inject, provide, type InjectionKey } from 'vue'
import { provideOffice, type Office } from '../../back-office/use-office.ts'

/** What the pages of head office work with, once somebody is signed in. */
export type Hq = Office

const HQ: InjectionKey<Hq> = Symbol('hq pages')

export function provideHqPages(hq: Hq): void {
  provide(HQ, hq)
  provideOffice(hq)
}

/** @example const { backend, news } = useHq() */
export function useHq(): Hq {
  const hq = inject(HQ, undefined)
  assert(hq, 'a page of head office is shown inside its area')
  return hq
}
