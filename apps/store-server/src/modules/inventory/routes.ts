import { handle, type Route } from '@pos/server-kit'
import { listStockLevels as levelsCommand, listStockMovements as movementsCommand } from '@pos/shared-types'
import type { StoreNeeds } from '../../needs.ts'
import { listLevels, listMovements } from './stock-lists.ts'

export function inventoryRoutes({ unitOfWork }: StoreNeeds): readonly Route[] {
  return [
    handle(levelsCommand, async ({ ctx, query }) => {
      const limit = query.limit ?? 50
      const items = await unitOfWork.read(ctx, (tx) => listLevels(tx, query.variantId, query.cursor ?? '', limit))
      return { items, nextCursor: items.length < limit ? null : (items.at(-1)?.variantId ?? null) }
    }),

    handle(movementsCommand, async ({ ctx, query }) => {
      const limit = query.limit ?? 50
      const before = query.cursor === undefined ? Number.MAX_SAFE_INTEGER : Number(query.cursor)
      const items = await unitOfWork.read(ctx, (tx) => listMovements(tx, query.variantId, before, limit))
      return { items, nextCursor: items.length < limit ? null : String(items.at(-1)?.seq) }
    }),
  ]
}
