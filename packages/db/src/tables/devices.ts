import type { DeviceId, RegisterId, StoreId, TenantId, UserId } from '@pos/shared-types'
import * as pg from './kit/postgres.ts'
import * as lite from './kit/sqlite.ts'

const KIND = ['till', 'phone', 'back_office', 'display', 'store_server', 'hq_desktop'] as const
const STATE = ['enrolled', 'revoked'] as const
const STORAGE = ['native', 'persistent', 'best_effort'] as const

export const hqDevices = pg.table(
  'devices',
  {
    tenantId: pg.uuid<TenantId>().notNull(),
    id: pg.uuid<DeviceId>().notNull(),
    storeId: pg.uuid<StoreId>(),
    kind: pg.oneOf(KIND).notNull(),
    name: pg.text().notNull(),
    platform: pg.text().notNull(),
    publicKey: pg.bytes().notNull(),
    state: pg.oneOf(STATE).notNull(),
    enrolledAt: pg.instant().notNull(),
    enrolledById: pg.uuid<UserId>().notNull(),
    approvedById: pg.uuid<UserId>(),
    revokedAt: pg.instant(),
    storage: pg.oneOf(STORAGE).notNull(),
    appVersion: pg.text().notNull(),
    lastSeenAt: pg.instant().notNull(),
  },
  (t) => [pg.primary(t, t.id), pg.unique('devices_public_key', t, t.publicKey)],
)

export const storeDevices = lite.table(
  'devices',
  {
    tenantId: lite.uuid<TenantId>().notNull(),
    id: lite.uuid<DeviceId>().notNull(),
    storeId: lite.uuid<StoreId>(),
    kind: lite.oneOf(KIND).notNull(),
    name: lite.text().notNull(),
    platform: lite.text().notNull(),
    publicKey: lite.bytes().notNull(),
    state: lite.oneOf(STATE).notNull(),
    enrolledAt: lite.instant().notNull(),
    enrolledById: lite.uuid<UserId>().notNull(),
    approvedById: lite.uuid<UserId>(),
    revokedAt: lite.instant(),
    storage: lite.oneOf(STORAGE).notNull(),
    appVersion: lite.text().notNull(),
    lastSeenAt: lite.instant().notNull(),
  },
  (t) => [lite.primary(t, t.id), lite.unique('devices_public_key', t, t.publicKey)],
)

export const storeDeviceEnrolments = lite.table(
  'device_enrolments',
  {
    tenantId: lite.uuid<TenantId>().notNull(),
    id: lite.uuid().notNull(),
    codeHash: lite.hash().notNull(),
    kind: lite.oneOf(KIND).notNull(),
    registerId: lite.uuid<RegisterId>(),
    createdById: lite.uuid<UserId>().notNull(),
    expiresAt: lite.instant().notNull(),
    usedAt: lite.instant(),
    deviceId: lite.uuid<DeviceId>(),
  },
  (t) => [lite.primary(t, t.id), lite.unique('device_enrolments_code', t, t.codeHash)],
)
