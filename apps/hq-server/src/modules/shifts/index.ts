import { DomainError } from '@pos/core'
import { defineModule, handle, openCursor, pageBy } from '@pos/server-kit'
import { getZReport as zCommand, listShifts as listCommand } from '@pos/shared-types'
import type { HqNeeds } from '../../needs.ts'
import { shiftIngest } from './ingest.ts'
import { listShifts, readZ } from './shift-repository.ts'

export const shiftsModule = ({ unitOfWork }: HqNeeds) =>
  defineModule({
    name: 'shifts',
    routes: [
      handle(listCommand, async ({ ctx, query }) => {
        const limit = query.limit ?? 50
        const before = openCursor(query.cursor)
        const items = await unitOfWork.read(ctx, (tx) => listShifts(tx, ctx.tenantId, query.registerId, before, limit))
        return pageBy(items, limit, (shift) => ({ at: shift.openedAt, id: shift.id }))
      }),

      handle(zCommand, async ({ ctx, params }) => {
        const report = await unitOfWork.read(ctx, (tx) => readZ(tx, ctx.tenantId, params.id))
        if (!report) throw new DomainError('NOT_FOUND')
        return report
      }),
    ],
    sync: shiftIngest(),
  })
