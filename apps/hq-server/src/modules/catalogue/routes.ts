import { DomainError } from '@pos/core'
import { handle, once, type Route } from '@pos/server-kit'
import {
  assignBarcode as assignCommand,
  createProduct as createCommand,
  getProduct as getCommand,
  listDepartments as listDepartmentsCommand,
  listProducts as listCommand,
  listUnits as listUnitsCommand,
  saveDepartment as saveDepartmentCommand,
  saveItem as saveItemCommand,
  searchProducts as searchCommand,
  updateProduct as updateCommand,
} from '@pos/shared-types'
import type { HqNeeds } from '../../needs.ts'
import { listDepartments, saveDepartment } from './department-service.ts'
import { assignBarcode, saveItem } from './item-service.ts'
import { findProduct, listProducts, listUnits } from './product-repository.ts'
import { searchSellable } from './product-search.ts'
import { createProduct, updateProduct } from './product-service.ts'

export function catalogueRoutes({ unitOfWork, ids }: HqNeeds): readonly Route[] {
  return [
    handle(listDepartmentsCommand, async ({ ctx }) => ({
      items: await unitOfWork.read(ctx, (tx) => listDepartments(tx, ctx.tenantId)),
    })),

    handle(saveDepartmentCommand, ({ ctx, params, body }) =>
      unitOfWork.write(ctx, 'departments.save', (unit) => saveDepartment(unit, params.id, body)),
    ),

    handle(listUnitsCommand, async ({ ctx }) => ({
      items: await unitOfWork.read(ctx, (tx) => listUnits(tx, ctx.tenantId)),
    })),

    handle(listCommand, async ({ ctx, query }) => {
      const limit = query.limit ?? 50
      const items = await unitOfWork.read(ctx, (tx) => listProducts(tx, ctx.tenantId, query, query.cursor, limit))
      return { items, nextCursor: items.length < limit ? null : (items.at(-1)?.code ?? null) }
    }),

    handle(searchCommand, async ({ ctx, query }) => ({
      items: await unitOfWork.read(ctx, (tx) => searchSellable(tx, ctx.tenantId, query.q, query.limit ?? 10)),
    })),

    handle(getCommand, async ({ ctx, params }) => {
      const product = await unitOfWork.read(ctx, (tx) => findProduct(tx, ctx.tenantId, params.id))
      if (!product) throw new DomainError('NOT_FOUND')
      return product
    }),

    handle(createCommand, (request) =>
      unitOfWork.write(request.ctx, 'products.create', (unit) =>
        once(unit, request, () => createProduct(unit, ids, request.body)),
      ),
    ),

    handle(updateCommand, ({ ctx, params, body }) =>
      unitOfWork.write(ctx, 'products.update', (unit) => updateProduct(unit, params.id, body)),
    ),

    handle(saveItemCommand, ({ ctx, params, body }) =>
      unitOfWork.write(ctx, 'items.save', (unit) => saveItem(unit, ids, params.id, body)),
    ),

    handle(assignCommand, (request) =>
      unitOfWork.write(request.ctx, 'barcodes.assign', (unit) =>
        once(unit, request, () => assignBarcode(unit, ids, request.params.id, request.body)),
      ),
    ),
  ]
}
