import { Type, type Static } from 'typebox'
import { defineCommand } from '../contract.ts'
import { ApprovalRequest, APPROVAL_METHODS, APPROVAL_STATES } from '../facts/approval.ts'
import { instant, oneOf, orNull, strict, text, uuid } from '../schema.ts'
import type { StoreId, UserId } from '../units.ts'
import { listQuery, pageOf } from './lists.ts'

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

const { action, subjectType, subjectId, partId, quantityMilli, amountMinor, ratePpm } = ApprovalRequest.properties
const AskedAct = strict({ action, subjectType, subjectId, partId, quantityMilli, amountMinor, ratePpm })

export const requestApproval = defineCommand({
  name: 'approvals.request',
  method: 'POST',
  path: '/approvals',
  summary:
    'Ask in the back office for consent to exactly these acts of a sale; what was open for it before is withdrawn',
  access: { store: ['pos:sell'] },
  audit: 'none',
  isKeyed: true,
  body: strict({
    acts: Type.Array(strict({ act: AskedAct, reason: orNull(text(500)) }), { minItems: 1, maxItems: 50 }),
  }),
  response: strict({ items: Type.Array(ApprovalRequest) }),
  status: 201,
  bodyLimit: 64 * 1024,
})

export const getApproval = defineCommand({
  name: 'approvals.get',
  method: 'GET',
  path: '/approvals/:id',
  summary: 'What became of a request of your own',
  access: { store: 'self' },
  params: strict({ id: uuid() }),
  response: ApprovalRow,
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
