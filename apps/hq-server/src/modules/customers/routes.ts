import type { UnitOfWork } from '@pos/core'
import type { HqTx } from '@pos/db'
import { handle, once, pageBy, type Route } from '@pos/server-kit'
import {
  createCustomer as createCommand,
  listConflicts as conflictsCommand,
  listCustomers as listCommand,
  resolveConflict as resolveCommand,
  updateCustomer as updateCommand,
} from '@pos/shared-types'
import { listConflicts } from './conflict-repository.ts'
import { listCustomers } from './customer-repository.ts'
import { createCustomer, updateCustomer, type CustomerNeeds } from './customer-service.ts'
import { resolveConflict } from './resolve-conflict.ts'

type Needs = CustomerNeeds & { readonly unitOfWork: UnitOfWork<HqTx> }

export function customerRoutes(needs: Needs): readonly Route[] {
  const { unitOfWork } = needs
  return [
    handle(listCommand, async ({ ctx, query }) => {
      const limit = query.limit ?? 50
      const items = await unitOfWork.read(ctx, (tx) => listCustomers(tx, ctx.tenantId, query, limit))
      return { items, nextCursor: items.length < limit ? null : (items.at(-1)?.id ?? null) }
    }),

    handle(createCommand, (request) =>
      unitOfWork.write(request.ctx, 'customers.create', (unit) =>
        once(unit, request, () => createCustomer(unit, needs, request.body)),
      ),
    ),

    handle(updateCommand, ({ ctx, params, body }) =>
      unitOfWork.write(ctx, 'customers.update', (unit) => updateCustomer(unit, needs, params.id, body)),
    ),

    handle(conflictsCommand, async ({ ctx, query }) => {
      const limit = query.limit ?? 50
      const items = await unitOfWork.read(ctx, (tx) => listConflicts(tx, ctx.tenantId, query, limit))
      return pageBy(items, limit, ({ openedAt, id }) => ({ at: openedAt, id }))
    }),

    handle(resolveCommand, (request) =>
      unitOfWork.write(request.ctx, 'conflicts.resolve', (unit) =>
        once(unit, request, () => resolveConflict(unit, needs, request.params.id, request.body.choice)),
      ),
    ),
  ]
}
