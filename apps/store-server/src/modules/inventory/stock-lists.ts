import type { StoreTx } from '@pos/db'
import type {
  listStockLevels as levelsCommand,
  listStockMovements as movementsCommand,
  ResponseOf,
  VariantId,
} from '@pos/shared-types'

type Level = ResponseOf<typeof levelsCommand>['items'][number]
type Movement = ResponseOf<typeof movementsCommand>['items'][number]

const LEVELS = `
  select store_id as storeId, location_id as locationId, variant_id as variantId, on_hand_milli as onHandMilli,
    as_of_seq as asOfSeq, as_of_at as asOfAt
  from stock_levels
  where (:variantId is null or variant_id = :variantId) and variant_id > :after
  order by variant_id, location_id limit :limit`

const MOVEMENTS = `
  select id, seq, kind, quantity_milli as quantityMilli, level_after_milli as levelAfterMilli, source_type as sourceType,
    source_id as sourceId, occurred_at as occurredAt, business_on as businessOn
  from stock_movements where variant_id = :variantId and seq < :before order by seq desc limit :limit`

export function listLevels(tx: StoreTx, variantId: VariantId | undefined, after: string, limit: number): Level[] {
  return tx.prepare<Level>(LEVELS).all({ variantId: variantId ?? null, after, limit })
}

export function listMovements(tx: StoreTx, variantId: VariantId, before: number, limit: number): Movement[] {
  return tx.prepare<Movement>(MOVEMENTS).all({ variantId, before, limit })
}
