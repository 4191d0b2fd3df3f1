import type { ResponseOf, runReport } from '@pos/shared-types'

type Report = ResponseOf<typeof runReport>
type Row = Report['rows'][number]

/** What a store has sold on a business day, in minor units of its currency. */
export type DayFigures = {
  readonly businessOn: string
  readonly storeCode: string
  readonly currency: string
  readonly sales: number
  readonly returns: number
  readonly netMinor: number
  readonly taxMinor: number
  readonly totalMinor: number
}

/** Reads the rows of the report `sales-by-day`. */
export function dayFiguresOf({ rows }: Pick<Report, 'rows'>): DayFigures[] {
  return rows.map((row) => ({
    businessOn: textOf(row, 'business_on'),
    storeCode: textOf(row, 'store_code'),
    currency: textOf(row, 'currency'),
    sales: numberOf(row, 'sales'),
    returns: numberOf(row, 'returns'),
    netMinor: numberOf(row, 'net_minor'),
    taxMinor: numberOf(row, 'tax_minor'),
    totalMinor: numberOf(row, 'total_minor'),
  }))
}

export type Sums = Pick<DayFigures, 'sales' | 'returns' | 'netMinor' | 'taxMinor' | 'totalMinor'>

/** Adds figures up. Amounts of different currencies are never added: give those of one. */
export function sumOf(figures: readonly Sums[]): Sums {
  const sum = (key: keyof Sums) => figures.reduce((total, each) => total + each[key], 0)
  return {
    sales: sum('sales'),
    returns: sum('returns'),
    netMinor: sum('netMinor'),
    taxMinor: sum('taxMinor'),
    totalMinor: sum('totalMinor'),
  }
}

function textOf(row: Row, key: string): string {
  return String(row[key] ?? '')
}

function numberOf(row: Row, key: string): number {
  const value = row[key]
  return typeof value === 'number' ? value : 0
}
