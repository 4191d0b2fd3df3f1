import { DomainError } from '@pos/core'
import { handle, type Route } from '@pos/server-kit'
import { listStockLevels as levelsCommand, listStockMovements as movementsCommand } from '@pos/shared-types'
import { identityOrRefuse } from '../../identity.ts'
import type { StoreNeeds } from '../../needs.ts'
import { listLevels, listMovements } from './stock-lists.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export function inventoryRoutes({ unitOfWork, identity }: StoreNeeds): readonly Route[] {
  return [
    handle(levelsCommand, async ({ ctx, query }) => {
      const limit = query.limit ?? 50
      if (query.cursor !== undefined && !UUID.test(query.cursor)) throw new DomainError('VALIDATION_FAILED')
      const items = await unitOfWork.read(ctx, (tx) => listLevels(tx, query.variantId, query.cursor ?? '', limit))
      return { items, nextCursor: items.length < limit ? null : (items.at(-1)?.variantId ?? null) }
    }),

    handle(movementsCommand, async ({ ctx, query }) => {
      const limit = query.limit ?? 50
      const before = Number(query.cursor ?? Number.MAX_SAFE_INTEGER)
      if (!Number.isSafeInteger(before)) throw new DomainError('VALIDATION_FAILED')
      const goods = { storeId: identityOrRefuse(identity()).storeId, variantId: query.variantId }
      const items = await unitOfWork.read(ctx, (tx) => listMovements(tx, goods, before, limit))
      return { items, nextCursor: items.length < limit ? null : String(items.at(-1)?.seq) }
    }),
  ]
}
