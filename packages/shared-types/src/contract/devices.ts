import { Type, type Static } from 'typebox'
import { defineCommand } from '../contract.ts'
import { count, instant, label, oneOf, orNull, strict, text, uuid } from '../schema.ts'
import type { DeviceId, RegisterId, StoreId, TenantId } from '../units.ts'

const DEVICE_KINDS = ['till', 'phone', 'back_office', 'display'] as const

export const createEnrolmentCode = defineCommand({
  name: 'devices.enrolment-code',
  method: 'POST',
  path: '/devices/enrolments',
  summary: 'Make a one-time code that enrols a device',
  access: { store: ['store:devices.enrol'] },
  audit: 'system',
  body: strict({ kind: oneOf(...DEVICE_KINDS), registerId: Type.Optional(uuid<RegisterId>()) }),
  response: strict({ code: Type.String(), expiresAt: instant() }),
  status: 201,
})

export const enrolDevice = defineCommand({
  name: 'devices.enrol',
  method: 'POST',
  path: '/devices',
  summary: 'Enrol a device with a one-time code and its own public key',
  access: { store: 'public' },
  audit: 'system',
  isKeyed: true,
  body: strict({
    code: Type.String({ minLength: 6, maxLength: 32 }),
    name: label(100),
    platform: label(100),
    /** Ed25519 public key, 32 bytes, base64url. */
    publicKey: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }),
    storage: oneOf('native', 'persistent', 'best_effort'),
    appVersion: label(32),
    /** Who it was: a store that was restored may have forgotten it, head office has not. */
    formerId: Type.Optional(uuid<DeviceId>()),
  }),
  response: strict({
    deviceId: uuid<DeviceId>(),
    tenantId: uuid<TenantId>(),
    storeId: uuid<StoreId>(),
    storeCode: text(),
    registerId: orNull(uuid<RegisterId>()),
  }),
  status: 201,
})

const DeviceView = strict({
  id: uuid<DeviceId>(),
  storeId: orNull(uuid<StoreId>()),
  kind: oneOf(...DEVICE_KINDS, 'store_server', 'hq_desktop'),
  name: text(),
  platform: text(),
  appVersion: text(),
  storage: oneOf('native', 'persistent', 'best_effort'),
  state: oneOf('enrolled', 'revoked'),
  enrolledAt: instant(),
  revokedAt: orNull(instant()),
  /** Null before it ever asked anything. */
  lastSeenAt: orNull(instant()),
  /** The register it holds; only its store knows. */
  registerId: orNull(uuid<RegisterId>()),
})
export type DeviceView = Static<typeof DeviceView>

export const listDevices = defineCommand({
  name: 'devices.list',
  method: 'GET',
  path: '/devices',
  summary: 'Devices, enrolled and revoked',
  access: { hq: ['hq:stores.view'], store: ['store:settings.view'] },
  response: strict({ items: Type.Array(DeviceView) }),
})

export const revokeDevice = defineCommand({
  name: 'devices.revoke',
  method: 'POST',
  path: '/devices/:id/revoke',
  summary: 'Believe the key of a device no longer',
  access: { hq: ['hq:devices.revoke'], store: ['store:devices.enrol'] },
  audit: 'system',
  params: strict({ id: uuid<DeviceId>() }),
  response: DeviceView,
})

export const takeOverRegister = defineCommand({
  name: 'registers.take-over',
  method: 'POST',
  path: '/registers/:id/take-over',
  summary: 'Free a register from a device that is gone, so that another may take it',
  access: { store: ['pos:register_take_over'] },
  audit: 'system',
  isKeyed: true,
  params: strict({ id: uuid<RegisterId>() }),
  response: strict({
    registerId: uuid<RegisterId>(),
    /** Grows with every lineage that ever numbered on the register. */
    fence: count(),
    /** Who held it. */
    fromDeviceId: uuid<DeviceId>(),
  }),
})
