import { DomainError, type Ids, type Unit } from '@pos/core'
import type { HqTx } from '@pos/db'
import { recordAudit } from '@pos/server-kit'
import type { BodyOf, PriceListId, ResponseOf, savePrice as saveCommand, TenantId, VariantId } from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import { savePriceRow } from '../../price-row.ts'

type Price = ResponseOf<typeof saveCommand>

/** Sets the price of a variant that is sold. What is noted as before is the price of the latest start until then. */
export async function savePrice(unit: Unit<HqTx>, ids: Ids, input: BodyOf<typeof saveCommand>): Promise<Price> {
  const [variant] = await unit.tx.query(sql`
    select id from product_variants where tenant_id = ${unit.tenantId} and id = ${input.variantId} and deleted_at is null`)
  if (!variant) throw new DomainError('NOT_FOUND')
  const before = await latestPrice(unit, input)
  const saved = await savePriceRow(unit, ids, input)
  await recordAudit(unit, {
    category: 'catalogue',
    action: 'prices.save',
    entityId: input.variantId,
    before,
    after: valuesOf(saved),
  })
  return saved
}

type Noted = Pick<Price, 'priceListId' | 'validFromLocal' | 'priceMinor' | 'perMilli'>

const valuesOf = ({ priceListId, validFromLocal, priceMinor, perMilli }: Price): Noted => ({
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
