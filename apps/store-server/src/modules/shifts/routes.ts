import { DomainError } from '@pos/core'
import { handle, once, openCursor, pageBy, type Route } from '@pos/server-kit'
import {
  closeShift as closeCommand,
  countShift as countCommand,
  getZReport as zCommand,
  listShifts as listCommand,
  openShift as openCommand,
} from '@pos/shared-types'

import type { StoreNeeds } from '../../needs.ts'
import { closeShift, draftClosing } from './close-shift.ts'
import { countShift } from './count-shift.ts'
import { draftOpening, openShift } from './open-shift.ts'
import { listShifts } from './shift-repository.ts'
import { readZ } from './z-repository.ts'

export function shiftRoutes(needs: StoreNeeds): readonly Route[] {
  const { unitOfWork, rules } = needs
  const open = openShift(needs)
  const close = closeShift(needs)
  return [
    handle(openCommand, (request) =>
      unitOfWork.write(request.ctx, 'shifts.open', (unit) =>
        once(unit, request, async () => {
          const opened = await rules.emit('shift:open', unit, draftOpening(unit, needs, request.body), open)
          return opened.shift
        }),
      ),
    ),

    handle(countCommand, (request) =>
      unitOfWork.write(request.ctx, 'shifts.count', (unit) =>
        once(unit, request, () => countShift(unit, needs, request.params.id, request.body.counts)),
      ),
    ),

    handle(closeCommand, (request) =>
      unitOfWork.write(request.ctx, 'shifts.close', (unit) =>
        once(unit, request, async () => {
          const closing = draftClosing(unit, needs, request.params.id, request.body)
          return (await rules.emit('shift:close', unit, closing, close)).z
        }),
      ),
    ),

    handle(listCommand, async ({ ctx, query }) => {
      const limit = query.limit ?? 50
      const before = openCursor(query.cursor)
      const items = await unitOfWork.read(ctx, (tx) =>
        listShifts(tx, query.registerId, { openedAt: before.at, id: before.id }, limit),
      )
      return pageBy(items, limit, (shift) => ({ at: shift.openedAt, id: shift.id }))
    }),

    handle(zCommand, async ({ ctx, params }) => {
      const report = await unitOfWork.read(ctx, (tx) => readZ(tx, params.id))
      if (!report) throw new DomainError('NOT_FOUND')
      return report
    }),
  ]
}
