import { sql } from 'drizzle-orm'
import type { ReportDefinition } from '../definition.ts'
import { inPeriod } from '../filters.ts'

/** Products a store sold but head office does not know keep their row, without SKU and name: a fact is never hidden. */
export const salesByProduct: ReportDefinition = {
  code: 'sales-by-product',
  columns: [
    { key: 'variant_id', kind: 'text' },
    { key: 'sku', kind: 'text' },
    { key: 'name', kind: 'text' },
    { key: 'currency', kind: 'text' },
    { key: 'sold_milli', kind: 'quantity' },
    { key: 'returned_milli', kind: 'quantity' },
    { key: 'gross_minor', kind: 'money' },
    { key: 'discount_minor', kind: 'money' },
    { key: 'net_minor', kind: 'money' },
    { key: 'tax_minor', kind: 'money' },
  ],
  chart: { kind: 'bar', x: 'name', y: ['net_minor'] },
  statement: (params) => sql`
    select cast(d.variant_id as text) as variant_id, v.sku as sku, p.name as name, s.currency as currency,
      cast(sum(d.sold_milli) as bigint) as sold_milli, cast(sum(d.returned_milli) as bigint) as returned_milli,
      cast(sum(d.gross_minor) as bigint) as gross_minor, cast(sum(d.discount_minor) as bigint) as discount_minor,
      cast(sum(d.net_minor) as bigint) as net_minor, cast(sum(d.tax_minor) as bigint) as tax_minor
    from daily_variant_sales d
    join stores s on s.tenant_id = d.tenant_id and s.id = d.store_id
    left join product_variants v on v.tenant_id = d.tenant_id and v.id = d.variant_id
    left join products p on p.tenant_id = v.tenant_id and p.id = v.product_id
    where ${inPeriod('d', params)}
    group by d.variant_id, v.sku, p.name, s.currency
    order by sum(d.net_minor) desc, v.sku`,
}
