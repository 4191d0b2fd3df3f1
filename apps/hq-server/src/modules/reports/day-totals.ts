import type { Unit } from '@pos/core'
import { rowSet, type HqTx } from '@pos/db'
import type { SaleFact } from '@pos/shared-types'
import { sql } from 'drizzle-orm'

/** Lets the day totals grow with a batch of sales, so that a report costs the same after five years. */
export async function addToDays(unit: Unit<HqTx>, facts: readonly SaleFact[]): Promise<void> {
  await addToStoreDays(unit, facts)
  await addToVariantDays(unit, facts)
}

async function addToStoreDays(unit: Unit<HqTx>, facts: readonly SaleFact[]): Promise<void> {
  const hours = summedUp(
    facts.map(({ sale, lines }) => ({
      key: { store_id: sale.storeId, business_on: sale.businessOn, hour: sale.businessHour },
      figures: {
        sales: sale.kind === 'sale' || sale.kind === 'exchange' ? 1 : 0,
        returns: sale.kind === 'return' || sale.kind === 'exchange' ? 1 : 0,
        voids: sale.kind === 'void' ? 1 : 0,
        gross_minor: sale.grossMinor,
        discount_minor: sale.discountMinor,
        net_minor: sale.netMinor,
        tax_minor: sale.taxMinor,
        total_minor: sale.totalMinor,
        units_milli: lines.reduce((sum, line) => sum + line.quantityMilli, 0),
      },
    })),
  )
  await unit.tx.query(sql`
    insert into daily_store_sales as d (tenant_id, store_id, business_on, hour, sales, returns, voids, gross_minor,
      discount_minor, net_minor, tax_minor, total_minor, units_milli)
    select ${unit.tenantId}::uuid, r.* from ${rowSet('r', STORE_HOUR, hours)}
    on conflict (tenant_id, store_id, business_on, hour) do update set
      sales = d.sales + excluded.sales, returns = d.returns + excluded.returns, voids = d.voids + excluded.voids,
      gross_minor = d.gross_minor + excluded.gross_minor, discount_minor = d.discount_minor + excluded.discount_minor,
      net_minor = d.net_minor + excluded.net_minor, tax_minor = d.tax_minor + excluded.tax_minor,
      total_minor = d.total_minor + excluded.total_minor, units_milli = d.units_milli + excluded.units_milli`)
}

const STORE_HOUR = {
  store_id: 'uuid',
  business_on: 'date',
  hour: 'integer',
  sales: 'integer',
  returns: 'integer',
  voids: 'integer',
  gross_minor: 'bigint',
  discount_minor: 'bigint',
  net_minor: 'bigint',
  tax_minor: 'bigint',
  total_minor: 'bigint',
  units_milli: 'bigint',
} as const

async function addToVariantDays(unit: Unit<HqTx>, facts: readonly SaleFact[]): Promise<void> {
  const lines = facts.flatMap((fact) => fact.lines).filter((line) => line.variantId !== null)
  if (lines.length === 0) return
  const departments = new Map(lines.map((line) => [line.variantId, line.departmentId]))
  const days = summedUp(
    lines.map((line) => ({
      key: { store_id: line.storeId, business_on: line.businessOn, variant_id: line.variantId },
      figures: {
        sold_milli: Math.max(0, line.quantityMilli),
        returned_milli: Math.max(0, -line.quantityMilli),
        gross_minor: line.grossMinor,
        discount_minor: line.discountMinor,
        net_minor: line.totalMinor - line.taxMinor,
        tax_minor: line.taxMinor,
      },
    })),
  ).map((day) => ({ ...day, department_id: departments.get(day.variant_id) }))
  await unit.tx.query(sql`
    insert into daily_variant_sales as d (tenant_id, store_id, business_on, variant_id, department_id, sold_milli,
      returned_milli, gross_minor, discount_minor, net_minor, tax_minor)
    select ${unit.tenantId}::uuid, r.* from ${rowSet('r', VARIANT_DAY, days)}
    on conflict (tenant_id, store_id, business_on, variant_id) do update set
      sold_milli = d.sold_milli + excluded.sold_milli, returned_milli = d.returned_milli + excluded.returned_milli,
      gross_minor = d.gross_minor + excluded.gross_minor, discount_minor = d.discount_minor + excluded.discount_minor,
      net_minor = d.net_minor + excluded.net_minor, tax_minor = d.tax_minor + excluded.tax_minor`)
}

const VARIANT_DAY = {
  store_id: 'uuid',
  business_on: 'date',
  variant_id: 'uuid',
  department_id: 'uuid',
  sold_milli: 'bigint',
  returned_milli: 'bigint',
  gross_minor: 'bigint',
  discount_minor: 'bigint',
  net_minor: 'bigint',
  tax_minor: 'bigint',
} as const

/**
 * One row for each key with the sums of its figures: one statement may not meet a row twice. In the order of the keys,
 * because two batches have to lock rows in one order.
 */
function summedUp<Key extends object, Figures extends Record<string, number>>(
  items: readonly { readonly key: Key; readonly figures: Figures }[],
): (Key & Figures)[] {
  const sums = new Map<string, { key: Key; figures: Record<string, number> }>()
  for (const { key, figures } of items) {
    const name = Object.values(key).join(' ')
    const known = sums.get(name)
    if (known === undefined) sums.set(name, { key, figures: { ...figures } })
    else
      for (const [figure, value] of Object.entries(figures))
        known.figures[figure] = (known.figures[figure] ?? 0) + value
  }
  const inOrder = [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1))
  return inOrder.map(([, { key, figures }]) => ({ ...key, ...(figures as Figures) }))
}
