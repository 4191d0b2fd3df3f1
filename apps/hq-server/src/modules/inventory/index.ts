import { defineModule, handle, openCursor, pageBy } from '@pos/server-kit'
import { listStockLevels as levelsCommand, listStockMovements as movementsCommand } from '@pos/shared-types'
import type { HqNeeds } from '../../needs.ts'
import { openingStockIngest } from './ingest.ts'
import { recordMovements } from './stock-record.ts'
import { listLevels, listMovements } from './stock-lists.ts'

export const inventoryModule = ({ unitOfWork, rules }: HqNeeds) =>
  defineModule({
    name: 'inventory',
    sync: [openingStockIngest()],
    rules: () =>
      rules.after('sale-batch:record', 'hq-inventory.record-store-level', (unit, { movements }) =>
        recordMovements(unit, movements),
      ),
    routes: [
      handle(levelsCommand, async ({ ctx, query }) => {
        const limit = query.limit ?? 50
        const items = await unitOfWork.read(ctx, (tx) => listLevels(tx, ctx.tenantId, query, limit))
        const last = items.at(-1)
        return { items, nextCursor: !last || items.length < limit ? null : `${last.storeId}_${last.variantId}` }
      }),

      handle(movementsCommand, async ({ ctx, query }) => {
        const limit = query.limit ?? 50
        const before = openCursor(query.cursor)
        const items = await unitOfWork.read(ctx, (tx) => listMovements(tx, ctx.tenantId, query, before, limit))
        return pageBy(items, limit, (movement) => ({ at: movement.occurredAt, id: movement.id }))
      }),
    ],
  })
