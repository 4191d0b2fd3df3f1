import type { BusinessDate, StoreId, TenantId } from '@pos/shared-types'
import type { SQL } from 'drizzle-orm'

/** How a column is to be read: money in minor units of the store's currency, quantity in thousandths. */
export type ColumnKind = 'text' | 'date' | 'count' | 'money' | 'quantity'

export type ReportColumn = { readonly key: string; readonly kind: ColumnKind }

/** What a report is asked for. Dates are business dates, both included; no store list means every store. */
export type ReportParams = {
  readonly tenantId: TenantId
  readonly from: BusinessDate
  readonly to: BusinessDate
  readonly storeIds: readonly StoreId[] | undefined
}

/** A report as data. Column and report titles are found in `i18n` by `code` and `key`. */
export type ReportDefinition = {
  readonly code: string
  readonly columns: readonly ReportColumn[]
  readonly chart: { readonly kind: 'line' | 'bar'; readonly x: string; readonly y: readonly string[] }
  /** One portable statement whose result columns are the keys of `columns`. */
  readonly statement: (params: ReportParams) => SQL
}
