import type { IconName } from '../values/icons.ts'

export type TableColumn = {
  readonly key: string
  readonly label: string
  readonly align?: 'start' | 'end' | undefined
  readonly sortable?: boolean | undefined
  readonly width?: string | undefined
  /** Codes and barcodes. */
  readonly mono?: boolean | undefined
  /** The name of the row. */
  readonly strong?: boolean | undefined
  /** Where it stands on a card of a phone; left out, it is not shown there. */
  readonly phone?: 'title' | 'detail' | 'value' | undefined
  /** There its value says nothing without its label: a count, a time. */
  readonly isNamed?: boolean | undefined
}

export type TableSort = { readonly key: string; readonly direction: 'asc' | 'desc' }

export type TableFilter = { readonly id: string; readonly label: string; readonly locked?: boolean | undefined }

export type TableEmpty = { readonly icon: IconName; readonly title: string; readonly text?: string | undefined }

export type TableProblem = {
  readonly title: string
  readonly detail?: string | undefined
  readonly code?: string | undefined
  readonly traceId?: string | undefined
}

/** Text of a cell nobody drew: empty where there is nothing. */
export function cellText(row: object, key: string): string {
  const value: unknown = Object.entries(row).find(([name]) => name === key)?.[1]
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** A first press on a head sorts upwards, a second downwards, and so on. */
export function nextSort(key: string, now: TableSort | undefined): TableSort {
  return { key, direction: now?.key === key && now.direction === 'asc' ? 'desc' : 'asc' }
}
