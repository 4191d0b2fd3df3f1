import { DomainError } from '@pos/core'
import { handle, type Route } from '@pos/server-kit'
import {
  findItemByCode as byCodeCommand,
  listDepartments as departmentsCommand,
  listReasons as reasonsCommand,
  listTenders as tendersCommand,
  searchProducts as searchCommand,
  type SellableItem,
} from '@pos/shared-types'
import { identityOrRefuse } from '../../identity.ts'
import type { StoreNeeds } from '../../needs.ts'
import type { Item } from '../../selling/item.ts'
import { searchItems } from './item-search.ts'
import { listDepartments, listReasons, listTenders } from './master-lists.ts'

export function catalogueRoutes({ unitOfWork, selling, identity }: StoreNeeds): readonly Route[] {
  return [
    handle(searchCommand, ({ ctx, query }) =>
      unitOfWork.read(ctx, (tx) => {
        const view = selling.at(tx.catalog, identityOrRefuse(identity()).storeId, ctx.at)
        return { items: searchItems(tx.catalog, view, query.q, query.limit ?? 10).map(toSellable) }
      }),
    ),

    handle(byCodeCommand, ({ ctx, params }) =>
      unitOfWork.read(ctx, (tx) => {
        const item = selling.at(tx.catalog, identityOrRefuse(identity()).storeId, ctx.at).itemByCode(params.code)
        if (!item) throw new DomainError('BARCODE_UNKNOWN', { code: params.code })
        return toSellable(item)
      }),
    ),

    handle(departmentsCommand, async ({ ctx }) => ({
      items: await unitOfWork.read(ctx, (tx) => listDepartments(tx.catalog)),
    })),
    handle(tendersCommand, async ({ ctx }) => ({ items: await unitOfWork.read(ctx, (tx) => listTenders(tx.catalog)) })),
    handle(reasonsCommand, async ({ ctx }) => ({ items: await unitOfWork.read(ctx, (tx) => listReasons(tx.catalog)) })),
  ]
}

function toSellable(item: Item): SellableItem {
  const { variantId, productId, sku, name, kind, departmentId, barcode, unitCode, priceMinor, isOpenPrice } = item
  const perMilli = priceMinor === null ? null : item.perMilli
  return { variantId, productId, sku, name, kind, departmentId, barcode, unitCode, priceMinor, perMilli, isOpenPrice }
}
