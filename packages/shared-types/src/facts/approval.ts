import { type Static } from 'typebox'
import { hash, instant, label, milli, minor, oneOf, orNull, ppm, strict, text, uuid } from '../schema.ts'
import type { DeviceId, StoreId, UserId } from '../units.ts'

/** How a person proved who he is when he decided. */
export const APPROVAL_METHODS = ['pin', 'badge', 'password', 'remote'] as const
export const APPROVAL_STATES = ['pending', 'approved', 'rejected', 'expired', 'used', 'cancelled'] as const

/** Payload of `approval.requested`, schema 1: what one person asks another to consent to, exactly. */
export const ApprovalRequest = strict({
  id: uuid(),
  storeId: uuid<StoreId>(),
  deviceId: orNull(uuid<DeviceId>()),
  /** The rule that refused, or the permission that is missing. */
  action: label(64),
  subjectType: oneOf('sale'),
  subjectId: uuid(),
  /** The line or tender it is about; null for the whole of the subject. */
  partId: orNull(uuid()),
  quantityMilli: orNull(milli()),
  amountMinor: orNull(minor()),
  ratePpm: orNull(ppm()),
  actionHash: hash(),
  /** What whoever asks tells the other person: the goods it is about, say. */
  reason: orNull(text(500)),
  requestedById: uuid<UserId>(),
  requestedAt: instant(),
  expiresAt: instant(),
})
export type ApprovalRequest = Static<typeof ApprovalRequest>

/** Payload of `approval.decided`, schema 1. The hash is that of the request, so that a decision fits one act only. */
export const ApprovalDecision = strict({
  id: uuid(),
  storeId: uuid<StoreId>(),
  actionHash: hash(),
  state: oneOf('approved', 'rejected', 'cancelled'),
  deciderId: uuid<UserId>(),
  method: orNull(oneOf(...APPROVAL_METHODS)),
  decidedAt: instant(),
})
export type ApprovalDecision = Static<typeof ApprovalDecision>

/** A consent as whoever asks for something shows it: the request with its decision. */
export const Approval = strict({ request: ApprovalRequest, decision: ApprovalDecision })
export type Approval = Static<typeof Approval>
