import type { SqlTx } from '@pos/db'
import type { ReportDefinition, ReportParams } from './definition.ts'

type Cell = string | number | null
export type ReportRow = Record<string, Cell>

/**
 * Runs a report in a read transaction and gives its rows with counts and amounts as numbers.
 *
 * @throws RangeError when a sum does not fit a safe integer
 */
export async function runReport(tx: SqlTx, report: ReportDefinition, params: ReportParams): Promise<ReportRow[]> {
  const rows = await tx.query<ReportRow>(report.statement(params))
  return rows.map((row) =>
    Object.fromEntries(report.columns.map((column) => [column.key, toCell(row[column.key], column.kind)])),
  )
}

function toCell(value: Cell | undefined, kind: ReportDefinition['columns'][number]['kind']): Cell {
  if (value === null || value === undefined) return null
  if (kind === 'text' || kind === 'date') return String(value)
  const number = Number(value)
  if (!Number.isSafeInteger(number)) throw new RangeError(`${value} in a report is beyond whole numbers`)
  return number
}
