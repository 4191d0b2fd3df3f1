import { DomainError, type Ids, type Unit } from '@pos/core'
import type { HqTx } from '@pos/db'
import type { BodyOf, PriceListId, ResponseOf, savePrice as saveCommand, TenantId, VariantId } from '@pos/shared-types'
import { sql } from 'drizzle-orm'

type Price = ResponseOf<typeof saveCommand>

/**
 * Sets a price from a moment on. A price that is left without a moment replaces the one that applied everywhere until
 * now; history before that stays what it was, because sales copied their price.
 */
export async function savePrice(unit: Unit<HqTx>, ids: Ids, input: BodyOf<typeof saveCommand>): Promise<Price> {
  const [variant] = await unit.tx.query(sql`
    select id from product_variants where tenant_id = ${unit.tenantId} and id = ${input.variantId} and deleted_at is null`)
  if (!variant) throw new DomainError('NOT_FOUND')
  return savePriceRow(unit, ids, input)
}

export async function savePriceRow(unit: Unit<HqTx>, ids: Ids, input: BodyOf<typeof saveCommand>): Promise<Price> {
  const validFromLocal = input.validFromLocal ?? (await nowEverywhere(unit, input))
  const perMilli = input.perMilli ?? 1000
  const [saved] = await unit.tx.query<{ id: string }>(sql`
    insert into prices (tenant_id, id, price_list_id, variant_id, pack_id, min_quantity_milli, valid_from_local, price_minor,
      per_milli, created_by_id, created_at)
    values (${unit.tenantId}, ${ids.next()}, ${input.priceListId}, ${input.variantId}, null, 0, ${validFromLocal},
      ${input.priceMinor}, ${perMilli}, ${unit.userId ?? null}, ${unit.tx.fragments.instant(unit.at)})
    on conflict (tenant_id, price_list_id, variant_id, pack_id, min_quantity_milli, valid_from_local)
    do update set price_minor = excluded.price_minor, per_milli = excluded.per_milli
    returning id`)
  if (!saved) throw new DomainError('NOT_FOUND')
  unit.tx.touch('price', saved.id)
  return {
    id: saved.id,
    priceListId: input.priceListId,
    variantId: input.variantId,
    validFromLocal,
    priceMinor: input.priceMinor,
    perMilli,
  }
}

/**
 * A start that is in force in every time zone now, and not before a price that some zone has already reached: stores
 * compare with their own wall clock, the first zone (UTC+14) being 26 hours ahead of the last (UTC−12).
 */
async function nowEverywhere(
  unit: Unit<HqTx>,
  input: { priceListId: PriceListId; variantId: VariantId },
): Promise<string> {
  const [row] = await unit.tx.query<{ latest: string | null }>(sql`
    select max(valid_from_local) as latest from prices
    where tenant_id = ${unit.tenantId} and price_list_id = ${input.priceListId} and variant_id = ${input.variantId}
      and valid_from_local <= ${wallTime(unit.at, +14)}`)
  const last = wallTime(unit.at, -12)
  return row?.latest && row.latest > last ? row.latest : last
}

const wallTime = (at: number, zoneHours: number) => new Date(at + zoneHours * 3_600_000).toISOString().slice(0, 16)

export async function listPrices(tx: HqTx, tenantId: TenantId, variantId: VariantId): Promise<Price[]> {
  return await tx.query<Price>(sql`
    select id, price_list_id as "priceListId", variant_id as "variantId", valid_from_local as "validFromLocal",
      price_minor as "priceMinor", per_milli as "perMilli"
    from prices where tenant_id = ${tenantId} and variant_id = ${variantId}
    order by price_list_id, valid_from_local desc`)
}

export type PriceListRow = { id: PriceListId; code: string; name: string; currency: string; isTaxIncluded: number }

export async function listPriceLists(tx: HqTx, tenantId: TenantId): Promise<PriceListRow[]> {
  return await tx.query<PriceListRow>(sql`
    select id, code, name, currency, is_tax_included as "isTaxIncluded" from price_lists
    where tenant_id = ${tenantId} and deleted_at is null order by code`)
}
