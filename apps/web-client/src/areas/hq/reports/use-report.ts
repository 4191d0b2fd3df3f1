import { listStores, runReport } from '@pos/shared-types'
import { browserClock } from '@pos/pos-logic/browser'
import {
  currenciesOf,
  datesBetween,
  dayChart,
  sortedRows,
  topChart,
  totalsOf,
  useLiveLoad,
  useLoad,
  type ReportRow,
} from '@pos/pos-logic/stores'
import type { TableSort } from '@pos/ui-kit'
import { computed, shallowRef, watch, type ComputedRef } from 'vue'
import { useHq } from '../use-hq.ts'
import { localDate, type ReportFilter } from './use-report-filters.ts'

const PAGE = 50
/** Not for people, or the same in every row. */
const HIDDEN: ReadonlySet<string> = new Set(['variant_id', 'currency'])

type NumberedRow = ReportRow & { readonly id: number }

/** A report with what its page shows of it: one currency, sorted, page by page. */
export function useReport(code: () => string, filter: ComputedRef<ReportFilter>) {
  const { backend, news, session } = useHq()
  const sort = shallowRef<TableSort>()
  const page = shallowRef(1)
  const wanted = shallowRef<string>()
  const isBackwards = computed(() => filter.value.from > filter.value.to)

  const stores = useLoad(async () =>
    session.can('hq:stores.view') ? (await backend.execute(listStores, {})).items : [],
  )
  const loaded = useLiveLoad(news, ['sales', 'stores'], async () => {
    const { from, to, store } = filter.value
    if (isBackwards.value) return undefined
    const body = { from, to, ...(store !== undefined && { storeIds: [store] }) }
    const report = await backend.execute(runReport, { params: { code: code() }, body })
    return { ...report, dates: datesBetween(from, to), rows: report.rows.map(numbered) }
  })
  void stores.reload()
  watch([code, filter], () => {
    page.value = 1
    void loaded.reload()
  })
  watch(code, () => (sort.value = undefined))

  const currencies = computed(() => (loaded.data.value ? currenciesOf(loaded.data.value) : []))
  const currency = computed({
    get: () => currencies.value.find((one) => one === wanted.value) ?? currencies.value[0] ?? session.region.currency,
    set: (value: string) => (wanted.value = value),
  })
  const rows = computed((): readonly NumberedRow[] => {
    const own = (loaded.data.value?.rows ?? []).filter((row) => row['currency'] === currency.value)
    const by = sort.value ?? (own[0]?.['business_on'] === undefined ? undefined : NEWEST_FIRST)
    return by === undefined ? own : sortedRows(own, by)
  })

  return {
    ...loaded,
    stores: stores.data,
    isBackwards,
    sort,
    page,
    currency,
    currencies,
    rows,
    shown: computed(() => rows.value.slice((page.value - 1) * PAGE, page.value * PAGE)),
    hasNext: computed(() => page.value * PAGE < rows.value.length),
    columns: computed(() => (loaded.data.value?.columns ?? []).filter(({ key }) => !HIDDEN.has(key))),
    totals: computed(() =>
      loaded.data.value && rows.value.length > 1
        ? { ...totalsOf(loaded.data.value, currency.value), currency: currency.value, id: -1 }
        : undefined,
    ),
    chart: computed(() => {
      const report = loaded.data.value
      if (report === undefined || rows.value.length === 0) return undefined
      const isByDay = report.chart.x === 'business_on'
      return {
        isByDay,
        isLastOpen: isByDay && filter.value.to >= localDate(browserClock.now()),
        ...(isByDay ? dayChart(report, currency.value, report.dates) : topChart(report, currency.value)),
      }
    }),
    /** The figures are as old as those of the store that was silent the longest. */
    freshness: computed(() => {
      const heard = (loaded.data.value?.asOf ?? []).flatMap(({ lastSeenAt }) => lastSeenAt ?? [])
      return { asOf: heard.length === 0 ? null : Math.min(...heard), live: heard.every(isLive) }
    }),
  }
}

const numbered = (row: ReportRow, id: number): NumberedRow => ({ ...row, id })
const NEWEST_FIRST: TableSort = { key: 'business_on', direction: 'desc' }
/** A store asks at least once a minute, give or take a quarter. */
const LIVE_MS = 90_000
const isLive = (seenAt: number): boolean => browserClock.now() - seenAt < LIVE_MS
