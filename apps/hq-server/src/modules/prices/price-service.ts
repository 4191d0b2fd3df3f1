import { DomainError, type Ids, type Unit } from '@pos/core'
import type { HqTx } from '@pos/db'
import { recordAudit } from '@pos/server-kit'
import type { BodyOf, PriceListId, PriceView, savePrice as saveCommand, TenantId, VariantId } from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import { savePriceRow } from '../../price-row.ts'

const VIEW = sql`
  select p.id, p.price_list_id as "priceListId", p.variant_id as "variantId", p.valid_from_local as "validFromLocal",
    p.price_minor as "priceMinor", p.per_milli as "perMilli", p.created_at as "setAt", u.display_name as "setBy"
  from prices p left join users u on u.tenant_id = p.tenant_id and u.id = p.created_by_id`

/** Sets the price of a variant that is sold. What is noted as before is the price of the latest start until then. */
export async function savePrice(unit: Unit<HqTx>, ids: Ids, input: BodyOf<typeof saveCommand>): Promise<PriceView> {
  const [variant] = await unit.tx.query(sql`
    select id from product_variants where tenant_id = ${unit.tenantId} and id = ${input.variantId} and deleted_at is null`)
  if (!variant) throw new DomainError('NOT_FOUND')
  const before = await latestPrice(unit, input)
  const id = await savePriceRow(unit, ids, input)
  const [saved] = await unit.tx.query<PriceView>(sql`${VIEW} where p.tenant_id = ${unit.tenantId} and p.id = ${id}`)
  if (!saved) throw new DomainError('NOT_FOUND')
  await recordAudit(unit, {
    category: 'catalogue',
    action: 'prices.save',
    entityId: input.variantId,
    before,
    after: valuesOf(saved),
  })
  return saved
}

type Noted = Pick<PriceView, 'priceListId' | 'validFromLocal' | 'priceMinor' | 'perMilli'>

const valuesOf = ({ priceListId, validFromLocal, priceMinor, perMilli }: PriceView): Noted => ({
  priceListId,
  validFromLocal,
  priceMinor,
  perMilli,
})

async function latestPrice(
  { tx, tenantId }: Unit<HqTx>,
  { variantId, priceListId, validFromLocal }: BodyOf<typeof saveCommand>,
): Promise<Noted | undefined> {
  const [price] = (await listPrices(tx, tenantId, variantId)).filter(
    (each) =>
      each.priceListId === priceListId && (validFromLocal === undefined || each.validFromLocal <= validFromLocal),
  )
  return price && valuesOf(price)
}

export async function listPrices(tx: HqTx, tenantId: TenantId, variantId: VariantId): Promise<PriceView[]> {
  return await tx.query<PriceView>(sql`
    ${VIEW} where p.tenant_id = ${tenantId} and p.variant_id = ${variantId}
    order by p.price_list_id, p.valid_from_local desc`)
}

export type PriceListRow = { id: PriceListId; code: string; name: string; currency: string; isTaxIncluded: number }

export async function listPriceLists(tx: HqTx, tenantId: TenantId): Promise<PriceListRow[]> {
  return await tx.query<PriceListRow>(sql`
    select id, code, name, currency, is_tax_included as "isTaxIncluded" from price_lists
    where tenant_id = ${tenantId} and deleted_at is null order by code`)
}
