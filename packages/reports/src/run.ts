import type { SqlTx } from '@pos/db'
import type { ReportDefinition, ReportParams } from './definition.ts'

export type ReportRow = Record<string, string | number | null>

/**
 * Runs a report in a read transaction and gives its rows with counts and amounts as numbers.
 *
 * @throws RangeError when a sum does not fit a safe integer
 */
export async function runReport(tx: SqlTx, report: ReportDefinition, params: ReportParams): Promise<ReportRow[]> {
  const rows = await tx.query<Record<string, unknown>>(report.statement(params))
  return rows.map((row) =>
    Object.fromEntries(report.columns.map((column) => [column.key, toCell(row[column.key], column.kind)])),
  )
}

function toCell(value: unknown, kind: ReportDefinition['columns'][number]['kind']): string | number | null {
  if (value === null || value === undefined) return null
  if (kind === 'text' || kind === 'date') return String(value)
  const number = Number(value)
  if (!Number.isSafeInteger(number)) throw new RangeError(`${String(value)} in a report is beyond whole numbers`)
  return number
}
