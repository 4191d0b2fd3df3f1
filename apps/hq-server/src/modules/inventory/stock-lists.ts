import { DomainError } from '@pos/core'
import type { HqTx } from '@pos/db'
import type { KeysetMark } from '@pos/server-kit'
import type {
  listStockLevels as levelsCommand,
  listStockMovements as movementsCommand,
  QueryOf,
  ResponseOf,
  TenantId,
} from '@pos/shared-types'
import { sql, type SQL } from 'drizzle-orm'

type Level = ResponseOf<typeof levelsCommand>['items'][number]
type Movement = ResponseOf<typeof movementsCommand>['items'][number]

const CURSOR = /^([0-9a-f-]{36})_([0-9a-f-]{36})$/

/** The stores' own word, with the position and time it is from. */
export async function listLevels(
  tx: HqTx,
  tenantId: TenantId,
  query: QueryOf<typeof levelsCommand>,
  limit: number,
): Promise<Level[]> {
  const conditions: SQL[] = [sql`tenant_id = ${tenantId}`]
  if (query.storeId !== undefined) conditions.push(sql`store_id = ${query.storeId}`)
  if (query.variantId !== undefined) conditions.push(sql`variant_id = ${query.variantId}`)
  if (query.cursor !== undefined) {
    const [, storeId, variantId] = CURSOR.exec(query.cursor) ?? []
    if (storeId === undefined || variantId === undefined) throw new DomainError('VALIDATION_FAILED')
    conditions.push(sql`(store_id, variant_id) > (${storeId}::uuid, ${variantId}::uuid)`)
  }
  return await tx.query<Level>(sql`
    select store_id as "storeId", location_id as "locationId", variant_id as "variantId", on_hand_milli as "onHandMilli",
      as_of_seq as "asOfSeq", as_of_at as "asOfAt"
    from stock_levels where ${sql.join(conditions, sql` and `)} order by store_id, variant_id, location_id limit ${limit}`)
}

/** By time over all stores: each store counts its own positions. */
export async function listMovements(
  tx: HqTx,
  tenantId: TenantId,
  query: QueryOf<typeof movementsCommand>,
  { at, id }: KeysetMark,
  limit: number,
): Promise<Movement[]> {
  const ofStore = query.storeId === undefined ? sql`true` : sql`store_id = ${query.storeId}`
  return await tx.query<Movement>(sql`
    select id, seq, kind, quantity_milli as "quantityMilli", level_after_milli as "levelAfterMilli",
      source_type as "sourceType", source_id as "sourceId", occurred_at as "occurredAt", business_on as "businessOn"
    from stock_movements
    where tenant_id = ${tenantId} and variant_id = ${query.variantId} and ${ofStore}
      and (occurred_at, id) < (${tx.fragments.instant(at)}, ${id}::uuid)
    order by occurred_at desc, id desc limit ${limit}`)
}
