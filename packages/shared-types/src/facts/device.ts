import { Type, type Static } from 'typebox'
import { count, instant, label, oneOf, orNull, strict, uuid } from '../schema.ts'
import type { DeviceId, LineageId, StoreId, UserId } from '../units.ts'

/**
 * Payload of `device.changed`, schema 1: a device that a store enrolled or revoked, as it stands. A store server is
 * never told so: head office enrols it itself.
 */
export const DeviceRecord = strict({
  id: uuid<DeviceId>(),
  storeId: uuid<StoreId>(),
  kind: oneOf('till', 'phone', 'back_office', 'display'),
  name: label(100),
  platform: label(100),
  /** Ed25519, base64url. */
  publicKey: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }),
  state: oneOf('enrolled', 'revoked'),
  enrolledAt: instant(),
  enrolledById: uuid<UserId>(),
  revokedAt: orNull(instant()),
  storage: oneOf('native', 'persistent', 'best_effort'),
  appVersion: label(32),
  lastSeenAt: instant(),
})
export type DeviceRecord = Static<typeof DeviceRecord>

export const LINEAGE_REASONS = ['restored', 'forked'] as const

/**
 * Payload of `device.lineage_started`, schema 1: a database found that it is not what it was. `lastSeq` is how far the
 * lineage before went as far as this database knows; what that lineage sent beyond it was made by a life of it that
 * this one does not remember, or by a copy.
 */
export const LineageStartedFact = strict({
  id: uuid<LineageId>(),
  storeId: uuid<StoreId>(),
  deviceId: uuid<DeviceId>(),
  reason: oneOf(...LINEAGE_REASONS),
  startedAt: instant(),
  replaces: uuid<LineageId>(),
  lastSeq: count(),
})
export type LineageStartedFact = Static<typeof LineageStartedFact>
