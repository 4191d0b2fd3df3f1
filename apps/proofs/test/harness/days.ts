import type { SaleFact } from '@pos/shared-types'
import type { Rows } from './rows.ts'

/** Where the day totals of head office, which the reports read, are not the sum of its sales. */
export async function dayFaults(hq: Rows, storeId: string, sales: ReadonlyMap<string, SaleFact>): Promise<string[]> {
  const days = await hq.all(
    `select business_on || ' ' || hour as key, sales, returns, gross_minor, discount_minor, net_minor, tax_minor,
      total_minor, units_milli from daily_store_sales where store_id = '${storeId}'`,
  )
  const variants = await hq.all(
    `select business_on || ' ' || variant_id as key, sold_milli, returned_milli, gross_minor, discount_minor, net_minor,
      tax_minor from daily_variant_sales where store_id = '${storeId}'`,
  )
  return [...compare(storeDays(sales), days, 'hour'), ...compare(variantDays(sales), variants, 'variant')]
}

type Sums = Map<string, Record<string, number>>

function storeDays(sales: ReadonlyMap<string, SaleFact>): Sums {
  const sums: Sums = new Map()
  for (const { sale, lines } of sales.values()) {
    add(sums, `${sale.businessOn} ${sale.businessHour}`, {
      sales: sale.kind === 'sale' || sale.kind === 'exchange' ? 1 : 0,
      returns: sale.kind === 'return' || sale.kind === 'exchange' ? 1 : 0,
      gross_minor: sale.grossMinor,
      discount_minor: sale.discountMinor,
      net_minor: sale.netMinor,
      tax_minor: sale.taxMinor,
      total_minor: sale.totalMinor,
      units_milli: lines.reduce((sum, line) => sum + line.quantityMilli, 0),
    })
  }
  return sums
}

function variantDays(sales: ReadonlyMap<string, SaleFact>): Sums {
  const sums: Sums = new Map()
  for (const line of [...sales.values()].flatMap((fact) => fact.lines)) {
    if (line.variantId === null) continue
    add(sums, `${line.businessOn} ${line.variantId}`, {
      sold_milli: Math.max(0, line.quantityMilli),
      returned_milli: Math.max(0, -line.quantityMilli),
      gross_minor: line.grossMinor,
      discount_minor: line.discountMinor,
      net_minor: line.totalMinor - line.taxMinor,
      tax_minor: line.taxMinor,
    })
  }
  return sums
}

function add(sums: Sums, key: string, figures: Readonly<Record<string, number>>): void {
  const before = sums.get(key) ?? {}
  sums.set(key, Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, value + (before[name] ?? 0)])))
}

function compare(should: Sums, rows: readonly Record<string, unknown>[], what: string): string[] {
  const faults = rows.length === should.size ? [] : [`${rows.length} ${what} totals for ${should.size}`]
  for (const { key, ...row } of rows) {
    const sum = should.get(String(key)) ?? {}
    for (const [name, value] of Object.entries(row)) {
      if (value !== sum[name]) faults.push(`${what} ${String(key)}: ${name} is ${String(value)}, sold ${sum[name]}`)
    }
  }
  return faults
}
