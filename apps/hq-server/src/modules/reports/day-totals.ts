import type { Unit } from '@pos/core'
import type { HqTx } from '@pos/db'
import type { SaleFact } from '@pos/shared-types'
import { sql } from 'drizzle-orm'

/** Lets the day totals grow with a batch of sales, so that a report costs the same after five years. */
export async function addToDays(unit: Unit<HqTx>, facts: readonly SaleFact[]): Promise<void> {
  await addToStoreDays(unit, facts)
  await addToVariantDays(unit, facts)
}

type StoreDay = {
  store_id: string
  business_on: string
  hour: number
  sales: number
  returns: number
  voids: number
  gross_minor: number
  discount_minor: number
  net_minor: number
  tax_minor: number
  total_minor: number
  units_milli: number
}

async function addToStoreDays(unit: Unit<HqTx>, facts: readonly SaleFact[]): Promise<void> {
  const rows = facts.map(({ sale, lines }): StoreDay => ({
    store_id: sale.storeId,
    business_on: sale.businessOn,
    hour: sale.businessHour,
    sales: sale.kind === 'sale' || sale.kind === 'exchange' ? 1 : 0,
    returns: sale.kind === 'return' || sale.kind === 'exchange' ? 1 : 0,
    voids: sale.kind === 'void' ? 1 : 0,
    gross_minor: sale.grossMinor,
    discount_minor: sale.discountMinor,
    net_minor: sale.netMinor,
    tax_minor: sale.taxMinor,
    total_minor: sale.totalMinor,
    units_milli: lines.reduce((sum, line) => sum + line.quantityMilli, 0),
  }))
  // Grouped and sorted, because one statement may not meet a row twice, and two batches lock rows in one order.
  await unit.tx.query(sql`
    insert into daily_store_sales as d (tenant_id, store_id, business_on, hour, sales, returns, voids, gross_minor,
      discount_minor, net_minor, tax_minor, total_minor, units_milli)
    select ${unit.tenantId}::uuid, r.store_id, r.business_on, r.hour, sum(r.sales), sum(r.returns), sum(r.voids),
      sum(r.gross_minor), sum(r.discount_minor), sum(r.net_minor), sum(r.tax_minor), sum(r.total_minor), sum(r.units_milli)
    from json_populate_recordset(null::daily_store_sales, ${JSON.stringify(rows)}::json) r
    group by r.store_id, r.business_on, r.hour order by r.store_id, r.business_on, r.hour
    on conflict (tenant_id, store_id, business_on, hour) do update set
      sales = d.sales + excluded.sales, returns = d.returns + excluded.returns, voids = d.voids + excluded.voids,
      gross_minor = d.gross_minor + excluded.gross_minor, discount_minor = d.discount_minor + excluded.discount_minor,
      net_minor = d.net_minor + excluded.net_minor, tax_minor = d.tax_minor + excluded.tax_minor,
      total_minor = d.total_minor + excluded.total_minor, units_milli = d.units_milli + excluded.units_milli`)
}

async function addToVariantDays(unit: Unit<HqTx>, facts: readonly SaleFact[]): Promise<void> {
  const rows = facts
    .flatMap(({ lines }) => lines)
    .filter((line) => line.variantId !== null)
    .map((line) => ({
      store_id: line.storeId,
      business_on: line.businessOn,
      variant_id: line.variantId,
      department_id: line.departmentId,
      sold_milli: Math.max(0, line.quantityMilli),
      returned_milli: Math.max(0, -line.quantityMilli),
      gross_minor: line.grossMinor,
      discount_minor: line.discountMinor,
      net_minor: line.totalMinor - line.taxMinor,
      tax_minor: line.taxMinor,
    }))
  if (rows.length === 0) return
  await unit.tx.query(sql`
    insert into daily_variant_sales as d (tenant_id, store_id, business_on, variant_id, department_id, sold_milli,
      returned_milli, gross_minor, discount_minor, net_minor, tax_minor)
    select ${unit.tenantId}::uuid, r.store_id, r.business_on, r.variant_id, (array_agg(r.department_id))[1],
      sum(r.sold_milli), sum(r.returned_milli), sum(r.gross_minor), sum(r.discount_minor), sum(r.net_minor), sum(r.tax_minor)
    from json_populate_recordset(null::daily_variant_sales, ${JSON.stringify(rows)}::json) r
    group by r.store_id, r.business_on, r.variant_id order by r.store_id, r.business_on, r.variant_id
    on conflict (tenant_id, store_id, business_on, variant_id) do update set
      sold_milli = d.sold_milli + excluded.sold_milli, returned_milli = d.returned_milli + excluded.returned_milli,
      gross_minor = d.gross_minor + excluded.gross_minor, discount_minor = d.discount_minor + excluded.discount_minor,
      net_minor = d.net_minor + excluded.net_minor, tax_minor = d.tax_minor + excluded.tax_minor`)
}
