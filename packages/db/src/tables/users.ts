import type { DeviceId, TenantId, UserId } from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import * as pg from './kit/postgres.ts'
import * as lite from './kit/sqlite.ts'

const KIND = ['password', 'totp', 'passkey', 'recovery'] as const

export const hqUsers = pg.table(
  'users',
  {
    ...pg.ref<UserId>(),
    username: pg.text().notNull(),
    displayName: pg.text().notNull(),
    email: pg.text(),
    phone: pg.text(),
    locale: pg.text().notNull(),
    isSuperAdmin: pg.bool().notNull(),
    isActive: pg.bool().notNull(),
    employeeId: pg.uuid(),
    permissionVersion: pg.int().notNull(),
  },
  (t) => [pg.primary(t, t.id), pg.uniqueOver('users_username', t, sql`lower(${t.username})`)],
)

export const catalogUsers = lite.table(
  'users',
  {
    ...lite.ref<UserId>(),
    username: lite.text().notNull(),
    displayName: lite.text().notNull(),
    email: lite.text(),
    phone: lite.text(),
    locale: lite.text().notNull(),
    isSuperAdmin: lite.bool().notNull(),
    isActive: lite.bool().notNull(),
    employeeId: lite.uuid(),
    permissionVersion: lite.int().notNull(),
    ...lite.replica(),
  },
  (t) => [lite.primary(t, t.id), lite.index('users_username', t, sql`lower(${t.username})`)],
)

export const hqUserCredentials = pg.table(
  'user_credentials',
  {
    tenantId: pg.uuid<TenantId>().notNull(),
    id: pg.uuid().notNull(),
    createdAt: pg.instant().notNull(),
    userId: pg.uuid<UserId>().notNull(),
    kind: pg.oneOf(KIND).notNull(),
    secret: pg.text().notNull(),
    params: pg.json(),
    lastStep: pg.big(),
    usedAt: pg.instant(),
    disabledAt: pg.instant(),
  },
  (t) => [
    pg.primary(t, t.id),
    pg
      .uniqueOver('user_credentials_single', t, t.userId, t.kind)
      .where(sql`${t.kind} in ('password', 'totp') and ${t.disabledAt} is null`),
    pg.index('user_credentials_user', t, t.userId),
    pg.foreign('user_credentials_user_fk', t, [t.userId], hqUsers),
  ],
)

export const catalogUserCredentials = lite.table(
  'user_credentials',
  {
    tenantId: lite.uuid<TenantId>().notNull(),
    id: lite.uuid().notNull(),
    createdAt: lite.instant().notNull(),
    userId: lite.uuid<UserId>().notNull(),
    kind: lite.oneOf(KIND).notNull(),
    secret: lite.text().notNull(),
    params: lite.json(),
    lastStep: lite.big(),
    usedAt: lite.instant(),
    disabledAt: lite.instant(),
    ...lite.replica(),
  },
  (t) => [
    lite.primary(t, t.id),
    lite.index('user_credentials_user', t, t.userId),
    lite.foreign('user_credentials_user_fk', t, [t.userId], catalogUsers),
  ],
)

/** Badges of people, for the tills of this store alone, as their PINs are. The code is kept as a keyed hash. */
export const storeBadges = lite.table(
  'badges',
  {
    userId: lite.uuid<UserId>().notNull(),
    codeHash: lite.hash().notNull(),
    setAt: lite.instant().notNull(),
    setById: lite.uuid<UserId>(),
  },
  (t) => [lite.primary(t, t.userId), lite.unique('badges_code', t, t.codeHash)],
)

export const storePinVerifiers = lite.table(
  'pin_verifiers',
  {
    userId: lite.uuid<UserId>().notNull(),
    deviceId: lite.uuid<DeviceId>(),
    verifier: lite.text().notNull(),
    failures: lite.int().notNull(),
    disabledAt: lite.instant(),
    setAt: lite.instant().notNull(),
  },
  (t) => [lite.unique('pin_verifiers_device', t, t.userId, t.deviceId)],
)
