import { DomainError, type Ids, type Unit } from '@pos/core'
import type { HqTx } from '@pos/db'
import type { BodyOf, savePrice as saveCommand } from '@pos/shared-types'
import { sql } from 'drizzle-orm'

/** UTC−12: a moment that its wall clock shows has come everywhere. */
const LAST_ZONE_HOURS = -12

/**
 * Sets a price from a moment on, or at once in every store when no moment is told. Prices of the past may be replaced:
 * sales copied theirs. Answers with the price's id.
 */
export async function savePriceRow(unit: Unit<HqTx>, ids: Ids, input: BodyOf<typeof saveCommand>): Promise<string> {
  const perMilli = input.perMilli ?? 1000
  const validFromLocal = input.validFromLocal ?? wallTime(unit.at, LAST_ZONE_HOURS)
  if (input.validFromLocal === undefined) await replaceBegun(unit, input, perMilli)
  const [saved] = await unit.tx.query<{ id: string }>(sql`
    insert into prices (tenant_id, id, price_list_id, variant_id, pack_id, min_quantity_milli, valid_from_local, price_minor,
      per_milli, created_by_id, created_at)
    values (${unit.tenantId}, ${ids.next()}, ${input.priceListId}, ${input.variantId}, null, 0, ${validFromLocal},
      ${input.priceMinor}, ${perMilli}, ${unit.userId ?? null}, ${unit.tx.fragments.instant(unit.at)})
    on conflict (tenant_id, price_list_id, variant_id, pack_id, min_quantity_milli, valid_from_local)
    do update set price_minor = excluded.price_minor, per_milli = excluded.per_milli,
      created_by_id = excluded.created_by_id, created_at = excluded.created_at
    returning id`)
  if (!saved) throw new DomainError('NOT_FOUND')
  unit.tx.touch('price', saved.id)
  return saved.id
}

/**
 * Stores compare a start with their own wall clock. A price "at once" starts in the last time zone of the world, and
 * takes the place of those that began since then in one of the company's stores; what no store has reached stays.
 */
async function replaceBegun(
  unit: Unit<HqTx>,
  { priceListId, variantId, priceMinor }: BodyOf<typeof saveCommand>,
  perMilli: number,
): Promise<void> {
  const { tx, tenantId, at, userId } = unit
  const replaced = await tx.query<{ id: string }>(sql`
    update prices set price_minor = ${priceMinor}, per_milli = ${perMilli}, created_by_id = ${userId ?? null},
      created_at = ${tx.fragments.instant(at)}
    where tenant_id = ${tenantId} and price_list_id = ${priceListId} and variant_id = ${variantId}
      and pack_id is null and min_quantity_milli = 0 and valid_from_local > ${wallTime(at, LAST_ZONE_HOURS)}
      and valid_from_local <= (
        select max(to_char(${tx.fragments.instant(at)} at time zone time_zone, 'YYYY-MM-DD"T"HH24:MI'))
        from stores where tenant_id = ${tenantId} and deleted_at is null)
    returning id`)
  for (const { id } of replaced) tx.touch('price', id)
}

const wallTime = (at: number, zoneHours: number) => new Date(at + zoneHours * 3_600_000).toISOString().slice(0, 16)
