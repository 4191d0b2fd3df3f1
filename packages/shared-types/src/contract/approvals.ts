import { Type, type Static } from 'typebox'
import { defineCommand } from '../contract.ts'
import { ApprovalRequest, APPROVAL_METHODS, APPROVAL_STATES } from '../facts/approval.ts'
import { instant, oneOf, orNull, strict, text, uuid } from '../schema.ts'
import type { StoreId, UserId } from '../units.ts'
import { listQuery, pageOf } from './lists.ts'
import { SaleContent } from './selling.ts'

/** A request and what became of it. */
export const ApprovalRow = strict({
  ...ApprovalRequest.properties,
  requestedByName: orNull(text()),
  state: oneOf(...APPROVAL_STATES),
  approverId: orNull(uuid<UserId>()),
  approverName: orNull(text()),
  method: orNull(oneOf(...APPROVAL_METHODS)),
  decidedAt: orNull(instant()),
})
export type ApprovalRow = Static<typeof ApprovalRow>

const ApprovalState = strict({ id: uuid(), state: oneOf(...APPROVAL_STATES), expiresAt: instant() })

export const listApprovals = defineCommand({
  name: 'approvals.list',
  method: 'GET',
  path: '/approvals',
  summary: 'What was asked to be approved, and by whom it was, newest first',
  access: { hq: ['hq:approvals.decide'], store: ['store:approvals.decide'] },
  query: strict({
    ...listQuery,
    storeId: Type.Optional(uuid<StoreId>()),
    state: Type.Optional(oneOf(...APPROVAL_STATES)),
  }),
  response: pageOf(ApprovalRow),
})

export const requestApproval = defineCommand({
  name: 'approvals.request',
  method: 'POST',
  path: '/approvals',
  summary: 'Ask another person to approve what keeps a sale from being made; one request for each act',
  access: { store: 'self' },
  audit: 'none',
  isKeyed: true,
  body: strict({ sale: SaleContent, reason: Type.Optional(text(500)) }),
  response: strict({ items: Type.Array(ApprovalRequest) }),
  status: 201,
  bodyLimit: 512 * 1024,
})

export const decideApproval = defineCommand({
  name: 'approvals.decide',
  method: 'POST',
  path: '/approvals/:id/decide',
  summary: 'Approve or refuse in the back office what another person asked for',
  access: { store: ['store:approvals.decide'] },
  audit: 'permission',
  isKeyed: true,
  params: strict({ id: uuid() }),
  body: strict({ isApproved: Type.Boolean() }),
  response: ApprovalState,
})

export const decideApprovalAtTill = defineCommand({
  name: 'approvals.decide-at-till',
  method: 'POST',
  path: '/approvals/:id/pin',
  summary: 'Approve in place, by PIN, what another person asked for on this device',
  access: { store: 'device' },
  audit: 'permission',
  isKeyed: true,
  params: strict({ id: uuid() }),
  body: strict({ userId: uuid<UserId>(), pin: Type.String({ pattern: '^\\d{4,8}$' }) }),
  response: ApprovalState,
})

export const cancelApproval = defineCommand({
  name: 'approvals.cancel',
  method: 'POST',
  path: '/approvals/:id/cancel',
  summary: 'Withdraw a request of your own',
  access: { store: 'self' },
  audit: 'none',
  params: strict({ id: uuid() }),
  response: ApprovalState,
})
