import type { BusinessDate, ResponseOf, runReport } from '@pos/shared-types'

export type Report = ResponseOf<typeof runReport>
export type ReportCell = Report['rows'][number][string]
export type ReportRow = Report['rows'][number]

/** Rows of one currency are summed up; amounts of two are never one figure. */
export function currenciesOf({ rows }: Pick<Report, 'rows'>): string[] {
  return [...new Set(rows.map((row) => String(row['currency'] ?? '')))].filter(Boolean).toSorted()
}

/** The sums of amounts and counts, of the rows of one currency. Pieces and kilograms are not added up. */
export function totalsOf({ columns, rows }: Pick<Report, 'columns' | 'rows'>, currency: string): ReportRow {
  const own = rows.filter((row) => row['currency'] === currency)
  const summed = columns.filter(({ kind }) => kind === 'money' || kind === 'count')
  return Object.fromEntries(summed.map(({ key }) => [key, own.reduce((sum, row) => sum + numberIn(row, key), 0)]))
}

export function sortedRows<Row extends ReportRow>(
  rows: readonly Row[],
  { key, direction }: { readonly key: string; readonly direction: 'asc' | 'desc' },
): Row[] {
  const sign = direction === 'asc' ? 1 : -1
  return rows.toSorted((a, b) => sign * compare(a[key], b[key]))
}

function compare(a: ReportCell | undefined, b: ReportCell | undefined): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return String(a ?? '').localeCompare(String(b ?? ''))
}

export type ReportChart = {
  readonly labels: readonly string[]
  readonly series: readonly { readonly name: string; readonly values: readonly number[] }[]
}

const MOST_BARS = 12

/** The chart of a report that sums up by something: its first rows, biggest first. */
export function topChart({ rows, chart, columns }: Report, currency: string): ReportChart {
  const key = chart.y[0] ?? ''
  const own = rows.filter((row) => row['currency'] === currency)
  const top = sortedRows(own, { key, direction: 'desc' }).slice(0, MOST_BARS)
  const name = columns.find((column) => column.key === key)?.label ?? key
  return {
    labels: top.map((row) => String(row[chart.x] ?? row['sku'] ?? '–')),
    series: [{ name, values: top.map((row) => numberIn(row, key)) }],
  }
}

/** The chart of a report by day: a line for each store. */
export function dayChart({ rows, chart }: Report, currency: string, dates: readonly BusinessDate[]): ReportChart {
  const key = chart.y[0] ?? ''
  const own = rows.filter((row) => row['currency'] === currency)
  const stores = [...new Set(own.map((row) => String(row['store_code'])))].toSorted()
  const on = (store: string, date: string) => own.find((row) => row['store_code'] === store && row[chart.x] === date)
  return {
    labels: dates,
    series: stores.map((store) => ({ name: store, values: dates.map((date) => numberIn(on(store, date) ?? {}, key)) })),
  }
}

function numberIn(row: ReportRow, key: string): number {
  const value = row[key]
  return typeof value === 'number' ? value : 0
}
