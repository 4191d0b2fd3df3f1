import { Type } from 'typebox'
import { defineCommand } from '../contract.ts'
import { currency, instant, label, oneOf, orNull, strict, text, uuid } from '../schema.ts'
import type { DeviceId, TenantId, UserId } from '../units.ts'
import { SignedIn } from './access.ts'

const Secret = Type.String({ minLength: 1, maxLength: 1024 })
/** Six digits of an app, or a recovery code. */
const Code = Type.String({ minLength: 6, maxLength: 40 })
const Done = strict({ isDone: Type.Boolean() })
const RecoveryCodes = strict({ recoveryCodes: Type.Array(text(40)) })

export const loginWithCode = defineCommand({
  name: 'auth.login-totp',
  method: 'POST',
  path: '/auth/login/totp',
  summary: 'Finish signing in with the code of an app or a recovery code',
  access: { hq: 'public', store: 'public' },
  audit: 'auth',
  body: strict({ challenge: Type.String({ minLength: 1, maxLength: 2048 }), code: Code }),
  response: SignedIn,
})

export const verifyCode = defineCommand({
  name: 'sync.second-factor',
  method: 'POST',
  path: '/sync/v1/second-factor',
  summary: 'Use up a code of somebody who has given a store the right password; whoever is wrong too often is locked',
  access: { hq: 'peer' },
  audit: 'none',
  body: strict({ userId: uuid<UserId>(), code: Code }),
  response: Done,
})

export const refreshSession = defineCommand({
  name: 'auth.refresh',
  method: 'POST',
  path: '/auth/refresh',
  summary: 'Go on with the session of this browser',
  access: { hq: 'public', store: 'public' },
  audit: 'none',
  usesCookie: true,
  response: SignedIn,
})

export const logout = defineCommand({
  name: 'auth.logout',
  method: 'POST',
  path: '/auth/logout',
  summary: 'End the session of this browser',
  access: { hq: 'self', store: 'self' },
  audit: 'auth',
  isAuditedByContent: true,
  response: Done,
})

const SessionView = strict({
  id: uuid(),
  userId: uuid<UserId>(),
  displayName: text(),
  appContext: oneOf('hq', 'store', 'pos'),
  ip: text(),
  userAgent: text(),
  createdAt: instant(),
  lastUsedAt: instant(),
  expiresAt: instant(),
  /** The one that asks. */
  isCurrent: Type.Boolean(),
})

export const listSessions = defineCommand({
  name: 'sessions.list',
  method: 'GET',
  path: '/sessions',
  summary: 'Your sessions; those of everybody for who may end them',
  access: { hq: 'self', store: 'self' },
  query: strict({ whose: Type.Optional(oneOf('own', 'all')) }),
  response: strict({ items: Type.Array(SessionView) }),
})

export const endSession = defineCommand({
  name: 'sessions.end',
  method: 'DELETE',
  path: '/sessions/:id',
  summary: 'End one of your sessions, or of others for who may end them',
  access: { hq: 'self', store: 'self' },
  audit: 'auth',
  params: strict({ id: uuid() }),
  response: Done,
})

export const revokeSessions = defineCommand({
  name: 'auth.revoke',
  method: 'POST',
  path: '/auth/revoke',
  summary: 'End everything a person or a device was given, here at once and at the stores with their next sync',
  access: { hq: ['hq:sessions.revoke'] },
  audit: 'auth',
  body: strict({
    userId: Type.Optional(uuid<UserId>()),
    deviceId: Type.Optional(uuid<DeviceId>()),
  }),
  response: Done,
})

export const changePassword = defineCommand({
  name: 'auth.change-password',
  method: 'POST',
  path: '/auth/password',
  summary: 'Choose another password; every other session ends',
  access: { hq: 'self' },
  audit: 'auth',
  body: strict({ currentPassword: Secret, newPassword: Secret }),
  response: SignedIn,
})

export const resetPassword = defineCommand({
  name: 'users.reset-password',
  method: 'POST',
  path: '/users/:id/reset',
  summary: 'Make a token with which a person chooses a new password; shown once',
  access: { hq: ['hq:users.manage'] },
  audit: 'auth',
  params: strict({ id: uuid<UserId>() }),
  response: strict({ token: Type.String(), expiresAt: instant() }),
  status: 201,
})

