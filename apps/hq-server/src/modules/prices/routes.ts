import { handle, once, type Route } from '@pos/server-kit'
import {
  listPriceLists as listListsCommand,
  listPrices as listCommand,
  savePrice as saveCommand,
} from '@pos/shared-types'
import type { HqNeeds } from '../../needs.ts'
import { listPriceLists, listPrices, savePrice } from './price-service.ts'

export function priceRoutes({ unitOfWork, ids }: HqNeeds): readonly Route[] {
  return [
    handle(saveCommand, (request) =>
      unitOfWork.write(request.ctx, 'prices.save', (unit) =>
        once(unit, request, () => savePrice(unit, ids, request.body)),
      ),
    ),

    handle(listCommand, async ({ ctx, query }) => ({
      items: await unitOfWork.read(ctx, (tx) => listPrices(tx, ctx.tenantId, query.variantId)),
    })),

    handle(listListsCommand, async ({ ctx }) => {
      const lists = await unitOfWork.read(ctx, (tx) => listPriceLists(tx, ctx.tenantId))
      return { items: lists.map((list) => ({ ...list, isTaxIncluded: list.isTaxIncluded === 1 })) }
    }),
  ]
}
