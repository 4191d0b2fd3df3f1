import { useFormat, type TableColumn } from '@pos/ui-kit'
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { REPORTS } from './reports.ts'
import type { useReport } from './use-report.ts'

const NAMES: ReadonlySet<string> = new Set(['business_on', 'name'])
const DETAILS: ReadonlySet<string> = new Set(['store_code', 'sku', 'sales', 'sold_milli'])

/** So few are no line. */
const FEW_DAYS = 3

/** The headings of a report's page in the language of the reader. */
export function useReportWords(code: () => string, report: ReturnType<typeof useReport>) {
  const { t } = useI18n()
  const format = useFormat()
  const storeNames = computed(() => new Map((report.stores.value ?? []).map(({ code: key, name }) => [key, name])))
  const known = computed(() => REPORTS.find((one) => one.code === code()))
  const valueKey = computed(() => report.data.value?.chart.y[0])
  const valueLabel = computed(() => report.columns.value.find(({ key }) => key === valueKey.value)?.label ?? '')

  const columns = computed((): readonly (TableColumn & { readonly kind: string })[] =>
    report.columns.value.map(({ key, kind, label }) => ({
      key,
      kind,
      label,
      align: kind === 'text' || kind === 'date' ? 'start' : 'end',
      sortable: true,
      strong: NAMES.has(key),
      mono: key === 'sku',
      phone: NAMES.has(key) ? 'title' : key === valueKey.value ? 'value' : DETAILS.has(key) ? 'detail' : undefined,
    })),
  )

  const chart = computed(() => {
    const drawn = report.chart.value
    const heading = columns.value.find(({ key }) => key === report.data.value?.chart.x)?.label ?? ''
    if (drawn === undefined) return { title: title.value, heading, labels: [], series: [] }
    const { isByDay, isLastOpen, labels, series } = drawn
    return {
      heading,
      title: isByDay
        ? t('hq.reports.byStore', { column: valueLabel.value })
        : t('hq.reports.top', { count: labels.length, column: valueLabel.value }),
      kind: !isByDay ? ('rows' as const) : labels.length > FEW_DAYS ? ('line' as const) : ('bar' as const),
      isLastOpen,
      labels: isByDay ? labels.map((date) => format.day(date)) : labels,
      series: series.map(({ name, values }) => ({ name: storeNames.value.get(name) ?? name, values })),
    }
  })

  const title = computed(() => (known.value ? t(known.value.text) : code()))
  return { title, columns, chart, storeNames }
}
