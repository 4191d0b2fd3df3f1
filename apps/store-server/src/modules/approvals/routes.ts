import { DomainError } from '@pos/core'
import { handle, once, openCursor, pageBy, type CataloguePolicies, type Route } from '@pos/server-kit'
import {
  cancelApproval as cancelCommand,
  decideApproval as decideCommand,
  getApproval as getCommand,
  listApprovals as listCommand,
  requestApproval as requestCommand,
} from '@pos/shared-types'
import { approvalRow, listApprovals } from '../../consent/approval-repository.ts'
import type { StoreNeeds } from '../../needs.ts'
import { cancel, decideRemotely } from './decide.ts'
import { requestApprovals } from './request.ts'

export function approvalRoutes(needs: StoreNeeds & { readonly policiesOf: CataloguePolicies }): readonly Route[] {
  const { unitOfWork } = needs
  return [
    handle(requestCommand, (request) =>
      unitOfWork.write(request.ctx, 'approvals.request', (unit) =>
        once(unit, request, async () => ({
          items: await requestApprovals(unit, needs, request.caller.userId, request.body.acts),
        })),
      ),
    ),

    handle(getCommand, async ({ ctx, params, caller }) => {
      const row = await unitOfWork.read(ctx, (tx) => approvalRow(tx, params.id, ctx.at))
      if (row?.requestedById !== caller.userId) throw new DomainError('NOT_FOUND')
      return row
    }),

    handle(decideCommand, (request) =>
      unitOfWork.write(request.ctx, 'approvals.decide', (unit) =>
        once(unit, request, () =>
          decideRemotely(unit, needs, request.params.id, request.caller.userId, request.body.isApproved),
        ),
      ),
    ),

    handle(cancelCommand, ({ ctx, params, caller }) =>
      unitOfWork.write(ctx, 'approvals.cancel', (unit) => cancel(unit, needs, params.id, caller.userId)),
    ),

    handle(listCommand, async ({ ctx, query }) => {
      const limit = query.limit ?? 50
      const before = openCursor(query.cursor)
      const items = await unitOfWork.read(ctx, (tx) =>
        listApprovals(tx, { state: query.state, before, limit, now: ctx.at }),
      )
      return pageBy(items, limit, (row) => ({ at: row.requestedAt, id: row.id }))
    }),
  ]
}
