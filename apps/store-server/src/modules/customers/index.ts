import { defineModule, handle, once } from '@pos/server-kit'
import {
  createCustomer as createCommand,
  listCustomers as listCommand,
  updateCustomer as updateCommand,
} from '@pos/shared-types'
import type { StoreNeeds } from '../../needs.ts'
import { listCustomers } from './customer-list.ts'
import { createCustomer, updateCustomer } from './customer-service.ts'

export { forgetShownChanges } from './pending-changes.ts'

export const customersModule = (needs: StoreNeeds) => {
  const { unitOfWork } = needs
  return defineModule({
    name: 'customers',
    routes: [
      handle(listCommand, async ({ ctx, query }) => {
        const limit = query.limit ?? 50
        const items = await unitOfWork.read(ctx, (tx) => listCustomers(tx, query, limit))
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
    ],
  })
}
