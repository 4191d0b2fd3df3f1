import { defineModule, handle } from '@pos/server-kit'
import { listDrills as listCommand } from '@pos/shared-types'
import type { HqNeeds } from '../../needs.ts'
import { listDrills, registersIn } from './drill-repository.ts'
import { drillIngest } from './ingest.ts'

/** Reports of outages on purpose, as stores have told them. */
export const drillsModule = ({ unitOfWork }: HqNeeds) =>
  defineModule({
    name: 'drills',
    routes: [
      handle(listCommand, ({ ctx, query }) =>
        unitOfWork.read(ctx, async (tx) => {
          const items = await listDrills(tx, ctx.tenantId, query)
          return { items, live: null, registers: await registersIn(tx, ctx.tenantId, items) }
        }),
      ),
    ],
    sync: drillIngest(),
  })
