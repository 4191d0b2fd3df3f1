import { Type, type Static } from 'typebox'
import { instant, label, oneOf, orNull, strict, uuid } from '../schema.ts'
import type { DeviceId, StoreId, UserId } from '../units.ts'

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