export const resetMfa = defineCommand({
  name: 'users.reset-mfa',
  method: 'POST',
  path: '/users/:id/reset-mfa',
  summary: 'Let a person who has lost his phone and his recovery codes sign in without a code',
  access: { hq: ['hq:users.manage'] },
  audit: 'auth',
  params: strict({ id: uuid<UserId>() }),
  response: Done,
})

export const confirmReset = defineCommand({
  name: 'auth.reset-confirm',
  method: 'POST',
  path: '/auth/reset/confirm',
  summary: 'Choose a new password with a reset token; the second factor stays',
  access: { hq: 'public' },
  audit: 'auth',
  body: strict({ token: Type.String({ minLength: 1, maxLength: 512 }), newPassword: Secret }),
  response: Done,
})

export const startMfa = defineCommand({
  name: 'mfa.start',
  method: 'POST',
  path: '/mfa/totp',
  summary: 'A new secret for an authenticator app, not yet in force',
  access: { hq: 'self' },
  audit: 'none',
  response: strict({ secret: text(), challenge: Type.String(), account: text(), issuer: text() }),
})

export const confirmMfa = defineCommand({
  name: 'mfa.confirm',
  method: 'POST',
  path: '/mfa/totp/confirm',
  summary: 'Put the new secret in force with a code of it',
  access: { hq: 'self' },
  audit: 'auth',
  body: strict({ challenge: Type.String({ minLength: 1, maxLength: 2048 }), code: Code }),
  response: RecoveryCodes,
})

export const disableMfa = defineCommand({
  name: 'mfa.disable',
  method: 'POST',
  path: '/mfa/totp/disable',
  summary: 'Sign in without a code from now on',
  access: { hq: 'self' },
  audit: 'auth',
  body: strict({ code: Code }),
  response: Done,
})

export const renewRecoveryCodes = defineCommand({
  name: 'mfa.recovery-codes',
  method: 'POST',
  path: '/mfa/recovery',
  summary: 'New recovery codes in place of the old ones',
  access: { hq: 'self' },
  audit: 'auth',
  body: strict({ code: Code }),
  response: RecoveryCodes,
})

export const showSecurity = defineCommand({
  name: 'auth.security',
  method: 'GET',
  path: '/auth/security',
  summary: 'How your account is protected',
  access: { hq: 'self' },
  response: strict({
    hasSecondFactor: Type.Boolean(),
    isSecondFactorRequired: Type.Boolean(),
    recoveryCodesLeft: Type.Integer({ minimum: 0 }),
    passwordChangedAt: orNull(instant()),
    leastPasswordCharacters: Type.Integer({ minimum: 1 }),
  }),
})

export const firstRunState = defineCommand({
  name: 'auth.first-run-state',
  method: 'GET',
  path: '/auth/first-run',
  summary: 'Whether the first company is still to be set up here',
  access: { hq: 'public' },
  response: strict({ isOpen: Type.Boolean() }),
})

export const firstRun = defineCommand({
  name: 'auth.first-run',
  method: 'POST',
  path: '/auth/first-run',
  summary: 'Set up the first company and its super admin with the token that head office printed when it started',
  access: { hq: 'public' },
  audit: 'system',
  body: strict({
    token: Type.String({ minLength: 1, maxLength: 128 }),
    company: strict({
      slug: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{1,62}$' }),
      name: label(100),
      country: Type.String({ pattern: '^[A-Z]{2}$' }),
      currency: currency(),
      locale: oneOf('en', 'es'),
    }),
    admin: strict({
      username: Type.String({ pattern: '^[a-z0-9._-]{2,64}$' }),
      displayName: label(100),
      password: Secret,
    }),
  }),
  response: strict({ tenantId: uuid<TenantId>() }),
  status: 201,
})

export const enablePin = defineCommand({
  name: 'pin.enable',
  method: 'POST',
  path: '/pin/:userId/enable',
  summary: 'Let a person use his PIN again after too many wrong ones',
  access: { store: ['store:employees.manage'] },
  audit: 'auth',
  params: strict({ userId: uuid<UserId>() }),
  response: Done,
})
