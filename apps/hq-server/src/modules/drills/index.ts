import { defineModule, handle } from '@pos/server-kit'
import { listDrills as listCommand, startDrill as startCommand } from '@pos/shared-types'
import type { HqNeeds } from '../../needs.ts'
import type { StoreAsks } from '../../store-asks.ts'
import { listDrills, registersIn } from './drill-repository.ts'
import { drillIngest } from './ingest.ts'
import { startDrill } from './start-drill.ts'

/** Outages on purpose: head office lets a store begin one, and has the reports that stores have told. */
export const drillsModule = ({ unitOfWork }: HqNeeds, asks: StoreAsks) =>
  defineModule({
    name: 'drills',
    routes: [
      handle(listCommand, ({ ctx, query }) =>
        unitOfWork.read(ctx, async (tx) => {
          const items = await listDrills(tx, ctx.tenantId, query)
          return { items, live: null, registers: await registersIn(tx, ctx.tenantId, items) }
        }),
      ),
      handle(startCommand, (request) => startDrill({ unitOfWork }, asks, request)),
    ],
    sync: drillIngest(),
  })
