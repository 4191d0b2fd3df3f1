import type { StoreTx } from '@pos/db'
import { handle, once, type Route } from '@pos/server-kit'
import {
  endDrill as endCommand,
  listDrills as listCommand,
  startDrill as startCommand,
  type DrillRow,
  type DrillSales,
} from '@pos/shared-types'
import type { DrillKeeper } from '../../drills/drill-keeper.ts'
import { newestDrills, rowOf } from '../../drills/drill-repository.ts'
import { startDrill } from '../../drills/start-drill.ts'
import { ownStoreOrRefuse } from '../../identity.ts'
import type { StoreNeeds } from '../../needs.ts'
import { endDrill } from './drill-service.ts'

export type DrillDesk = {
  readonly needs: StoreNeeds
  readonly drills: DrillKeeper
  readonly isHqReached: () => Promise<boolean>
}

const REGISTER = 'select id, name from registers where id = ?'

export function drillRoutes({ needs, drills, isHqReached }: DrillDesk): readonly Route[] {
  const { unitOfWork } = needs
  return [
    handle(listCommand, async ({ ctx, query: { limit = 20 } }) => {
      const isReached = await isHqReached()
      return unitOfWork.read(ctx, (tx) => {
        const items = newestDrills(tx, limit).map((drill) => rowOf(tx, drill))
        const live = drills.view(tx, isReached)
        return { items, live, registers: registersIn(tx, items, live?.sales) }
      })
    }),

    handle(startCommand, async (request) => {
      const { storeId, ...plan } = request.body
      ownStoreOrRefuse(needs.identity(), storeId)
      const startedById = request.caller.userId
      const answer = await unitOfWork.write(request.ctx, 'drills.start', (unit) =>
        once(unit, request, () => startDrill(unit, needs, { ...plan, id: needs.ids.next(), startedById })),
      )
      await drills.look()
      return answer
    }),

    handle(endCommand, async ({ ctx, params, caller }) => {
      const ended = await unitOfWork.write(ctx, 'drills.end', (unit) => endDrill(unit, params.id, caller.userId))
      await drills.look()
      return ended
    }),
  ]
}

function registersIn({ catalog }: StoreTx, items: readonly DrillRow[], live: DrillSales | undefined) {
  const sales = [live, ...items.map(({ findings }) => findings?.sales)]
  const ids = new Set(sales.flatMap((each) => each?.registers.map(({ registerId }) => registerId) ?? []))
  const find = catalog.prepare<{ id: string; name: string }>(REGISTER)
  return [...ids].flatMap((id) => find.get([id]) ?? [])
}
