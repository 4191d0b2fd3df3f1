import type { HqTx } from '@pos/db'
import { type listTaxes as listCommand, type ResponseOf, type TenantId, toBasisPoints } from '@pos/shared-types'
import { sql } from 'drizzle-orm'

type Taxes = ResponseOf<typeof listCommand>
type RateRow = Omit<Taxes['rates'][number], 'rateBp'> & { ratePpm: number | null }
type GroupRateRow = Omit<Taxes['groups'][number]['rates'][number], 'isCompound'> & {
  taxGroupId: string
  isCompound: number
}

export async function listTaxes(tx: HqTx, tenantId: TenantId): Promise<Taxes> {
  const zones = await tx.query<Taxes['zones'][number]>(sql`
    select id, code, name, country, region from tax_zones where tenant_id = ${tenantId} and deleted_at is null order by code`)
  const rates = await tx.query<RateRow>(sql`
    select id, code, name, kind, rate_ppm as "ratePpm", amount_minor as "amountMinor", per_milli as "perMilli",
      valid_from_on as "validFromOn"
    from tax_rates where tenant_id = ${tenantId} and deleted_at is null order by code, valid_from_on`)
  const groups = await tx.query<{ id: string; code: string; name: string }>(sql`
    select id, code, name from tax_groups where tenant_id = ${tenantId} and deleted_at is null order by code`)
  const groupRates = await tx.query<GroupRateRow>(sql`
    select tax_group_id as "taxGroupId", tax_zone_id as "taxZoneId", tax_rate_code as "taxRateCode", position,
      is_compound as "isCompound"
    from tax_group_rates where tenant_id = ${tenantId} order by tax_group_id, tax_zone_id, position`)
  return {
    zones,
    rates: rates.map(({ ratePpm, ...rate }) => ({ ...rate, rateBp: ratePpm === null ? null : toBasisPoints(ratePpm) })),
    groups: groups.map((group) => ({
      ...group,
      rates: groupRates
        .filter((rate) => rate.taxGroupId === group.id)
        .map(({ taxGroupId: _, isCompound, ...rate }) => ({ ...rate, isCompound: isCompound === 1 })),
    })),
  }
}
