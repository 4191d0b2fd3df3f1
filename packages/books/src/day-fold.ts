import type { SaleFact } from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import { differences, type Check } from './books.ts'

type Sums = Map<string, readonly number[]>

/** The totals of hours and products that reports read, made anew from head office's sales while these are read. */
export class DayFold {
  readonly #hours: Sums = new Map()
  readonly #variants: Sums = new Map()

  add({ sale, lines }: SaleFact): void {
    const is = (...kinds: string[]) => (kinds.includes(sale.kind) ? 1 : 0)
    const units = lines.reduce((sum, line) => sum + line.quantityMilli, 0)
    const { grossMinor, discountMinor, netMinor, taxMinor, totalMinor } = sale
    addTo(this.#hours, `${sale.businessOn} ${sale.businessHour}`, [
      is('sale', 'exchange'),
      is('return', 'exchange'),
      is('void'),
      grossMinor,
      discountMinor,
      netMinor,
      taxMinor,
      totalMinor,
      units,
    ])
    for (const line of lines) {
      if (line.variantId === null) continue
      addTo(this.#variants, `${line.businessOn} ${line.variantId}`, [
        Math.max(0, line.quantityMilli),
        Math.max(0, -line.quantityMilli),
        line.grossMinor,
        line.discountMinor,
        line.totalMinor - line.taxMinor,
        line.taxMinor,
      ])
    }
  }

  async check({ hq, tenantId, storeId, fault }: Check): Promise<void> {
    const hours = await hq.query<Record<string, number | string>>(sql`
      select business_on || ' ' || hour as name, sales, returns, voids, gross_minor, discount_minor, net_minor, tax_minor,
        total_minor, units_milli from daily_store_sales where tenant_id = ${tenantId} and store_id = ${storeId}`)
    const variants = await hq.query<Record<string, number | string>>(sql`
      select business_on || ' ' || variant_id as name, sold_milli, returned_milli, gross_minor, discount_minor, net_minor,
        tax_minor from daily_variant_sales where tenant_id = ${tenantId} and store_id = ${storeId}`)
    for (const { name, should, is } of differences(linesOf(this.#hours), kept(hours)))
      fault(`the totals of ${name} are ${is ?? 'missing'}, the sales make ${should ?? 'nothing'}`)
    for (const { name, should, is } of differences(linesOf(this.#variants), kept(variants)))
      fault(`the product totals of ${name} are ${is ?? 'missing'}, the sales make ${should ?? 'nothing'}`)
  }
}

function addTo(sums: Sums, name: string, figures: readonly number[]): void {
  const before = sums.get(name)
  sums.set(name, before === undefined ? figures : figures.map((figure, at) => figure + (before[at] ?? 0)))
}

function linesOf(sums: Sums): Map<string, string> {
  return new Map([...sums].map(([name, figures]) => [name, figures.join(' ')]))
}

function kept(rows: readonly Record<string, number | string>[]): Map<string, string> {
  return new Map(rows.map(({ name, ...figures }) => [String(name), Object.values(figures).join(' ')]))
}
