import type { StoreTx } from '@pos/db'
import type {
  listStockLevels as levelsCommand,
  listStockMovements as movementsCommand,
  ResponseOf,
  StoreId,
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

type Linked = Movement & { previousSeq: number | null }

const LOCATIONS = 'select id from stock_locations where store_id = ?'

const LAST = `
  select as_of_seq as seq from stock_levels where store_id = ? and location_id = ? and variant_id = ?`

const MOVEMENT = `
  select id, seq, kind, quantity_milli as quantityMilli, level_after_milli as levelAfterMilli, source_type as sourceType,
    source_id as sourceId, occurred_at as occurredAt, business_on as businessOn, previous_seq as previousSeq
  from stock_movements where seq = ?`

export function listLevels(tx: StoreTx, variantId: VariantId | undefined, after: string, limit: number): Level[] {
  return tx.prepare<Level>(LEVELS).all({ variantId: variantId ?? null, after, limit })
}

type Goods = { readonly storeId: StoreId; readonly variantId: VariantId }

/**
 * The movements of a variant before a place in the ledger, newest first. Each level of it is the end of a chain through
 * the ledger, and the chains are walked back together.
 */
export function listMovements(tx: StoreTx, goods: Goods, before: number, limit: number): Movement[] {
  const ends = chainEnds(tx, goods)
  const items: Movement[] = []
  while (ends.length > 0 && items.length < limit) {
    const row = tx.prepare<Linked>(MOVEMENT).get([ends.pop()])
    if (row === undefined) continue
    const { previousSeq, ...movement } = row
    if (movement.seq < before) items.push(movement)
    if (previousSeq !== null) ends.push(previousSeq)
    ends.sort((a, b) => a - b)
  }
  return items
}

function chainEnds(tx: StoreTx, { storeId, variantId }: Goods): number[] {
  const locations = tx.catalog.prepare<{ id: string }>(LOCATIONS).all([storeId])
  return locations
    .flatMap(({ id }) => tx.prepare<{ seq: number }>(LAST).all([storeId, id, variantId]))
    .map(({ seq }) => seq)
    .toSorted((a, b) => a - b)
}
