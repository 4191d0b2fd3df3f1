import type { StoreId } from '@pos/shared-types'
import { browserClock } from '@pos/pos-logic/browser'
import { PERIODS, spanOf, type Period, type Span } from '@pos/pos-logic/stores'
import { computed, type ComputedRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'

export type ReportFilter = { readonly period: Period | 'own'; readonly store?: StoreId | undefined } & Span

const FIRST: Period = 'days30'
const DATE = /^\d{4}-\d{2}-\d{2}$/

/** What a report is asked for. It stands in the address, so that it can be sent, kept and gone back to. */
export function useReportFilters(): {
  readonly filter: ComputedRef<ReportFilter>
  readonly change: (to: Partial<ReportFilter>) => Promise<void>
} {
  const route = useRoute()
  const router = useRouter()
  const today = localDate(browserClock.now())
  const given = (name: string) => {
    const value = route.query[name]
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  const dateIn = (name: string) => {
    const value = given(name)
    return value !== undefined && DATE.test(value) ? value : undefined
  }

  const filter = computed((): ReportFilter => {
    const [from, to, store] = [dateIn('from'), dateIn('to'), given('store')]
    if (from !== undefined && to !== undefined) return { period: 'own', from, to, store }
    const period = PERIODS.find((one) => one === given('period')) ?? FIRST
    return { period, store, ...spanOf(period, today) }
  })

  async function change(to: Partial<ReportFilter>): Promise<void> {
    const next = { ...filter.value, ...to }
    const span = next.period === 'own' ? { from: next.from, to: next.to } : { period: next.period }
    await router.replace({ query: { ...span, ...(next.store !== undefined && { store: next.store }) } })
  }

  return { filter, change }
}

/** The date on the reader's calendar. */
export function localDate(at: number): string {
  const date = new Date(at)
  return new Date(at - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 10)
}
