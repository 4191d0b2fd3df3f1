import { listSales, listStores, runReport, syncStatus } from '@pos/shared-types'
import { browserClock } from '@pos/pos-logic/browser'
import {
  addDays,
  datesBetween,
  dayFiguresOf,
  storeDaysOf,
  totalOf,
  trendOf,
  useLiveLoad,
  type StoreDay,
} from '@pos/pos-logic/stores'
import { useNow } from '@pos/ui-kit'
import { computed } from 'vue'
import { useHq } from '../use-hq.ts'

const DAYS = 14
const LATEST = 7

/** What the dashboard shows, kept up to date by the news of head office. */
export function useDashboard() {
  const { backend, news, session } = useHq()
  const now = useNow()
  const currency = computed(() => session.region.currency)
  const maySee = computed(() => session.can('hq:reports.view') && session.can('hq:stores.view'))

  const loaded = useLiveLoad(news, ['sales', 'stores'], async () => {
    if (!maySee.value) return undefined
    // A store in the east may have tomorrow.
    const to = addDays(new Date(browserClock.now()).toISOString(), 1)
    const body = { from: addDays(to, -2 * DAYS - 1), to }
    const [stores, report, sync, sales] = await Promise.all([
      backend.execute(listStores, {}),
      backend.execute(runReport, { params: { code: 'sales-by-day' }, body }),
      session.can('hq:sync.view') ? backend.execute(syncStatus, {}) : undefined,
      session.can('hq:sales.view') ? backend.execute(listSales, { query: { limit: LATEST } }) : undefined,
    ])
    return { stores: stores.items, figures: dayFiguresOf(report), sync, sales: sales?.items }
  })

  const days = computed((): readonly StoreDay[] => {
    const { stores = [], figures = [], sync } = loaded.data.value ?? {}
    return storeDaysOf({ stores, figures, sync, now: now.value })
  })
  const heard = computed(() => days.value.filter(({ store }) => store.lastSeenAt !== null))
  const dates = computed(() => {
    const last =
      days.value
        .map(({ today }) => today)
        .toSorted()
        .at(-1) ?? new Date(now.value).toISOString().slice(0, 10)
    return datesBetween(addDays(last, 1 - DAYS), last)
  })
  const trend = computed(() => {
    const figures = loaded.data.value?.figures ?? []
    const before = dates.value.map((date) => addDays(date, -DAYS))
    return {
      dates: dates.value,
      values: trendOf(figures, currency.value, dates.value),
      before: trendOf(figures, currency.value, before),
    }
  })

  return {
    ...loaded,
    maySee,
    days,
    currency,
    trend,
    today: computed(() => totalOf(days.value, currency.value, 'figures')),
    yesterday: computed(() => totalOf(days.value, currency.value, 'yesterday')),
    weekAgo: computed(() => totalOf(days.value, currency.value, 'weekAgo')),
    sales: computed(() => loaded.data.value?.sales),
    /** How old the figures are: those of the store that was silent the longest. */
    freshness: computed(() => ({
      asOf: heard.value.length === 0 ? null : Math.min(...heard.value.map(({ store }) => store.lastSeenAt ?? 0)),
      live: heard.value.length > 0 && heard.value.every(({ isLive }) => isLive),
      coverage: { live: heard.value.filter(({ isLive }) => isLive).length, all: heard.value.length },
    })),
  }
}
