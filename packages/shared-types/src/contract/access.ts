import { Type, type Static } from 'typebox'
import { defineCommand } from '../contract.ts'
import { currency, instant, label, oneOf, orNull, strict, text, uuid } from '../schema.ts'
import type { StoreId, TenantId, UserId } from '../units.ts'

export const SignedIn = strict({
  accessToken: Type.String(),
  expiresAt: instant(),
  userId: uuid<UserId>(),
  displayName: text(),
  appContext: oneOf('hq', 'store', 'pos'),
  /** Shown once, when signing in has set up the second factor. */
  recoveryCodes: Type.Optional(Type.Array(text(40))),
})
export type SignedIn = Static<typeof SignedIn>

export const login = defineCommand({
  name: 'auth.login',
  method: 'POST',
  path: '/auth/login',
  summary: 'Sign in with user name and password',
  access: { hq: 'public', store: 'public' },
  audit: 'auth',
  body: strict({
    /** The company's short name. A store server serves one company and ignores it. */
    tenant: Type.Optional(label(64)),
    username: label(100),
    password: Type.String({ minLength: 1, maxLength: 1024 }),
  }),
  response: SignedIn,
})

export const me = defineCommand({
  name: 'auth.me',
  method: 'GET',
  path: '/auth/me',
  summary: 'Who is signed in, and what he may do',
  access: { hq: 'self', store: 'self' },
  response: strict({
    userId: uuid<UserId>(),
    username: text(),
    displayName: text(),
    tenantId: uuid<TenantId>(),
    storeId: orNull(uuid<StoreId>()),
    isSuperAdmin: Type.Boolean(),
    permissions: Type.Array(Type.String()),
    /** Told by head office. */
    company: Type.Optional(strict({ name: text(), country: text(2), currency: currency() })),
    /** Told by a store server. */
    store: Type.Optional(
      strict({ code: text(), name: text(), country: text(2), currency: currency(), timeZone: text() }),
    ),
  }),
})

export const Pin = Type.String({ pattern: '^\\d{4,8}$' })

export const unlockPin = defineCommand({
  name: 'pin.unlock',
  method: 'POST',
  path: '/pin/unlock',
  summary: 'Sign a cashier in at an enrolled device',
  access: { store: 'device' },
  audit: 'auth',
  body: strict({ userId: uuid<UserId>(), pin: Pin }),
  response: SignedIn,
})

export const setPin = defineCommand({
  name: 'pin.set',
  method: 'POST',
  path: '/pin',
  summary: 'Set your own PIN at this store',
  access: { store: 'self' },
  audit: 'auth',
  body: strict({ pin: Pin }),
  response: strict({ userId: uuid<UserId>() }),
})

export const listCashiers = defineCommand({
  name: 'pin.cashiers',
  method: 'GET',
  path: '/pin/cashiers',
  summary: 'People who may sign in at this device',
  access: { store: 'device' },
  response: strict({
    items: Type.Array(
      strict({
        userId: uuid<UserId>(),
        displayName: text(),
        hasPin: Type.Boolean(),
        /** May consent to what another asks for here. */
        canApprove: Type.Boolean(),
      }),
    ),
  }),
})
