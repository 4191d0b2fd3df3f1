import { sql, type SQL } from 'drizzle-orm'
import type { ReportParams } from './definition.ts'

/** Rows of `alias` within the asked days and stores. The tenant stands here although the database filters by it too. */
export function inPeriod(alias: string, params: ReportParams): SQL {
  const column = (name: string) => sql.raw(`${alias}.${name}`)
  const period = sql`${column('tenant_id')} = ${params.tenantId} and ${column('business_on')} between ${params.from} and ${params.to}`
  if (!params.storeIds) return period
  if (params.storeIds.length === 0) return sql`${period} and 1 = 0`
  const ids = sql.join(
    params.storeIds.map((id) => sql`${id}`),
    sql`, `,
  )
  return sql`${period} and ${column('store_id')} in (${ids})`
}
