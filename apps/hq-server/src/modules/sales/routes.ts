import { DomainError } from '@pos/core'
import { handle, openCursor, pageBy, type Route } from '@pos/server-kit'
import {
  getSale as getCommand,
  listRelatedSales as relatedCommand,
  listReturnable as returnableCommand,
  listSales as listCommand,
} from '@pos/shared-types'
import type { HqNeeds } from '../../needs.ts'
import { findSale, listRelatedSales, listSales } from './lists.ts'
import { listReturnable } from './returnable.ts'

export function salesRoutes({ unitOfWork }: HqNeeds): readonly Route[] {
  return [
    handle(listCommand, async ({ ctx, query }) => {
      const limit = query.limit ?? 50
      const items = await unitOfWork.read(ctx, (tx) =>
        listSales(tx, ctx.tenantId, query, openCursor(query.cursor), limit),
      )
      return pageBy(items, limit, (sale) => ({ at: sale.completedAt, id: sale.id }))
    }),

    handle(getCommand, async ({ ctx, params }) => {
      const sale = await unitOfWork.read(ctx, (tx) => findSale(tx, ctx.tenantId, params.id))
      if (!sale) throw new DomainError('NOT_FOUND')
      return sale
    }),

    handle(relatedCommand, async ({ ctx, params }) => {
      const items = await unitOfWork.read(ctx, (tx) => listRelatedSales(tx, ctx.tenantId, params.id))
      if (!items) throw new DomainError('NOT_FOUND')
      return { items: [...items] }
    }),

    handle(returnableCommand, async ({ ctx, params }) => {
      const items = await unitOfWork.read(ctx, (tx) => listReturnable(tx, ctx.tenantId, params.id))
      if (items.length === 0) throw new DomainError('NOT_FOUND')
      return { items }
    }),
  ]
}
