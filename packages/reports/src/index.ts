import { salesByDay } from './definitions/sales-by-day.ts'
import { salesByProduct } from './definitions/sales-by-product.ts'
import type { ReportDefinition } from './definition.ts'

export type { ColumnKind, ReportColumn, ReportDefinition, ReportParams } from './definition.ts'
export { runReport, type ReportRow } from './run.ts'

/** Every report by its code. */
export const REPORTS: ReadonlyMap<string, ReportDefinition> = new Map(
  [salesByDay, salesByProduct].map((report) => [report.code, report]),
)
