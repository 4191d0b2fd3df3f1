export type CsvColumn = { readonly key: string; readonly label: string; readonly kind: string }
export type CsvRow = Readonly<Record<string, string | number | null>>

/** A spreadsheet would take such a text for a formula and run it. */
const FORMULA = /^[=+\-@\t\r]/
const BYTE_ORDER_MARK = '\uFEFF'

/**
 * Rows as RFC 4180 text that a spreadsheet opens: amounts as decimals without sign or grouping, quantities as decimals,
 * and a mark in front by which it knows that this is UTF-8.
 *
 * @param decimalsOf - decimals of a currency, by its code in column `currency`
 */
export function toCsv(
  columns: readonly CsvColumn[],
  rows: readonly CsvRow[],
  decimalsOf: (currency: string) => number,
): string {
  const lines = rows.map((row) => columns.map((column) => quoted(cellOf(row, column, decimalsOf))))
  return (
    BYTE_ORDER_MARK +
    [columns.map(({ label }) => quoted(label)), ...lines].map((cells) => `${cells.join(',')}\r\n`).join('')
  )
}

function cellOf(row: CsvRow, { key, kind }: CsvColumn, decimalsOf: (currency: string) => number): string {
  const value = row[key]
  if (value === null || value === undefined) return ''
  if (kind === 'money' && typeof value === 'number') return decimal(value, decimalsOf(String(row['currency'] ?? '')))
  if (kind === 'quantity' && typeof value === 'number') return decimal(value, 3)
  return typeof value === 'string' && FORMULA.test(value) ? `'${value}` : String(value)
}

/** Exact: the digits of the integer, with a point put in. */
function decimal(value: number, decimals: number): string {
  if (decimals === 0) return String(value)
  const digits = String(Math.abs(value)).padStart(decimals + 1, '0')
  return `${value < 0 ? '-' : ''}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
