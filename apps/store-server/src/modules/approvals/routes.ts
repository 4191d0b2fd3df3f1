import type { Context } from '@pos/core'
import { handle, once, openCursor, pageBy, type Route, type SecretHasher } from '@pos/server-kit'
import {
  cancelApproval as cancelCommand,
  decideApproval as decideCommand,
  decideApprovalAtTill as pinCommand,
  listApprovals as listCommand,
  requestApproval as requestCommand,
  type DeviceId,
  type StoreId,
  type UserId,
} from '@pos/shared-types'
import { identityOrRefuse } from '../../identity.ts'
import type { StoreNeeds } from '../../needs.ts'
import { listApprovals } from '../../consent/approval-repository.ts'
import { cancel, decide } from './decide.ts'
import { requestApprovals, type SaleAsked } from './request.ts'

export function approvalRoutes(needs: StoreNeeds & SaleAsked): readonly Route[] {
  const { unitOfWork } = needs
  return [
    handle(requestCommand, (request) =>
      unitOfWork.write(request.ctx, 'approvals.request', (unit) =>
        once(unit, request, async () => ({
          items: await requestApprovals(unit, needs, request.caller, request.body),
        })),
      ),
    ),

    handle(decideCommand, (request) =>
      unitOfWork.write(request.ctx, 'approvals.decide', (unit) =>
        once(unit, request, () => {
          const state = request.body.isApproved ? 'approved' : 'rejected'
          const { userId: deciderId } = request.caller
          return decide(unit, needs, request.params.id, { state, deciderId, method: 'password' })
        }),
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

/** How the access module finds out who somebody is, by a PIN of this store. */
export type ByPinNeeds = StoreNeeds & {
  readonly pins: SecretHasher
  readonly unlock: (
    needs: StoreNeeds & { readonly pins: SecretHasher },
    ctx: Context,
    who: { readonly storeId: StoreId; readonly userId: UserId; readonly deviceId: DeviceId; readonly pin: string },
  ) => Promise<{ readonly userId: UserId }>
}

/** The PIN is checked before the unit, as at a sign-in, and counts like one; it opens no session. */
export function approvalByPinRoutes(needs: ByPinNeeds): readonly Route[] {
  const { unitOfWork, identity, unlock } = needs
  return [
    handle(pinCommand, async (request) => {
      const { storeId } = identityOrRefuse(identity())
      const { userId } = await unlock(needs, request.ctx, { storeId, deviceId: request.caller.peerId, ...request.body })
      return unitOfWork.write(request.ctx, 'approvals.decide-at-till', (unit) =>
        once(unit, request, () =>
          decide(unit, needs, request.params.id, { state: 'approved', deciderId: userId, method: 'pin' }),
        ),
      )
    }),
  ]
}
