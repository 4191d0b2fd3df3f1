import { sql } from 'drizzle-orm'
import type { ReportDefinition } from '../definition.ts'
import { inPeriod } from '../filters.ts'

export const salesByDay: ReportDefinition = {
  code: 'sales-by-day',
  columns: [
    { key: 'business_on', kind: 'date' },
    { key: 'store_code', kind: 'text' },
    { key: 'currency', kind: 'text' },
    { key: 'sales', kind: 'count' },
    { key: 'returns', kind: 'count' },
    { key: 'gross_minor', kind: 'money' },
    { key: 'discount_minor', kind: 'money' },
    { key: 'net_minor', kind: 'money' },
    { key: 'tax_minor', kind: 'money' },
    { key: 'total_minor', kind: 'money' },
  ],
  chart: { kind: 'line', x: 'business_on', y: ['total_minor'] },
  statement: (params) => sql`
    select cast(d.business_on as text) as business_on, s.code as store_code, s.currency as currency,
      cast(sum(d.sales) as bigint) as sales, cast(sum(d.returns) as bigint) as returns,
      cast(sum(d.gross_minor) as bigint) as gross_minor, cast(sum(d.discount_minor) as bigint) as discount_minor,
      cast(sum(d.net_minor) as bigint) as net_minor, cast(sum(d.tax_minor) as bigint) as tax_minor,
      cast(sum(d.total_minor) as bigint) as total_minor
    from daily_store_sales d join stores s on s.tenant_id = d.tenant_id and s.id = d.store_id
    where ${inPeriod('d', params)}
    group by d.business_on, s.code, s.currency
    order by d.business_on, s.code`,
}
